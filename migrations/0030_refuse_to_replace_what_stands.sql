-- SQLite's INSERT OR REPLACE takes a row away without asking the trigger that refuses a delete. What was booked on, and the blocks of the traces, can be
-- replaced no more than changed, whichever of its unique keys (or its place in the file) the new row claims. PostgreSQL knows no such statement: what its
-- ON CONFLICT does is an update, which is refused. Postings, traces, heads and closings have had this from the start.
/*sqlite
CREATE TRIGGER trace_blocks_refuse_replace BEFORE INSERT ON trace_blocks
WHEN EXISTS (SELECT 1 FROM trace_blocks WHERE number >= NEW.number OR until_id >= NEW.until_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'trace_blocks is append-only: blocks are written in order');
END;

CREATE TRIGGER decisions_refuse_replace BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id OR number = NEW.number OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER budgets_refuse_replace BEFORE INSERT ON budgets
WHEN EXISTS (SELECT 1 FROM budgets WHERE id = NEW.id OR number = NEW.number OR decision_id = NEW.decision_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'budgets is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER assignments_refuse_replace BEFORE INSERT ON assignments
WHEN EXISTS (SELECT 1 FROM assignments WHERE id = NEW.id OR (municipality_code = NEW.municipality_code AND number = NEW.number) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'assignments is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER assignment_ends_refuse_replace BEFORE INSERT ON assignment_ends
WHEN EXISTS (SELECT 1 FROM assignment_ends WHERE assignment_id = NEW.assignment_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'assignment_ends is append-only: what was released on it stays as it was');
END;

CREATE TRIGGER care_agreements_refuse_replace BEFORE INSERT ON care_agreements
WHEN EXISTS (SELECT 1 FROM care_agreements WHERE id = NEW.id OR number = NEW.number OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'care_agreements is append-only: what was claimed on it stays as it was');
END;

CREATE TRIGGER claims_refuse_replace BEFORE INSERT ON claims
WHEN EXISTS (SELECT 1 FROM claims WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'claims is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER declaration_messages_refuse_replace BEFORE INSERT ON declaration_messages
WHEN EXISTS (SELECT 1 FROM declaration_messages
    WHERE id = NEW.id
       OR (municipality_code = NEW.municipality_code AND sender_agb = NEW.sender_agb AND identification = NEW.identification)
       OR (municipality_code = NEW.municipality_code AND sender_agb = NEW.sender_agb AND declaration_number = NEW.declaration_number)
       OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'declaration_messages is append-only: what was answered stays as it was');
END;

CREATE TRIGGER invoice_lines_refuse_replace BEFORE INSERT ON invoice_lines
WHEN EXISTS (SELECT 1 FROM invoice_lines WHERE id = NEW.id OR (message_id = NEW.message_id AND line_number = NEW.line_number) OR rowid = NEW.rowid)
  OR (NEW.return_codes = '' AND EXISTS (SELECT 1 FROM invoice_lines
      WHERE return_codes = '' AND municipality_code = NEW.municipality_code AND sender_agb = NEW.sender_agb AND reference = NEW.reference))
  OR (NEW.return_codes = '' AND NEW.debit_credit = 'C' AND EXISTS (SELECT 1 FROM invoice_lines
      WHERE return_codes = '' AND debit_credit = 'C' AND municipality_code = NEW.municipality_code AND sender_agb = NEW.sender_agb
        AND previous_reference = NEW.previous_reference))
BEGIN
    SELECT RAISE(ABORT, 'invoice_lines is append-only: what was booked on it stays as it was');
END;
*/
