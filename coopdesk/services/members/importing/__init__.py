"""An accountant's own sheet, understood step by step: where its headings are, what its columns and cells mean.

Each step takes a value and gives one (`reading.read_roll` takes them in their order):

1. `headings.find_headings`: which sheet, which rows are its headings, and what stands above each column;
2. `columns.guess_columns`: each column's field, with how sure that is and two samples;
3. `rows.find_rows`: which rows are members, and why each other row is none;
4. `values`: every cell of a column read at once, with what was mended and what cannot be read;
5. `households.group`: who belongs to which household;
6. `totals.compare`: the sheet's own totals, or typed ones, beside what was read;
7. `comparing.compare`: whom the book knows already, and what of them would change.

A window shows the value of each step and lets a person say it better: whatever is said goes into `Answers`, which is
also what a mapping file holds, and the steps are taken anew with them. So a window and the command line cannot come to
different readings.
"""
