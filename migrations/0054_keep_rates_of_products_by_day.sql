-- What a unit of a provision may cost at most by the municipality's by-law, for each kind of help, from a day on. A rate is never changed: a later row takes over from
-- its day, and of two rows of one day the last one set counts. What was granted keeps the rate of its decision.
CREATE TABLE product_rates (
    municipality_code TEXT NOT NULL,
    product_code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('professional', 'freelancer', 'network')),
    number BIGINT NOT NULL CHECK (number >= 1),
    starts_on DATE NOT NULL,
    rate_cents BIGINT NOT NULL CHECK (rate_cents > 0),
    PRIMARY KEY (municipality_code, product_code, kind, number),
    FOREIGN KEY (municipality_code, product_code) REFERENCES products (municipality_code, code)
);

INSERT INTO product_rates (municipality_code, product_code, kind, number, starts_on, rate_cents)
SELECT municipality_code, code, 'professional', 1, '2000-01-01', rate_cents
FROM products;

ALTER TABLE products DROP COLUMN rate_cents;

-- From this day on it is granted no more; what runs goes on.
ALTER TABLE products ADD COLUMN ended_on DATE;

/*sqlite
CREATE TRIGGER product_rates_refuse_update BEFORE UPDATE ON product_rates
BEGIN
    SELECT RAISE(ABORT, 'product_rates is append-only: a rate stays as it was set');
END;

CREATE TRIGGER product_rates_refuse_delete BEFORE DELETE ON product_rates
BEGIN
    SELECT RAISE(ABORT, 'product_rates is append-only: a rate stays as it was set');
END;

CREATE TRIGGER product_rates_refuse_replace BEFORE INSERT ON product_rates
WHEN EXISTS (SELECT 1 FROM product_rates
    WHERE (municipality_code = NEW.municipality_code AND product_code = NEW.product_code AND kind = NEW.kind AND number = NEW.number)
       OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'product_rates is append-only: a rate stays as it was set');
END;
*/
/*postgresql
CREATE TRIGGER product_rates_refuse_change BEFORE UPDATE OR DELETE ON product_rates
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER product_rates_refuse_truncate BEFORE TRUNCATE ON product_rates
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
