"""Every fault that a file can have has its sentence."""

import ast
from pathlib import Path

import coopdesk
from coopdesk.wording import error_sentences

FOLDER = Path(coopdesk.__file__).parent / "services" / "ledger"


def test_every_fault_of_a_cell_has_a_sentence() -> None:
    known = error_sentences()
    said = {
        node.value
        for folder in ("exchanging", "bank")
        for path in (FOLDER / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(("voucher_file.", "bank.", "layout.", "account_table."))
    }
    assert len(said) > 20
    assert sorted(said - set(known)) == []
