"""Asks what the columns of pasted rows are, where neither headings nor content tell."""

from coopdesk.domain.distribution.measures import SheetKind
from coopdesk.i18n import N_, _, mark
from coopdesk.ui.distribution import pasted_columns
from coopdesk.ui.distribution.pasted_columns import Columns
from coopdesk.ui.distribution.sheet_headings import Part
from coopdesk.ui.kit import fonts
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.kit.form import FormDialog

PARTS = (
    (Part.NUMBER, N_("成员编号")),
    (Part.NAME, N_("姓名")),
    (Part.WHO, N_("编号或姓名")),
    (Part.QUANTITY, N_("数量")),
    (Part.AMOUNT, N_("金额（元）")),
    (Part.SOURCE, N_("来源")),
    (Part.UNUSED, N_("不用")),
)
_SHOWN = 3
"""Cells of a column that are shown to tell it by."""
_LONGEST = 40


class ColumnsForm(FormDialog[tuple[Part | None, ...]]):
    """One choice a column, beside its heading and first cells; what was recognised is chosen already."""

    def __init__(self, lines: pasted_columns.Lines, columns: Columns, kind: SheetKind) -> None:
        lead = _("粘贴的内容里，有的列认不出是什么。请逐列选定；选定之前一行也不录入。")
        super().__init__(_("粘贴的每一列是什么"), _("按此录入"), lead)
        self._kind = kind
        parts = [
            (part, _(words))
            for part, words in PARTS
            if part is not Part.AMOUNT or part in pasted_columns.figures(kind)
        ]
        choices: list[tuple[Part | None, str]] = [(None, _("请选择")), *parts]
        self.columns = []
        for place, part in enumerate(columns.parts):
            heading = columns.headings[place] if columns.headings else ""
            title = heading or _("第 {n} 列").format(n=place + 1)
            cells = [line[place] for line in lines[columns.first :] if line[place]]
            sample = mark("、").join(cells[:_SHOWN])[:_LONGEST]
            fonts.ensure_glyphs(title + sample)
            self.columns.append(ChoiceField(title[:_LONGEST], choices, chosen=part, hint=sample))
        self.group("", self.columns)
        self.cursor_in = next(
            (each for each, part in zip(self.columns, columns.parts, strict=True) if part is None), None
        )

    def make(self) -> tuple[Part | None, ...]:
        parts = tuple(column.read("") for column in self.columns)
        pasted_columns.check(parts, self._kind)
        return parts
