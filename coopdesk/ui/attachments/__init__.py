"""Attached files as any page shows them: the list of one thing, adding, looking, saving elsewhere, removing."""
