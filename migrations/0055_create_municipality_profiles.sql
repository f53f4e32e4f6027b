-- How a municipality shows itself: whom to call and when, what stands on its letters, its colour and its logo. Each change is a row of its own, so that a letter of last
-- year still carries what it carried then.
CREATE TABLE municipality_profiles (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    number BIGINT NOT NULL CHECK (number >= 1),
    set_at TIMESTAMPTZ NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    hours_nl TEXT NOT NULL,
    hours_en TEXT NOT NULL,
    website TEXT NOT NULL,
    letter_sender TEXT NOT NULL,
    letter_closing_nl TEXT NOT NULL,
    letter_closing_en TEXT NOT NULL,
    -- As #rrggbb; empty for the portal's own.
    colour TEXT NOT NULL,
    -- A PNG in base64; empty for none.
    logo TEXT NOT NULL,
    PRIMARY KEY (municipality_code, number)
);

INSERT INTO municipality_profiles (
    municipality_code, number, set_at, phone, email, address, hours_nl, hours_en, website, letter_sender, letter_closing_nl, letter_closing_en, colour, logo)
SELECT code, 1, '2000-01-01T00:00:00.000Z', phone, email, '', '', '', '', '', '', '', '', ''
FROM municipalities;

/*sqlite
CREATE TRIGGER municipality_profiles_refuse_update BEFORE UPDATE ON municipality_profiles
BEGIN
    SELECT RAISE(ABORT, 'municipality_profiles is append-only');
END;

CREATE TRIGGER municipality_profiles_refuse_delete BEFORE DELETE ON municipality_profiles
BEGIN
    SELECT RAISE(ABORT, 'municipality_profiles is append-only');
END;

CREATE TRIGGER municipality_profiles_refuse_replace BEFORE INSERT ON municipality_profiles
WHEN EXISTS (SELECT 1 FROM municipality_profiles
    WHERE (municipality_code = NEW.municipality_code AND number = NEW.number)
       OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'municipality_profiles is append-only');
END;
*/
/*postgresql
CREATE TRIGGER municipality_profiles_refuse_change BEFORE UPDATE OR DELETE ON municipality_profiles
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER municipality_profiles_refuse_truncate BEFORE TRUNCATE ON municipality_profiles
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
