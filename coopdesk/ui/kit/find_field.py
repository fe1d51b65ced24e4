"""A field that finds one of many things by what is typed of it: a member by name, number or initials.

How to search is given as a function, so the field knows no book; what was found hangs under the field as a list.
"""

from collections.abc import Callable, Sequence

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _
from coopdesk.ui.kit.fields import LineField, T
from coopdesk.ui.kit.hit_list import Hit, HitList


class FindField(LineField[T]):
    """A field whose value is one of many things; `search` gives hits for what was typed, best first."""

    def __init__(
        self,
        title: str,
        search: Callable[[str], Sequence[Hit[T]]],
        *,
        required: bool = False,
        hint: str = "",
        chosen: Hit[T] | None = None,
    ) -> None:
        super().__init__(
            title, self._thing, required=required, hint=hint, text="" if chosen is None else chosen.text
        )
        self._search = search
        self._chosen = chosen
        self._list: HitList | None = None
        self.edit.setPlaceholderText(_("姓名、编号或拼音"))
        self.edit.textEdited.connect(self._look)

    def take(self, hit: Hit[T]) -> None:
        """Let this be the thing."""
        self._chosen = hit
        self.set_text(hit.text)
        self.fits()

    def _look(self, typed: str) -> None:
        self._chosen = None
        if self._list is None:
            self._list = HitList(self.edit, self.title)
            self._list.chosen.connect(self.take)
        hits = self._search(typed) if typed.strip() else ()
        nothing = _("没有找到“{typed}”").format(typed=typed.strip()) if typed.strip() and not hits else ""
        self._list.show_hits(hits, nothing)

    def _thing(self, typed: str) -> T:
        if self._chosen is not None and self._chosen.text == typed:
            return self._chosen.thing
        hits = self._search(typed)
        exact = [hit for hit in hits if hit.text == typed] or (list(hits) if len(hits) == 1 else [])
        if len(exact) != 1:
            raise DomainError("field.not_found", value=typed)
        self._chosen = exact[0]
        return exact[0].thing

    def tidy(self, value: T) -> None:
        if self._chosen is not None and self.text() != self._chosen.text:
            self.set_text(self._chosen.text)


MemberField = FindField

__all__ = ["FindField", "Hit", "HitList", "MemberField"]
