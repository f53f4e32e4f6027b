-- A message of a provider beside the declaration (WMO305, 307, 315, 317), that was taken in: whole, once. Of the file only its keyed hash stays; what it says is in what was done with it.
CREATE TABLE iwmo_messages_in (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    sender_agb TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('WMO305', 'WMO307', 'WMO315', 'WMO317')),
    identification TEXT NOT NULL,
    dated_on DATE NOT NULL,
    file_hash TEXT NOT NULL,
    received_by TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    received_on DATE NOT NULL,
    UNIQUE (municipality_code, sender_agb, kind, identification)
);

CREATE INDEX iwmo_messages_in_by_sender ON iwmo_messages_in (sender_agb, received_at);

-- What became of each product in it. About is the number of an assignment or the code of a product; nothing that a person is known by.
CREATE TABLE iwmo_parts_in (
    message_id TEXT NOT NULL REFERENCES iwmo_messages_in (id),
    part_number BIGINT NOT NULL,
    about TEXT NOT NULL,
    is_refused BIGINT NOT NULL CHECK (is_refused IN (0, 1)),
    code TEXT NOT NULL,
    detail TEXT,
    PRIMARY KEY (message_id, part_number)
);

-- A message to a provider (WMO301, WMO319), as it was made once: whoever fetches it again gets the same. Its text is hidden: under the key of the resident whom it names, or of the municipality when it
-- is about nobody who has a file.
CREATE TABLE iwmo_messages_out (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    kind TEXT NOT NULL CHECK (kind IN ('WMO301', 'WMO319')),
    identification TEXT NOT NULL,
    resident_id TEXT REFERENCES residents (id),
    assignment_id TEXT REFERENCES assignments (id),
    -- Of an allocation: that it was made, or that it ended. Of an answer: what was answered.
    about TEXT NOT NULL CHECK (about IN ('new', 'end', 'refused', 'investigated')),
    message TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    made_on DATE NOT NULL,
    UNIQUE (municipality_code, identification)
);

CREATE UNIQUE INDEX iwmo_messages_out_once ON iwmo_messages_out (assignment_id, about) WHERE kind = 'WMO301';

CREATE INDEX iwmo_messages_out_by_provider ON iwmo_messages_out (provider_id, made_at);

CREATE INDEX iwmo_messages_out_by_resident ON iwmo_messages_out (resident_id);
/*sqlite
CREATE TRIGGER iwmo_messages_out_refuse_update BEFORE UPDATE ON iwmo_messages_out
BEGIN
    SELECT RAISE(ABORT, 'iwmo_messages_out is never changed: what was sent stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER iwmo_messages_out_refuse_update BEFORE UPDATE ON iwmo_messages_out
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
*/
