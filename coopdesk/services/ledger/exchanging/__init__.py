"""Vouchers in the files of other programs, out and in, by layouts that are data.

Out: `layout` says what a file looks like, `accounts` what the receiving ledger calls our accounts, `out` makes rows.
In: `finding` looks for the layout and its headings and makes one of headings nobody knows, `back` reads every cell and
notes what cannot be taken, `reading` asks the chart and the book. A window and the command line take the same steps
with the same `answers`, so that they cannot come to different readings.
"""
