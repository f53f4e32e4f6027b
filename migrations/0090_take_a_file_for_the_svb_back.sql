-- A file that was made and never given to the SVB: what stood in it is to be paid again.
CREATE TABLE svb_withdrawals (
    order_id TEXT PRIMARY KEY REFERENCES svb_orders (id),
    withdrawn_by TEXT NOT NULL REFERENCES users (id),
    withdrawn_at TIMESTAMPTZ NOT NULL
);

/*sqlite
CREATE TRIGGER svb_withdrawals_refuse_update BEFORE UPDATE ON svb_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'svb_withdrawals is append-only: what was taken back stays taken back');
END;

CREATE TRIGGER svb_withdrawals_refuse_delete BEFORE DELETE ON svb_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'svb_withdrawals is append-only: what was taken back stays taken back');
END;

CREATE TRIGGER svb_withdrawals_refuse_replace BEFORE INSERT ON svb_withdrawals
WHEN EXISTS (SELECT 1 FROM svb_withdrawals WHERE order_id = NEW.order_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'svb_withdrawals is append-only: what was taken back stays taken back');
END;
*/
/*postgresql
CREATE TRIGGER svb_withdrawals_refuse_change BEFORE UPDATE OR DELETE ON svb_withdrawals
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_withdrawals_refuse_truncate BEFORE TRUNCATE ON svb_withdrawals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
