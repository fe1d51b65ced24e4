"""What is typed and cannot be read stops the work: each such widget tells its page, and the page lets nothing go on.

Knows no field and no page; a start loads it before either.
"""

from collections.abc import Iterator

from PySide6.QtWidgets import QStackedWidget, QWidget

from coopdesk.domain.errors import DomainError


class Refusable(QWidget):
    """Something to fill in. While `refusal` is an error, what it stood for before must not be used in its stead."""

    @property
    def refusal(self) -> DomainError | None:
        """What is wrong with what stands here, None while it has a meaning."""
        return None

    @property
    def in_use(self) -> bool:
        """Whether what stands here counts: a row put away or a form that is fixed does not."""
        inside: QWidget = self
        holder = self.parentWidget()
        while holder is not None and not inside.isWindow():
            if inside.isHidden() and not isinstance(holder, QStackedWidget):
                return False
            inside, holder = holder, holder.parentWidget()
        return self.isEnabled()

    @property
    def called(self) -> str:
        """What it is called where it is spoken of elsewhere."""
        return ""

    def mark_refusal(self) -> None:
        """Say beside what stands here what is wrong with it; the cursor stays where it is."""

    def show_refusal(self) -> None:
        """Say what is wrong, and put the cursor there."""
        self.setFocus()

    def notify_holders(self) -> None:
        """Tell every page or form around that the content has changed; call it after each change."""
        holder = self.parentWidget()
        while holder is not None:
            if isinstance(holder, HoldsFields):
                holder.fields_changed()
            holder = holder.parentWidget()


class HoldsFields:
    """A widget that wants to know when something to be filled in changes within it."""

    def fields_changed(self) -> None:
        """Called when the content of a field within has changed."""


def first_refused(root: QWidget) -> Refusable | None:
    """The first in `root` that is refused as it stands."""
    return next(refused_in(root), None)


def refused_in(root: QWidget) -> Iterator[Refusable]:
    """All in `root` that are refused as they stand."""
    return (each for each in root.findChildren(Refusable) if each.in_use and each.refusal is not None)
