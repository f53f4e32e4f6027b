-- How much of an assignment was declared and stands is asked for each line that comes in: found in the index alone, and not by a look at each earlier line's row, which stands where it came in.
CREATE INDEX invoice_lines_by_assignment_whole ON invoice_lines (assignment_id, starts_on, ends_on, product_code, volume, amount_cents, debit_credit, return_codes, budget_id, posting_number);

DROP INDEX invoice_lines_by_assignment;
