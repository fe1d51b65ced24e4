"""The window around the pages: bars, search, first page, what happens when leaving."""
