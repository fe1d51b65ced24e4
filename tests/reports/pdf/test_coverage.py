"""The list of characters that papers can show is the list of what the faces hold."""

from coopdesk.reports.pdf.coverage import _ranges, unprintable
from coopdesk.reports.pdf.faces import CHAINS, load_face


def test_the_list_beside_the_fonts_is_what_they_hold() -> None:
    ends = set.intersection(*(set(chain) for chain in CHAINS.values()))
    held = set().union(*(load_face(name).glyphs for name in ends))
    starts, lasts = _ranges()
    listed = {code for first, last in zip(starts, lasts, strict=True) for code in range(first, last + 1)}
    assert listed == held


def test_rare_names_print_and_what_does_not_is_named_once() -> None:
    assert unprintable("董𠮷周䶮李㛃王龷（示例）·Wang") == ""
    assert unprintable("王\U00031350\U00031350明😀") == "\U00031350😀"
