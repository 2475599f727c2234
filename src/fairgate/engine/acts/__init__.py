"""One file per act: the entry that it leaves in the ledger, and what the engine asks before it may."""
