-- A request that did not come by the portal (Wmo 2015, 2.3.2 lid 1: in any form): which way it came, and who brought it, hidden under the resident's key. The day it came is that of the request.
CREATE TABLE request_arrivals (
    request_id TEXT PRIMARY KEY REFERENCES support_requests (id),
    way TEXT NOT NULL CHECK (way IN ('phone', 'paper', 'counter')),
    brought_by TEXT NOT NULL
);
