"""Words for what is wrong with members and shares."""
