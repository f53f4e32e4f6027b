-- All statements of a town, or of a part of it, asked for by finance and made behind the pages: what was asked, and how far it is. The papers themselves are files. Done and total change as it goes on; whoever
-- makes it holds it until leased_until, so that several portals do not make the same (docs/decisions/0035-all-statements-of-a-town.md).
CREATE TABLE statement_exports (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL CHECK (ends_on >= starts_on),
    -- Each empty when it narrows nothing down.
    product TEXT NOT NULL,
    provider TEXT NOT NULL,
    funding_form TEXT NOT NULL CHECK (funding_form IN ('', 'personfollowing', 'personheld')),
    neighbourhood TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_at TIMESTAMPTZ NOT NULL,
    done BIGINT NOT NULL DEFAULT 0,
    total BIGINT,
    faults BIGINT NOT NULL DEFAULT 0,
    leased_until TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    stopped_at TIMESTAMPTZ,
    -- When the files were thrown away.
    emptied_at TIMESTAMPTZ
);

CREATE INDEX statement_exports_by_municipality ON statement_exports (municipality_code, asked_at);

CREATE INDEX statement_exports_to_make ON statement_exports (asked_at)
    WHERE finished_at IS NULL AND stopped_at IS NULL;
