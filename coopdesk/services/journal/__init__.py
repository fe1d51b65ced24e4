"""What was done to a book, by whom and when (操作日志)."""
