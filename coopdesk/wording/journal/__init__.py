"""Words for what was done."""
