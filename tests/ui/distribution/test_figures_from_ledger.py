"""The step 盈余 of a book that keeps a ledger: its figures at one press, and how far typed ones are from them."""

from datetime import date

from PySide6.QtCore import Qt

from coopdesk.services.coop.values import FigureOrigin, YearFigures
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.ui.distribution.surplus_steps import SurplusStep
from coopdesk.ui.distribution.words import ledger_lines
from tests.services.ledger.books import yuan
from tests.services.ledger.years import co_op


def shown(step, desk, year=2024):
    step.show_figures(
        year, desk.coop.year_figures(year), yuan("0"), False, None, desk.distribution.ledger_figures(year)
    )


def test_the_figures_are_taken_from_the_ledger_and_said_to_be(tmp_path, qtbot):
    with co_op(tmp_path / "取数.coop", date(2025, 1, 25)) as made:
        made.trade(2024, "100000")
        step = SurplusStep()
        qtbot.addWidget(step)
        step.show()
        shown(step, made.desk)
        assert not step.from_ledger.isVisible()
        typed = YearFigures(2024, yuan("90000"), yuan("0"), yuan("5000"), source="报表")
        made.run(RecordYearFigures(figures=typed))
        shown(step, made.desk)
        assert step.origin.text() == "手工填列，未取自已结账的账簿"
        (line,) = ledger_lines(made.desk.coop.year_figures(2024), None)
        assert (line.text, line.article) == ("手工填列，未取自已结账的账簿", "这一年的账还没有年终结账")
        made.close(2024)
        shown(step, made.desk)
        ledger = made.desk.distribution.ledger_figures(2024)
        (line,) = ledger_lines(made.desk.coop.year_figures(2024), ledger)
        assert line.article == "本年盈余 账簿 100,000.00 元，相差 −10,000.00 元"
        qtbot.mouseClick(step.from_ledger, Qt.MouseButton.LeftButton)
        assert not step.from_ledger.isVisible()
        assert step.origin.text() == ""
        assert step.texts == ("200,000.00", "100,000.00", "5,000.00", "", "2024年度账簿")
        figures = step.figures
        assert figures is not None
        made.run(RecordYearFigures(figures=figures))
        shown(step, made.desk)
        assert step.origin.text() == "取自账簿"
        assert ledger_lines(made.desk.coop.year_figures(2024), ledger) == []


def test_a_book_without_a_ledger_of_the_year_is_shown_as_ever(qtbot):
    step = SurplusStep()
    qtbot.addWidget(step)
    step.show()
    figures = YearFigures(2024, yuan("9"), yuan("0"), source="报表")
    step.show_figures(2024, figures, yuan("0"), False)
    assert not step.from_ledger.isVisible()
    assert not step.origin.isVisible()
    assert figures.origin is FigureOrigin.UNSAID
    assert ledger_lines(figures, None) == ledger_lines(None, None) == []
