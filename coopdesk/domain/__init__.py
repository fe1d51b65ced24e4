"""The trade itself: values and functions without clock, files, windows or display text.

Everything here is computed from what is passed in; nothing may import Qt, SQLAlchemy, ReportLab or Babel.
"""
