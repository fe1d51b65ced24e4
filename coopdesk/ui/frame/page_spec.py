"""A page as data: the window makes its navigation of these and builds a page when it is first opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopdesk.ui.frame.shell import Shell
    from coopdesk.ui.kit.page import PageFrame


@dataclass(frozen=True)
class PageSpec:
    """One page. `title` is marked with `N_`; `make` imports the page's module itself, so that it loads when opened;
    `apart` puts a line above it in the navigation."""

    key: str
    title: str
    icon: str
    make: "Callable[[Shell], PageFrame]"
    apart: bool = False
