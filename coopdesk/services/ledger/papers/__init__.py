"""What stands on the papers of the ledger, word for word and figure for figure; Chinese always."""
