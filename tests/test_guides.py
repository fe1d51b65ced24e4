"""What the guides under docs say of the program is so: places exist, words are spoken, the law's map is new."""

import ast
import re
from functools import cache
from pathlib import Path

import click
import pytest

import coopdesk
from coopdesk.cli import commands
from resources.law import update

PROGRAM = Path(coopdesk.__file__).parent
ROOT = Path(__file__).resolve().parents[1]
CODE = re.compile(r"`([^`]+)`")
FOUR = (
    "services/members/shares.py",
    "reports/distribution/slip_layout.py",
    "services/distribution/distributions.py",
    "ui/members/columns.py",
)
SPEAKING = ("cli", "reports", "services/distribution/papers", "ui", "wording")
HAN = re.compile(r"[\u3400-\u9fff]")


def rows(guide: str, columns: int) -> list[list[str]]:
    """The cells of every row of a guide's tables, without headings."""
    found: list[list[str]] = []
    lines = (ROOT / "docs" / guide).read_text(encoding="utf-8").splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("|") and not line.startswith("|---") and not after.startswith("|---"):
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    assert all(len(row) == columns for row in found)
    return found


@cache
def symbols(path: Path) -> set[str]:
    """The names a module defines, and as `Class.method` those of its classes."""
    return set(_defined(ast.parse(path.read_text(encoding="utf-8"))))


def _defined(tree: ast.Module | ast.ClassDef, before: str = "") -> list[str]:
    names: list[str] = []
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.append(before + node.name)
        if isinstance(node, ast.ClassDef):
            names += _defined(node, f"{before}{node.name}.")
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names += [before + target.id for target in targets if isinstance(target, ast.Name)]
    return names


@cache
def spoken() -> str:
    """Every text of window, command line and papers that is no docstring."""
    texts: list[str] = []
    for path in (path for folder in SPEAKING for path in (PROGRAM / folder).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if HAN.search(source):
            nodes = list(ast.walk(ast.parse(source)))
            silent = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
            texts += [
                node.value
                for node in nodes
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
            ]
    return "\n".join(texts)


def test_whoever_asks_where_something_is_finds_the_file_and_the_symbol() -> None:
    wrong = [
        (path, symbol)
        for _question, file, named in rows("where.md", 3)
        for path in CODE.findall(file)
        for symbol in CODE.findall(named)
        if not (PROGRAM / path).is_file() or symbol not in symbols(PROGRAM / path)
    ]
    assert wrong == []


def test_the_four_questions_of_the_guide_have_their_answers() -> None:
    asked = rows("where.md", 3)
    assert tuple(CODE.findall(file)[0] for _question, file, _symbol in asked[:4]) == FOUR
    assert len(asked) >= 16
    assert all(CODE.findall(symbol) for _question, _file, symbol in asked)


def test_every_word_of_the_glossary_has_a_module_and_is_spoken() -> None:
    words = rows("glossary.md", 4)
    homeless = [
        file for _term, _chinese, file, _article in words if not (PROGRAM / CODE.findall(file)[0]).exists()
    ]
    unspoken = [
        part
        for _term, chinese, _file, _article in words
        for part in chinese.split("、")
        if part not in spoken()
    ]
    assert homeless + unspoken == []


def test_the_glossary_names_each_word_once_and_in_order() -> None:
    terms = [term.lower() for term, *_rest in rows("glossary.md", 4)]
    assert terms == sorted(set(terms))


def test_articles_of_the_glossary_stand_in_the_map_of_the_law() -> None:
    known = {(law, number) for law, number, *_rest in update.mentions()}
    cited = {
        (update.LAW, int(number))
        for *_word, article in rows("glossary.md", 4)
        for number in re.findall(r"\d+", article)
    }
    assert cited - known == set()


def test_the_map_of_the_law_is_up_to_date() -> None:
    written = update.MAP.read_text(encoding="utf-8")
    assert written == update.law_map(), "run resources/law/update.py"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Frozen (Art. 29, 30); refused otherwise.", [(update.LAW, 29), (update.LAW, 30)]),
        ("退社 (Art. 25–27).", [(update.LAW, 25), (update.LAW, 26), (update.LAW, 27)]),
        ("Accounts (Art. 44 (2)), in 30 days.", [(update.LAW, 44)]),
        ("Counts to 60 % (Art. 44, 60 % of it).", [(update.LAW, 44)]),
        ("见第二十二条、第一百零三条。", [(update.LAW, 22), (update.LAW, 103)]),
        (
            "personal information protection law, Art. 6\nand 28",
            [("个人信息保护法", 6), ("个人信息保护法", 28)],
        ),
        ("The form of 财会〔2023〕12号.", [("财会〔2023〕12号", 0)]),
        ("Nothing of the law.", []),
    ],
)
def test_an_article_is_read_however_a_docstring_writes_it(text: str, found: list[tuple[str, int]]) -> None:
    assert update.articles(text) == found


COMMAND = r"^(?=(.+))\| `coopdesk ([\w-]+)[^`]*` \|"
SELF_EXPLAINING = ("--help", "--version")


@pytest.mark.parametrize("guide", ["README.md", "README.zh-CN.md"])
def test_each_readme_names_every_command_with_what_it_needs_and_every_option(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    told = {name: line for line, name in re.findall(COMMAND, text, re.MULTILINE)}
    program = commands._program()
    assert set(told) == set(program.commands)
    for name, command in program.commands.items():
        options = [each for each in command.params if isinstance(each, click.Option)]
        missing = [
            each.opts[0]
            for each in options
            if each.opts[0] not in (*SELF_EXPLAINING, "--force", *told[name].split())
        ]
        assert [option for option in missing if f"[{option}" not in told[name]] == []
    of_the_program = [each.opts[0] for each in program.params if each.opts[0] not in SELF_EXPLAINING]
    assert [option for option in of_the_program if option not in text] == []
