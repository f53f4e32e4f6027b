-- The figures for the council count what a municipality decided in half a year, without reading the reasons of all it ever decided.
CREATE INDEX decisions_by_municipality ON decisions (municipality_code, decided_on, id, request_id);
