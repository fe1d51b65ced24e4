"""Words for the ledger: accounts, vouchers, documents, the close, statements."""
