"""The one style sheet, as text with the tokens filled in. Knows no widget instance."""

from string import Template

from coopdesk.ui.kit.tokens import Palette, TextSize

_SHEET = Template("""
QWidget[role="page"], QScrollArea[role="page"] { background: $ground; }
QWidget[role="sheet"], QScrollArea[role="sheet"] { background: $surface; }
QToolTip { background: $surface; color: $ink; border: 1px solid $border; padding: 4px 8px; }

QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="title-negative"] { font-size: ${title}px; font-weight: 700; color: $error; }
QLabel[role="title-accent"] { font-size: ${title}px; font-weight: 700; color: $accent; }
QLabel[role="strong-negative"] { font-weight: 700; color: $error; }
QLabel[role="strong-accent"] { font-weight: 700; color: $accent; }
QLabel[role="section"] { font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="muted"] { color: $secondary; }
QLabel[role="small"] { color: $secondary; font-size: ${small}px; }
QLabel[role="figure"] { font-size: ${figure}px; font-weight: 700; }
QLabel[role="figure-negative"] { font-size: ${figure}px; font-weight: 700; color: $error; }
QLabel[role="figure-accent"] { font-size: ${figure}px; font-weight: 700; color: $accent; }
QLabel[role="warning"] { color: $warning; font-weight: 700; }
QLabel[role="error"] { color: $error; }
QLabel[role="field-line"] { color: $secondary; font-size: ${small}px; }
QLabel[role="field-warning"] { color: $warning; font-size: ${small}px; }
QLabel[role="field-error"] { color: $error; font-size: ${small}px; }
QLabel[role="badge"] { color: $warning; background: $warning_soft; border-radius: 4px; padding: 2px 8px; }
QLabel[role="coop"] { font-size: ${section}px; font-weight: 700; }

QFrame[role="card"] { background: $surface; border: 1px solid $hairline; border-radius: 8px; }
QFrame[role="line"] { background: $hairline; border: none; }
QFrame[role="top"] { background: $surface; border: none; border-bottom: 1px solid $hairline; }
QFrame[role="bottom"] { background: $surface; border: none; border-top: 1px solid $hairline; }
QFrame[role="nav"] { background: $surface; border: none; border-right: 1px solid $hairline; }
QFrame[role="explanation"] { background: $subtle; border: none; border-top: 1px solid $hairline;
  border-bottom-left-radius: 8px; border-bottom-right-radius: 8px; }
QFrame[role="popup"] { background: $surface; border: 1px solid $border; border-radius: 6px; }
QFrame[role="strip-error"] { background: $error_soft; border: 1px solid $error; border-radius: 6px; }
QFrame[role="strip-warning"] { background: $warning_soft; border: 1px solid $warning; border-radius: 6px; }
QFrame[role="strip-done"] { background: $accent_soft; border: 1px solid $accent; border-radius: 6px; }

QPushButton, QToolButton { background: $surface; color: $ink; border: 1px solid $border; border-radius: 6px;
  padding: 0 12px; min-height: ${button}px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 11px;
  min-height: ${focused}px; }
QPushButton:disabled, QToolButton:disabled { color: $secondary; background: $subtle; border-color: $hairline; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 700; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $subtle; color: $secondary; border-color: $hairline; }
QPushButton[kind="link"], QToolButton[kind="link"] { background: transparent; color: $accent;
  border: 1px solid transparent; padding: 0 4px; min-height: ${link}px; border-radius: 4px; }
QPushButton[kind="link"]:checked { background: $accent_soft; font-weight: 700; }
QPushButton[kind="link"]:hover, QToolButton[kind="link"]:hover { background: $hover; }
QPushButton[kind="link"]:focus, QToolButton[kind="link"]:focus { border: 1px solid $accent; padding: 0 4px;
  min-height: ${link}px; }
QPushButton[kind="nav"] { background: transparent; border: 2px solid transparent; text-align: left; padding: 0 8px;
  min-height: ${nav}px; }
QPushButton[kind="nav"]:hover { background: $hover; }
QPushButton[kind="nav"]:checked { background: $accent_soft; color: $accent; font-weight: 700; }
QPushButton[kind="nav"]:focus { border-color: $accent; padding: 0 8px; min-height: ${nav}px; }
QPushButton[kind="step"] { background: transparent; border: 2px solid transparent; border-radius: 0; text-align: left;
  padding: 0 14px; min-height: ${nav}px; color: $secondary; }
QPushButton[kind="step"][state="done"] { color: $accent; }
QPushButton[kind="step"][room="low"] { min-height: ${link}px; }
QPushButton[kind="step"]:checked { background: $accent_soft; color: $accent; font-weight: 700; }
QPushButton[kind="step"]:hover { background: $hover; }
QPushButton[kind="step"]:checked:hover { background: $accent_soft; }
QPushButton[kind="step"]:focus { border-color: $accent; padding: 0 14px; min-height: ${nav}px; }
QPushButton[kind="step"][room="low"]:focus { min-height: ${link}px; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QComboBox, QPlainTextEdit, QSpinBox { background: $surface; color: $ink; border: 1px solid $border;
  border-radius: 6px; padding: 0 8px; min-height: ${button}px; selection-background-color: $accent;
  selection-color: $on_accent; }
QPlainTextEdit { padding: 4px; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QSpinBox:focus { border: 2px solid $accent; padding: 0 7px;
  min-height: ${focused}px; }
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: transparent;
  color: $ink; border-color: transparent; }
QLineEdit[state="error"], QComboBox[state="error"] { border-color: $error; }
QLineEdit[kind="filter"] { border-radius: 4px; padding: 0 4px; min-height: ${link}px; border-color: $hairline; }
QLineEdit[kind="filter"]:focus { border: 1px solid $accent; padding: 0 4px; min-height: ${link}px; }
QLineEdit[kind="cell"], QLineEdit[kind="cell"]:focus { border: 2px solid $accent; border-radius: 0; padding: 0 7px;
  min-height: ${link}px; }
QComboBox { padding-left: 10px; }
QComboBox:focus { padding-left: 9px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox::down-arrow:disabled { image: none; }
QCheckBox { spacing: 6px; min-height: ${link}px; }
QCheckBox::indicator { width: ${tick_box}px; height: ${tick_box}px; border: 1px solid $secondary; border-radius: 3px;
  background: $surface; }
QCheckBox::indicator:checked { border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QCheckBox::indicator:disabled { border-color: $border; background: $subtle; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $border; outline: 0;
  selection-background-color: $accent_soft; selection-color: $ink; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: ${button}px; }

QTableView, QListView, QTreeView { background: $surface; border: none; outline: 0;
  selection-background-color: $accent_soft; selection-color: $ink; }
QTableView[role="framed"] { border-radius: 8px; }
QListView::item { min-height: ${button}px; padding: 0 8px; border-radius: 4px; }
QListView::item:selected { background: $accent_soft; color: $ink; }
QTreeView::item { min-height: ${button}px; padding: 0 4px; }
QTreeView::item:selected { background: $accent_soft; color: $ink; }
QTreeView:focus, QListView[role="list"]:focus, QTableView[role="grid"]:focus { border: 1px solid $accent; }
QTreeView, QListView[role="list"], QTableView[role="grid"] { border: 1px solid $hairline; }
QHeaderView { background: $subtle; border: none; }
QHeaderView::section { background: $subtle; color: $secondary; font-weight: 700; border: none;
  border-bottom: 1px solid $hairline; padding: 0 10px; height: ${row}px; }
QTableCornerButton::section { background: $subtle; border: none; border-bottom: 1px solid $hairline; }

QTabWidget::pane { border: none; border-top: 1px solid $hairline; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $secondary; padding: 6px 2px; margin-right: 18px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; font-weight: 700; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:focus { background: $accent_soft; }

QMenu { background: $surface; color: $ink; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $secondary; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QMenu::indicator { width: 16px; height: 16px; left: 6px; }
QMenu[checks="yes"]::item { padding-left: 28px; }
QProgressBar { background: $hover; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover, QSplitter::handle:focus { background: $border; }
""")


def style_sheet(palette: Palette, size: TextSize, chevron: str, tick: str) -> str:
    """The sheet for one palette and one type size; `chevron` and `tick` are paths of what choices and boxes show."""
    lengths = {
        "title": size.title,
        "small": size.small,
        "section": size.section,
        "figure": size.figure,
        "row": size.row,
        "button": size.scaled(30),
        "focused": size.scaled(30) - 2,
        "link": size.scaled(24),
        "tick_box": size.scaled(14),
        "nav": size.scaled(33),
    }
    colours = {name: str(getattr(palette, name)) for name in palette.__dataclass_fields__}
    texts = {name: str(value) for name, value in lengths.items()}
    return _SHEET.substitute(colours, chevron=chevron, tick=tick, **texts)
