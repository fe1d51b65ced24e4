"""The book on disk: tables, stores, migrations, backup. Only ``books`` is entered from outside.

Importing this package must stay cheap: SQLAlchemy is loaded with ``books``, after the window is shown.
"""

from coopdesk.persistence.sql.late_modules import put_off_imports

put_off_imports()
