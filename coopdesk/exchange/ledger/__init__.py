"""Files of the ledger, in and out: vouchers of other programs, bank statements, e-invoices."""
