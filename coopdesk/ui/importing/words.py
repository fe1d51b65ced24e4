"""What columns, cells and rows are called in the import wizard."""

import re

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.i18n import N_, _, join_texts
from coopdesk.services.members.importing.columns import Column
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.source_table import CellValue, SourceFile, SourceKind
from coopdesk.ui.kit.columns import mask
from coopdesk.wording import error_text
from coopdesk.wording.names import field_name

NOTHING = ""
"""The choice of a column that is left out."""
_CLASS = "class:"
_NUMBER = re.compile(r"\d{8,}[\dXx]*")
_KINDS = {
    SourceKind.XLSX: N_("Excel 工作簿"),
    SourceKind.XLS: N_("Excel 97–2003 工作簿"),
    SourceKind.TEXT: N_("文本表格"),
    SourceKind.PASTED: N_("粘贴的表格"),
}


def column_choices(column: Column, classes: tuple[ShareClass, ...], new_class: str) -> list[tuple[str, str]]:
    """What a column may hold, by the key of each choice; a class of shares the book lacks is offered as a new one."""
    choices = [(NOTHING, _("不导入")), *((field.value, field_name(field.value)) for field in Field)]
    for each in classes:
        choices.append((f"{_CLASS}{each.code}", _("股份：{label}").format(label=each.label)))
    label = column.class_label
    if label and label not in {each.label for each in classes}:
        choices.append((f"{_CLASS}{new_class}", _("新的股份类别：{label}").format(label=label)))
    return choices


def class_in(choice: str) -> str:
    """The class of shares that a choice names; empty for a field."""
    return choice.removeprefix(_CLASS) if choice.startswith(_CLASS) else ""


def choice_of(column: Column) -> str:
    """The choice that stands for what a column holds."""
    if column.share_class:
        return f"{_CLASS}{column.share_class}"
    return column.field.value if column.field is not None else NOTHING


def hidden(text: str) -> str:
    """A text with the long numbers in it masked: papers, accounts and telephones are nobody's business in passing."""
    return _NUMBER.sub(lambda found: mask(found[0]), text)


def cell_words(cell: CellValue) -> str:
    """What a cell of the sheet shows."""
    return "" if cell is None else str(cell).strip()


def file_words(source: SourceFile) -> str:
    """What a file is, and what should be known of it."""
    rows = sum(len(table.rows) for table in source.tables)
    said = [
        _("{kind}，{sheets} 个工作表，共 {rows} 行").format(
            kind=_(_KINDS[source.kind]), sheets=len(source.tables) + len(source.refused), rows=f"{rows:,}"
        )
    ]
    if source.macros:
        said.append(_("文件带有宏；宏没有运行，也不会导入。"))
    said += [error_text(error) for error in source.refused.values()]
    return join_texts(*said)
