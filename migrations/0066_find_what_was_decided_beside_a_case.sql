-- A withdrawal or a recovery decides on no application, and neither does help at once: a case in which there is nothing else still waits for a decision.
DROP INDEX decision_kinds_temporary;

CREATE INDEX decision_kinds_beside ON decision_kinds (decision_id) WHERE kind IN ('temporary', 'withdraw', 'recovery');

-- Who did not agree with a report gets a reply, also when there is an application: those are few, and asked for from this side.
CREATE INDEX report_answers_not_agreed ON report_answers (request_id, version) WHERE answer = 'disagree';
