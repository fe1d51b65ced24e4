"""What the building of a wheel does first, and an editable installation too: the catalogues are compiled."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Makes every `.mo` anew from the `.po` beside it, so that what is installed is what is written down."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it looks for files; `version` is "standard" or "editable"."""
        runpy.run_path(str(Path(self.root, "resources", "locale", "catalogues.py")), run_name="__main__")
