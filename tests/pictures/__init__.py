"""Pictures of every page, dialog and paper, made by one command so that they can be looked at after each change."""
