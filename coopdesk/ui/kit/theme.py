"""One palette and one small style sheet for the whole program, made from `tokens`; switched live.

Nothing is styled a second time elsewhere: a widget says what it is by the property `role` (labels, frames) or `kind`
(buttons) and the sheet here says how that looks. Painted widgets ask `current()` for colours and sizes.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from coopdesk import paths
from coopdesk.ui.kit.fonts import application_font
from coopdesk.ui.kit.style_sheet import style_sheet
from coopdesk.ui.kit.tokens import Palette, TextSize, Theme

FUSION = "fusion"
"""Property of an application that already has the style: asking Qt for its style object costs 20 ms of the start."""


@dataclass(frozen=True)
class Look:
    """The theme and type size in force."""

    theme: Theme = Theme.LIGHT
    text_size: TextSize = TextSize.SMALL

    @property
    def palette(self) -> Palette:
        """The colours of the chosen theme."""
        return self.theme.palette

    def colour(self, name: str) -> QColor:
        """The colour of that name in the palette, for painting."""
        return QColor(getattr(self.palette, name))


class _Signals(QObject):
    changed = Signal()


class _State:
    look = Look()
    signals: _Signals | None = None


def current() -> Look:
    """The look in force."""
    return _State.look


def changed() -> _Signals:
    """An object whose signal `changed` is sent after the look was switched, for widgets that paint themselves."""
    if _State.signals is None:
        _State.signals = _Signals()
    return _State.signals


def apply(app: QApplication, theme: Theme, text_size: TextSize) -> None:
    """Put theme and type size in force for every window, now and later."""
    _State.look = Look(theme, text_size)
    if not app.property(FUSION):
        app.setStyle("Fusion")
        app.setProperty(FUSION, True)
    app.setFont(application_font(text_size.body))
    app.setPalette(_qt_palette(theme.palette))
    arrow = paths.resource("icons", "choice-arrow.svg").as_posix()
    tick = paths.resource("icons", "choice-tick.svg").as_posix()
    app.setStyleSheet(style_sheet(theme.palette, text_size, arrow, tick))
    changed().changed.emit()


def mark(widget: QWidget, **properties: str) -> None:
    """Say what a widget is (`role="muted"`, `kind="primary"`), and let it be drawn so if it is already shown."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def _qt_palette(colours: Palette) -> QPalette:
    roles = QPalette.ColorRole
    table = {
        roles.Window: colours.ground,
        roles.WindowText: colours.ink,
        roles.Base: colours.surface,
        roles.AlternateBase: colours.subtle,
        roles.Text: colours.ink,
        roles.PlaceholderText: colours.secondary,
        roles.Button: colours.surface,
        roles.ButtonText: colours.ink,
        roles.ToolTipBase: colours.surface,
        roles.ToolTipText: colours.ink,
        roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent,
        roles.Link: colours.accent,
        roles.LinkVisited: colours.accent,
        roles.Mid: colours.hairline,
        roles.Light: colours.surface,
        roles.Midlight: colours.hairline,
        roles.Dark: colours.border,
        roles.Shadow: colours.border,
        roles.Accent: colours.accent,
    }
    palette = QPalette()
    for role, colour in table.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.secondary))
    return palette
