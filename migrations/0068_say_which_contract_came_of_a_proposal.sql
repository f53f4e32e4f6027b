-- A provider that a resident proposed and that the municipality finds welcome waits for a contract: this is the one that was signed for it.
ALTER TABLE provider_proposals ADD COLUMN contract_id TEXT REFERENCES contracts (id);

-- Those that wait for it.
CREATE INDEX provider_proposals_welcome ON provider_proposals (budget_id) WHERE outcome = 'welcome' AND contract_id IS NULL;
