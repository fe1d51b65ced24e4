"""The audit of the kit over a page whose columns scroll: what lies outside of the sight of a scroll area is not cut."""

from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from tests.ui import audit


def faults(page: QWidget) -> list[str]:
    """Everything amiss on the page as it is, and at the height that would show its columns whole."""
    _settle()
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    scrolled = {label.text() for area in areas for label in area.findChildren(QLabel) if label.text()}
    found = [*audit.nameless(page), *audit.out_of_order(page), *map(_too_wide, areas)]
    found += [fault for fault in audit.clipped(page) if not any(text in fault for text in scrolled)]
    before = page.size()
    page.resize(before.width(), before.height() + max((_hidden(area) for area in areas), default=0))
    _settle()
    found += audit.clipped(page)
    page.resize(before)
    QApplication.processEvents()
    return [fault for fault in found if fault]


def _settle() -> None:
    """What wraps in one turn makes its neighbour move in the next."""
    for _turn in range(5):
        QApplication.processEvents()


def _too_wide(area: QScrollArea) -> str:
    inner, room = _inside(area).width(), area.viewport().width()
    return f"column wider than its place: {inner} > {room}" if inner > room else ""


def _hidden(area: QScrollArea) -> int:
    return max(_inside(area).height() - area.viewport().height(), 0) + 8


def _inside(area: QScrollArea) -> QWidget:
    inner = area.widget()
    assert inner is not None
    return inner
