-- The municipalities whose files stay closed in this session, because they ask for a higher level than the one at which the provider knew who it was:
-- their codes, with a space between them.
ALTER TABLE sessions ADD COLUMN closed_to TEXT NOT NULL DEFAULT '';
