-- Of an account at which nobody looked yet: a caseworker did not trust the same number before, so nothing is paid to it until somebody did look (docs/decisions/0027-helpers-are-paid-by-the-svb.md). The number itself is hidden, so that
-- nobody can ask for it here.
ALTER TABLE unseen_helper_accounts ADD COLUMN is_held BIGINT NOT NULL DEFAULT 0 CHECK (is_held IN (0, 1));
