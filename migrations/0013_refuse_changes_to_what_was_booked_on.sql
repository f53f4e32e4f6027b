-- A posting points at the decision, assignment, invoice line or claim it comes from; those stay as they were, or the books would
-- prove something that never happened. A budget may be locked (an update that changes nothing), not changed.
/*sqlite
CREATE TRIGGER decisions_refuse_update BEFORE UPDATE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER decisions_refuse_delete BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER assignments_refuse_update BEFORE UPDATE ON assignments
BEGIN
    SELECT RAISE(ABORT, 'assignments is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER assignments_refuse_delete BEFORE DELETE ON assignments
BEGIN
    SELECT RAISE(ABORT, 'assignments is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER invoice_lines_refuse_update BEFORE UPDATE ON invoice_lines
BEGIN
    SELECT RAISE(ABORT, 'invoice_lines is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER invoice_lines_refuse_delete BEFORE DELETE ON invoice_lines
BEGIN
    SELECT RAISE(ABORT, 'invoice_lines is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER claims_refuse_update BEFORE UPDATE ON claims
BEGIN
    SELECT RAISE(ABORT, 'claims is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER claims_refuse_delete BEFORE DELETE ON claims
BEGIN
    SELECT RAISE(ABORT, 'claims is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER budgets_refuse_update BEFORE UPDATE ON budgets
WHEN (NEW.id, NEW.number, NEW.decision_id, NEW.municipality_code, NEW.resident_id, NEW.product_code, NEW.funding_form,
      NEW.volume_hundredths, NEW.frequency, NEW.rate_cents, NEW.starts_on, NEW.ends_on)
    IS NOT (OLD.id, OLD.number, OLD.decision_id, OLD.municipality_code, OLD.resident_id, OLD.product_code, OLD.funding_form,
      OLD.volume_hundredths, OLD.frequency, OLD.rate_cents, OLD.starts_on, OLD.ends_on)
BEGIN
    SELECT RAISE(ABORT, 'budgets is append-only: a decision stays as it was taken');
END;

CREATE TRIGGER budgets_refuse_delete BEFORE DELETE ON budgets
BEGIN
    SELECT RAISE(ABORT, 'budgets is append-only: a decision stays as it was taken');
END;
*/
/*postgresql
CREATE TRIGGER decisions_refuse_change BEFORE UPDATE OR DELETE ON decisions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER assignments_refuse_change BEFORE UPDATE OR DELETE ON assignments
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER invoice_lines_refuse_change BEFORE UPDATE OR DELETE ON invoice_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER claims_refuse_change BEFORE UPDATE OR DELETE ON claims
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER budgets_refuse_update BEFORE UPDATE ON budgets
    FOR EACH ROW WHEN (NEW IS DISTINCT FROM OLD) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER budgets_refuse_delete BEFORE DELETE ON budgets
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
*/
