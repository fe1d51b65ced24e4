"""What is asked about a printer before pages go to it: its paper where it has not the right one, and how far it is off.

Knows pages by their size only.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF

from coopdesk.i18n import N_, _
from coopdesk.ui.frame import preferences
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.papers.printer_offset import CROSS_FROM_EDGE, OffsetForm, draw_cross
from coopdesk.ui.papers.sheets import Offset, holds, millimetres, new_printer, set_sheet, sheet_of

if TYPE_CHECKING:
    # Only a name here: printing loads when something is printed.
    from PySide6.QtPrintSupport import QPrinter

_AS_IT_IS = Action("print-as-it-is", N_("按原大小打印"))
_SHRINK = Action("print-smaller", N_("缩小打印"))
_A5_LANDSCAPE = QSizeF(595.28, 419.53)


def choose_sheet(page: PageFrame, printer: "QPrinter", size: QSizeF) -> bool | None:
    """Set the printer to the paper of a page of that size; asks where it has none.

    False: print in true size; True: the person lets the page become smaller; None: do not print.
    """
    chosen = printer.pageLayout()
    if set_sheet(printer, size):
        return False
    printer.setPageLayout(chosen)
    printer.setFullPage(True)
    sheet = sheet_of(printer)
    fits = holds(sheet, size)
    percent = int(100 * min(sheet.width() / size.width(), sheet.height() / size.height()))
    what = [
        (_("这份单据"), _("{size} 毫米").format(size=millimetres(size))),
        (_("打印机现在的纸"), _("{size} 毫米").format(size=millimetres(sheet))),
        (_("打印出来"), _("原大小，靠纸的上边") if fits else _("缩小到 {n}%").format(n=percent)),
    ]
    sentence = _(
        "打印机“{printer}”没有这种大小的纸。连续纸要先在 Windows 的“打印服务器属性”里新建一种这么大的纸，"
        "再在打印机里选它。"
    ).format(printer=printer.printerName())
    wanted = dialogs.confirm_sheet(page, _("纸张大小"), sentence, what, _AS_IT_IS if fits else _SHRINK)
    return (not fits) if wanted else None


def offset_of(printer: "QPrinter") -> Offset:
    """By how much papers are moved on that printer."""
    return Offset(*preferences.printer_offset(printer.printerName()))


def set_offset(page: PageFrame, size: QSizeF | None) -> None:
    """Ask by how much a printer is off and keep it; the test cross goes on paper of that size."""
    from PySide6.QtPrintSupport import QPrinterInfo

    printers = QPrinterInfo.availablePrinterNames()
    if not printers:
        page.show_warning(_("这台电脑上还没有打印机；请先在系统里添加打印机。"))
        return
    usual = QPrinterInfo.defaultPrinterName()
    form = OffsetForm(printers, usual, partial(_print_cross, size or _A5_LANDSCAPE))
    answer = dialogs.ask(form, page)
    if answer is not None:
        name, offset = answer
        preferences.keep_printer_offset(name, offset.right, offset.down)
        page.show_done(_("已保存“{printer}”的打印位置").format(printer=name))


def _print_cross(size: QSizeF, name: str, offset: Offset) -> None:
    printer = new_printer(size)
    printer.setPrinterName(name)
    set_sheet(printer, size)
    words = _("竖线距左边 {mm} 毫米，横线距上边 {mm} 毫米").format(mm=CROSS_FROM_EDGE)
    draw_cross(printer, offset, words)
