-- Which shifts wait for an answer: so that neither a worklist nor a home page looks through every shift that was ever made. A row comes with the proposal and goes with the answer, in the same
-- transactions; what was proposed and answered stays in shifts and shift_answers.
CREATE TABLE open_shifts (
    shift_id TEXT PRIMARY KEY REFERENCES shifts (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    side TEXT NOT NULL
);

CREATE INDEX open_shifts_by_municipality ON open_shifts (municipality_code);

CREATE INDEX open_shifts_by_resident ON open_shifts (resident_id);

INSERT INTO open_shifts (shift_id, municipality_code, resident_id, side)
SELECT shift.id, request.municipality_code, request.resident_id, shift.side
FROM shifts shift
JOIN support_requests request ON request.id = shift.request_id
WHERE NOT EXISTS (SELECT 1 FROM shift_answers said WHERE said.shift_id = shift.id);
