-- The worklist of a municipality asks of everything that could wait whether it does. Each of these holds all that is asked of a row that does not, which nearly all are: the row itself is
-- read only of what waits.
CREATE INDEX support_requests_by_number ON support_requests (municipality_code, number, id, resident_id, investigate_by, is_urgent);

DROP INDEX decisions_by_request;

CREATE INDEX decisions_by_request ON decisions (request_id, id);

CREATE INDEX budgets_running ON budgets (municipality_code, funding_form, ends_on, id);

DROP INDEX assignments_by_budget;

CREATE INDEX assignments_by_budget ON assignments (budget_id, number, id);

CREATE INDEX assignments_running ON assignments (municipality_code, ends_on, starts_on, id, budget_id);

CREATE INDEX delivery_reports_of_nobody ON delivery_reports (assignment_id, id) WHERE kind = 'nobody-came';

CREATE INDEX objections_that_were_right ON objections (municipality_code, decided_at) WHERE outcome IN ('founded', 'partly');

CREATE INDEX decision_kinds_temporary ON decision_kinds (decision_id) WHERE kind = 'temporary';
