-- Which requests were not decided on yet, so that a worklist does not look through every case that a municipality ever had. A row comes with the request and goes with the decision on it, or when it
-- is taken back, in the same transactions; what was asked and decided stays in support_requests and decisions.
CREATE TABLE open_requests (
    request_id TEXT PRIMARY KEY REFERENCES support_requests (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code)
);

CREATE INDEX open_requests_by_municipality ON open_requests (municipality_code, request_id);

INSERT INTO open_requests (request_id, municipality_code)
SELECT request.id, request.municipality_code
FROM support_requests request
WHERE NOT EXISTS (
        SELECT 1
        FROM decisions decision
        WHERE decision.request_id = request.id
          AND decision.id NOT IN (SELECT kind.decision_id FROM decision_kinds kind WHERE kind.kind IN ('temporary', 'withdraw', 'recovery')))
  AND NOT EXISTS (SELECT 1 FROM request_ends ended WHERE ended.request_id = request.id);
