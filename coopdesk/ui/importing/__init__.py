"""从 Excel 导入: the accountant's own sheet step by step into the book, each step the services' own."""
