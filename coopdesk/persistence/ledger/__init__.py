"""The ledger on disk: accounts, vouchers, drafts, months, and the balances kept of them."""
