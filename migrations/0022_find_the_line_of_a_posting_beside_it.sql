-- What a statement says of an invoice is found with the budget's other lines, in the order of its postings: a line's own row stands where it came in, far from
-- the others of its budget (docs/decisions/0003-how-postings-are-laid-out.md).
CREATE INDEX invoice_lines_by_posting ON invoice_lines (budget_id, posting_number, id, reference, volume, unit, starts_on, ends_on)
    WHERE budget_id IS NOT NULL;
