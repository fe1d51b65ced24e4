"""本年盈余 out of the ledger: what a closed year of the books says of the figures that a distribution starts from."""

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import FigureOrigin, YearFigures
from coopdesk.services.ledger.year_close import surplus_of
from coopdesk.services.ports import UnitOfWork

_NOTHING = Money(0)


def ledger_figures(uow: UnitOfWork, year: int) -> YearFigures | None:
    """The figures of a year that the ledger has closed: income, costs, opening balance and 其他转入 of its statement.

    None where no ledger keeps the year or it is not closed. What outweighs income in red counts among the costs.
    """
    found = surplus_of(uow, year)
    if found is None:
        return None
    income = max(found.income, found.current_year, _NOTHING, key=lambda amount: amount.fen)
    return YearFigures(
        year,
        income,
        income - found.current_year,
        found.opening,
        found.transfers_in,
        source=f"{year}年度账簿",
        origin=FigureOrigin.LEDGER,
    )


def origin_of(uow: UnitOfWork, figures: YearFigures) -> FigureOrigin:
    """Whether figures are what the ledger says of their year, or were typed although a ledger keeps it."""
    start = uow.ledger.start()
    if start is None or figures.year < start.first.year:
        return FigureOrigin.UNSAID
    by_ledger = ledger_figures(uow, figures.year)
    return FigureOrigin.LEDGER if by_ledger is not None and agree(figures, by_ledger) else FigureOrigin.TYPED


def agree(figures: YearFigures, by_ledger: YearFigures) -> bool:
    """Whether two say the same of a year's surplus, its opening balance and what was transferred in."""
    return (figures.surplus, figures.opening, figures.transfers_in) == (
        by_ledger.surplus,
        by_ledger.opening,
        by_ledger.transfers_in,
    )


def check_from_ledger(uow: UnitOfWork, figures: YearFigures) -> None:
    """``year.ledger_changed`` for figures that came out of the ledger, which says something else since."""
    if figures.origin is FigureOrigin.LEDGER and origin_of(uow, figures) is not FigureOrigin.LEDGER:
        raise DomainError("year.ledger_changed", year=figures.year)
