"""Bring the map from law to code up to date: `python resources/law/update.py`.

Reads every docstring of the program that names an article (`Art. 22, 30`, `Art. 25–28`, 第二十二条) or a rule of the
Ministry of Finance (财会〔2023〕…) and writes `docs/law.md`. An article is of the co-operatives law unless the words
just before it name another of `OTHER_LAWS`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "coopdesk"
MAP = ROOT / "docs" / "law.md"
LAW = "农民专业合作社法"
OTHER_LAWS = {
    "personal information protection law": "个人信息保护法",
    "chongqing measures": "重庆市实施《农民专业合作社法》办法",
    "财会〔2024〕12号": "财会〔2024〕12号",
    "令98号": "会计基础工作规范",
}
"""Words before an article, in small letters, and the law they mean."""
_REACH = 45
_ONE = r"\d+(?:\s?\(\d+\))?(?!\d|\s?%)"
_MENTION = re.compile(
    rf"Arts?\.\s?(?P<list>{_ONE}(?:(?:, | and |[–-]){_ONE})*)"
    r"|第(?P<han>[一二三四五六七八九十百零]+)条"
    r"|(?P<rule>财会〔\d{4}〕(?:\d+号)?)"
)
_SENTENCE_END = re.compile(r"(?<!Art)(?<!Arts)\.\s")
_DIGITS = "零一二三四五六七八九"
_TENS = {"十": 10, "百": 100}
_HEAD = """\
# From law to code

Which module keeps which article, made from the docstrings by `python resources/law/update.py`; change those, not this
file. Files are named from `coopdesk/` on.
"""

Mention = tuple[str, int, str, str, str]
"""Law, article (0 for a rule as a whole), file, symbol ('' for the module), first sentence of the docstring."""


def articles(text: str) -> list[tuple[str, int]]:
    """Every law and article a docstring names, in its order; article 0 for a rule of 财会 as a whole."""
    flat, found = " ".join(text.split()), []
    for match in _MENTION.finditer(flat):
        if match["rule"]:
            found.append((match["rule"], 0))
            continue
        before = flat[max(0, match.start() - _REACH) : match.start()].lower()
        law = next((name for words, name in OTHER_LAWS.items() if words in before), LAW)
        numbers = [_han_number(match["han"])] if match["han"] else _listed(match["list"])
        found += [(law, number) for number in numbers]
    return found


def _listed(text: str) -> list[int]:
    """`22, 30` and `25–28` as numbers; paragraphs in brackets are left out."""
    numbers: list[int] = []
    for part in re.split(r", | and ", re.sub(r"\s?\(\d+\)", "", text)):
        first, *last = map(int, re.split("[–-]", part))
        numbers += range(first, (last or [first])[-1] + 1)
    return numbers


def _han_number(text: str) -> int:
    """第二十二条's number: 二十二 is 22, 一百零三 is 103."""
    total = digit = 0
    for sign in text:
        if sign in _TENS:
            total, digit = total + max(digit, 1) * _TENS[sign], 0
        else:
            digit = _DIGITS.index(sign)
    return total + digit


def _docstrings(tree: ast.Module | ast.ClassDef, before: str = "") -> Iterator[tuple[str, str]]:
    """Symbol and docstring of a module or class, of all in it, and of names that have one below them."""
    yield before.rstrip("."), ast.get_docstring(tree) or ""
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.ClassDef):
            yield from _docstrings(node, f"{before}{node.name}.")
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield before + node.name, ast.get_docstring(node) or ""
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(after, ast.Expr):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
                yield before + ast.unparse(target), after.value.value


def mentions() -> list[Mention]:
    """Every mention of an article in the program, the co-operatives law first, then by article and place."""
    found: set[Mention] = set()
    for path in PROGRAM.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if _MENTION.search(source):
            place = path.relative_to(PROGRAM).as_posix()
            for symbol, text in _docstrings(ast.parse(source)):
                first = _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0].rstrip(".") + "."
                found |= {(law, number, place, symbol, first) for law, number in articles(text)}
    return sorted(found, key=lambda mention: (mention[0] != LAW, *mention))


def law_map() -> str:
    """The whole text of `docs/law.md`."""
    parts = [_HEAD]
    for law, of_law in groupby(mentions(), key=lambda mention: mention[0]):
        parts.append(f"\n## {law}\n\n| article | file | symbol | what it says |\n|---|---|---|---|\n")
        for _law, number, place, symbol, first in of_law:
            named = f"`{symbol}`" if symbol else ""
            parts.append(f"| {number or ''} | `{place}` | {named} | {first.replace('|', '/')} |\n")
    return "".join(parts)


def main() -> int:
    """Write the map and say how many places it names."""
    MAP.write_text(law_map(), encoding="utf-8", newline="\n")
    print(f"{MAP.relative_to(ROOT).as_posix()}: {len(mentions())} places")
    return 0


if __name__ == "__main__":
    sys.exit(main())
