"""Workbooks and tables of text that come in, and workbooks that go out."""
