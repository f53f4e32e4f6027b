-- Why an account is blocked and by whom: one of a few reasons, for what is typed freely would have to be hidden. It is opened again by two people: one
-- asks, another does.
ALTER TABLE users ADD COLUMN blocked_by TEXT REFERENCES users (id);

ALTER TABLE users ADD COLUMN blocked_for TEXT CHECK (blocked_for IN ('stolen', 'misuse', 'left', 'asked', 'other'));

ALTER TABLE users ADD COLUMN unblock_asked_by TEXT REFERENCES users (id);
