"""What a person can do, declared once by name: text, shortcut, icon. Windows and pages only connect them.

A page declares its own actions as constants of `Action` beside its class; the ones here belong to every page. This
module knows no window and no page.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from coopdesk.i18n import N_, _
from coopdesk.ui.kit.icons import icon

_PAGES_WITH_KEYS = 19


@dataclass(frozen=True)
class Action:
    """Something to do. `text` is marked with `N_`; `shortcut` is as Qt writes it; `icon` names a drawing."""

    name: str
    text: str
    shortcut: str = ""
    icon: str = ""
    tip: str = ""

    def tooltip(self) -> str:
        """What the action does, with its keys."""
        keys = QKeySequence(self.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        said = _(self.tip or self.text)
        return f"{said} ({keys})" if keys else said


FILTER = Action("filter", N_("筛选"), "Ctrl+F", "filter")
SEARCH = Action("search", N_("搜索"), "Ctrl+K", "search")
PRINT = Action("print", N_("打印"), "Ctrl+P", "papers")
EDIT = Action("edit", N_("修改"), "F2", "edit")
COPY = Action("copy", N_("复制"), "Ctrl+C", "copy", N_("连同表头复制为 Excel 单元格"))
COPY_BARE = Action("copy-bare", N_("复制，不带表头"), "Ctrl+Shift+C", "copy")
EXPORT_TABLE = Action(
    "export-table", N_("导出此表…"), "Ctrl+Shift+E", "save", N_("把表里显示的存成 Excel 或 csv 文件")
)
SORT_UP = Action("sort-up", N_("按本列升序"), "Alt+Up")
SORT_DOWN = Action("sort-down", N_("按本列降序"), "Alt+Down")
RELOAD = Action("reload", N_("刷新"), "F5", "refresh")
OPEN_BOOK = Action("open-book", N_("打开账套"), "Ctrl+O", "open")
NEW_BOOK = Action("new-book", N_("新建账套"), "", "new-book")
IMPORT_BOOK = Action("import-book", N_("从 Excel 导入"), "", "template")
SAMPLE_BOOK = Action("sample-book", N_("打开示例账套"), "", "sample")


def page_shortcut(place: int) -> str:
    """Keys that open the page at that place of the navigation, counted from 1: Alt+1 … Alt+9, Alt+0, then Ctrl+1 …
    Ctrl+9; none past the nineteenth. (Alt+Shift and a figure mark how households were paid.)"""
    if not 1 <= place <= _PAGES_WITH_KEYS:
        return ""
    return f"Alt+{place % 10}" if place <= 10 else f"Ctrl+{place - 10}"


def qt_action(action: Action, slot: Callable[[], object], parent: QWidget, shortcut: bool = True) -> QAction:
    """A QAction for menus. Its shortcut works while the parent or something in it has the focus."""
    made = QAction(_(action.text), parent)
    made.setToolTip(action.tooltip())
    if action.icon:
        made.setIcon(icon(action.icon, "secondary"))
    if action.shortcut and shortcut:
        made.setShortcut(QKeySequence(action.shortcut))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.triggered.connect(lambda _checked=False: slot())
    return made


def key(
    action: Action, slot: Callable[[], object], parent: QWidget, whole_window: bool = False
) -> QShortcut | None:
    """Only the keys of an action, for an action that shows as a button; None if it has none."""
    if not action.shortcut:
        return None
    made = QShortcut(QKeySequence(action.shortcut), parent)
    contexts = Qt.ShortcutContext
    made.setContext(contexts.WindowShortcut if whole_window else contexts.WidgetWithChildrenShortcut)
    made.activated.connect(slot)
    return made
