-- A posting says what it was booked on: the hash of the decision and its budget, of the assignment, of its end, of the invoice line or of the
-- claim and its care agreement (docs/decisions/0006-the-chain-and-its-daily-head.md). Postings from before have none. A head says what was closed by
-- the end of its day.
ALTER TABLE postings ADD COLUMN seal TEXT CHECK (seal IS NULL OR length(seal) = 64);

ALTER TABLE ledger_heads ADD COLUMN closed_until DATE;

ALTER TABLE ledger_heads ADD COLUMN closed_year BIGINT;
/*sqlite
CREATE TRIGGER care_agreements_refuse_update BEFORE UPDATE ON care_agreements
BEGIN
    SELECT RAISE(ABORT, 'care_agreements is append-only: what was claimed on it stays as it was');
END;

CREATE TRIGGER care_agreements_refuse_delete BEFORE DELETE ON care_agreements
BEGIN
    SELECT RAISE(ABORT, 'care_agreements is append-only: what was claimed on it stays as it was');
END;

-- A message is completed with its answer in the transaction that took it in.
CREATE TRIGGER declaration_messages_refuse_update BEFORE UPDATE ON declaration_messages
WHEN OLD.answer <> ''
BEGIN
    SELECT RAISE(ABORT, 'declaration_messages is append-only: what was answered stays as it was');
END;

CREATE TRIGGER declaration_messages_refuse_delete BEFORE DELETE ON declaration_messages
BEGIN
    SELECT RAISE(ABORT, 'declaration_messages is append-only: what was answered stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER care_agreements_refuse_change BEFORE UPDATE OR DELETE ON care_agreements
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER declaration_messages_refuse_update BEFORE UPDATE ON declaration_messages
    FOR EACH ROW WHEN (OLD.answer <> '') EXECUTE FUNCTION refuse_change();

CREATE TRIGGER declaration_messages_refuse_delete BEFORE DELETE ON declaration_messages
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
*/
