"""Every code the lower layers raise has its sentence, found by reading the program itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from coopdesk import i18n, wording
from coopdesk.domain.business_document import DocumentKind, Rubric
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension
from coopdesk.domain.ledger.close_checklist import CloseCheck
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.wording import act_text

PROGRAM = Path(wording.__file__).parents[1]
CODED_ROOTS = {"DomainError", "EnvironmentFault"}


@dataclass(frozen=True)
class Raised:
    """One place that makes an error: which code with which parameters; open when some come by `**`."""

    place: str
    code: str
    params: frozenset[str]
    open: bool


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PROGRAM.rglob("*.py")):
        yield path.relative_to(PROGRAM).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def coded_classes() -> set[str]:
    """Names of all error classes that carry a code: the roots and whatever is derived from them."""
    derived = [
        (node.name, {_name(base) for base in node.bases})
        for _path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    known = set(CODED_ROOTS)
    while more := {name for name, bases in derived if bases & known} - known:
        known |= more
    return known


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def raised() -> list[Raised]:
    classes = coded_classes()
    return [
        _raised(f"{path}:{node.lineno}", node, code)
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) in classes
        for code in codes_of(node)
    ]


def codes_of(call: ast.Call) -> list[str]:
    """The literal codes a call may carry: one, or both branches of `a if … else b`."""
    first = call.args[0] if call.args else None
    choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    return [node.value for node in choices if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _raised(place: str, call: ast.Call, code: str) -> Raised:
    names = frozenset(keyword.arg for keyword in call.keywords if keyword.arg is not None)
    return Raised(place, code, names, any(keyword.arg is None for keyword in call.keywords))


def test_every_code_raised_has_a_sentence() -> None:
    sentences = wording.error_sentences()
    assert len(raised()) > 300
    assert [(error.place, error.code) for error in raised() if error.code not in sentences] == []


def test_no_code_has_two_sentences() -> None:
    """The sentences of all areas lie in one table, where one of two would be said of both."""
    codes = [
        key.value
        for path, tree in trees()
        if path.startswith("wording/")
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and _name(node.target) == "SENTENCES"
        for key in getattr(node.value, "keys", [])
    ]
    assert len(codes) > 100
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_every_sentence_uses_only_what_the_error_carries() -> None:
    sentences = wording.error_sentences()
    lacking = [
        (error.place, error.code, sorted(sentences[error.code] - error.params))
        for error in raised()
        if error.code in sentences and not error.open and sentences[error.code] - error.params
    ]
    assert lacking == []


def test_no_sentence_is_left_over_from_an_error_nobody_raises() -> None:
    said = {
        node.value
        for path, tree in trees()
        if not path.startswith("wording/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(wording.error_sentences()) - said) == []


@pytest.mark.parametrize("kind", MemberKind)
def test_every_kind_of_member_has_a_name(kind: MemberKind) -> None:
    assert wording.kind_name(kind) != kind.value


@pytest.mark.parametrize("kind", EntryKind)
def test_every_kind_of_entry_has_a_name(kind: EntryKind) -> None:
    assert wording.entry_kind_name(kind) != kind.value


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_of_business_document_has_a_name(kind: DocumentKind) -> None:
    assert wording.document_kind_name(kind) != kind.value


@pytest.mark.parametrize("rubric", Rubric)
def test_every_rubric_of_a_business_document_has_a_name(rubric: Rubric) -> None:
    assert wording.rubric_name(rubric) != rubric.value


def test_a_rubric_in_a_sentence_is_not_taken_for_something_else_of_the_same_code() -> None:
    error = DomainError("document.no_such_part", kind=DocumentKind.TRANSFER, rubric=Rubric.CAPITAL)
    assert "股份转让" in wording.error_text(error)
    assert "出资额" in wording.error_text(error)
    dimension = DomainError("voucher.dimension_missing", line=1, account="股金", dimension=Dimension.MEMBER)
    assert "须按成员核算" in wording.error_text(dimension)


@pytest.mark.parametrize("check", CloseCheck)
def test_every_point_of_the_checklist_of_a_close_has_a_name(check: CloseCheck) -> None:
    assert wording.close_check_name(check) != check.value


@pytest.mark.parametrize("dimension", Dimension)
def test_every_dimension_of_a_line_has_a_name(dimension: Dimension) -> None:
    assert wording.dimension_name(dimension) != dimension.value


def test_an_error_nobody_foresaw_still_reads_as_a_sentence() -> None:
    assert "no.such.code" in wording.error_text(DomainError("no.such.code"))
    assert "没有完成" in wording.error_text(DomainError("no.such.code"))


def test_parameters_are_shown_in_the_trades_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "{day}：{member} 只有 {shares:q} 股，应付 {due}，{names}，{kind}，第 {row} 行"
    monkeypatch.setitem(wording.sentences._ERRORS, "test.forms", sentence)
    error = DomainError(
        "test.forms",
        day=date(2019, 12, 20),
        member="0003",
        shares=2_500_000,
        due=Money(123456),
        names=["甲", "乙"],
        kind=EntryKind.GIFT,
        row=7,
    )
    shown = "2019年12月20日：0003 只有 2.5 股，应付 1,234.56，甲、乙，赠与，第 7 行"
    assert wording.error_text(error) == shown


def test_a_sentence_never_fails_over_a_parameter_the_error_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wording.sentences._ERRORS, "test.gap", "成员 {member} 只有 {shares:q} 股")
    assert wording.error_text(DomainError("test.gap", shares="两")) == "成员 … 只有 两 股"


def test_forms_of_amounts_quantities_rates_and_days() -> None:
    assert i18n.format_money(-123_456_789) == "-1,234,567.89"
    assert i18n.format_money(Money(5)) == "0.05"
    assert [i18n.format_quantity(n) for n in (0, 4_000_000, 12_500_000, -250_000)] == [
        "0",
        "4",
        "12.5",
        "-0.25",
    ]
    assert i18n.format_quantity(1_005_000, max_digits=2) == "1.01"
    assert i18n.format_quantity(-1, max_digits=2) == "0"
    assert i18n.format_quantity(1_234_000_000, max_digits=0) == "1,234"
    assert [i18n.format_percent(n) for n in (600_000, 125_000, 333_333)] == ["60%", "12.5%", "33.3333%"]
    assert i18n.format_date(date(2026, 11, 22)) == "2026年11月22日"
    i18n.set_language("en")
    assert i18n.format_date(date(2026, 11, 22)) == "22 Nov 2026"


def test_what_the_journal_says_of_a_command_is_one_line_whatever_was_typed_into_it() -> None:
    said = act_text("ReopenLossYear", {"year": 2019, "reason": "第一行\r\n第二行"})
    assert said == "2019 年度：第一行 第二行"


def test_the_journal_marks_the_thousands_of_a_sum_and_leaves_what_is_none() -> None:
    figures = {"year": 2019, "income": "1046512.37", "costs": "?"}
    said = act_text("RecordYearFigures", {"figures": figures})
    assert said == "2019 年度：收入 1,046,512.37 元，成本费用 ? 元"
