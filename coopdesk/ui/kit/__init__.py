"""The pieces every page is made of; `coopdesk.ui` says how a page is put together.

Nothing here knows a page, a book or a service beyond the errors a service may raise.
"""
