-- A WMO323 that was taken in: whole, once. The sender may be a stranger: then each line is answered with 9338. Its answer (WMO325) is kept as it was sent.
CREATE TABLE declaration_messages (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    sender_agb TEXT NOT NULL,
    identification TEXT NOT NULL,
    declaration_number TEXT NOT NULL,
    dated_on DATE NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    file_hash TEXT NOT NULL,
    line_count BIGINT NOT NULL,
    rejected_count BIGINT NOT NULL,
    submitted_cents BIGINT NOT NULL,
    accepted_cents BIGINT NOT NULL,
    received_by TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    received_on DATE NOT NULL,
    answer TEXT NOT NULL,
    UNIQUE (municipality_code, sender_agb, identification),
    UNIQUE (municipality_code, sender_agb, declaration_number)
);

CREATE INDEX declaration_messages_by_day ON declaration_messages (municipality_code, received_at);
CREATE INDEX declaration_messages_by_sender ON declaration_messages (sender_agb, received_at);

-- Each line of it, accepted (no return codes) or rejected whole.
CREATE TABLE invoice_lines (
    id TEXT PRIMARY KEY,
    message_id TEXT NOT NULL REFERENCES declaration_messages (id),
    line_number BIGINT NOT NULL,
    municipality_code TEXT NOT NULL,
    sender_agb TEXT NOT NULL,
    bsn TEXT NOT NULL,
    reference TEXT NOT NULL,
    previous_reference TEXT,
    assignment_number BIGINT NOT NULL,
    assignment_id TEXT REFERENCES assignments (id),
    category TEXT NOT NULL,
    product_code TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    volume BIGINT NOT NULL,
    unit TEXT NOT NULL,
    rate_cents BIGINT,
    amount_cents BIGINT NOT NULL,
    debit_credit TEXT NOT NULL CHECK (debit_credit IN ('D', 'C')),
    return_codes TEXT NOT NULL,
    budget_id TEXT,
    posting_number BIGINT,
    UNIQUE (message_id, line_number),
    FOREIGN KEY (budget_id, posting_number) REFERENCES postings (budget_id, number) DEFERRABLE INITIALLY DEFERRED,
    CHECK ((posting_number IS NULL) = (budget_id IS NULL))
);

-- A provider uses a reference once, whatever became of the line (8021); the unique index is the second lock for what was booked.
CREATE INDEX invoice_lines_by_reference ON invoice_lines (municipality_code, sender_agb, reference);

CREATE UNIQUE INDEX invoice_lines_booked_once ON invoice_lines (municipality_code, sender_agb, reference)
    WHERE return_codes = '';

CREATE INDEX invoice_lines_by_assignment ON invoice_lines (assignment_id, starts_on);

-- An accepted debit is credited at most once.
CREATE UNIQUE INDEX invoice_lines_credited_once ON invoice_lines (municipality_code, sender_agb, previous_reference)
    WHERE return_codes = '' AND debit_credit = 'C';
