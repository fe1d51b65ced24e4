"""Words for distributions: what is refused, and how a figure came about."""
