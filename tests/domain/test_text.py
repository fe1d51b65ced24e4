"""Names as people paste them: what is cleaned in silence, what is refused by its name, and which spellings are one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain import simplified, text
from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_name, clean_text, fold


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("王\ue863", "王䶮"),
        ("李\ue82c", "李\u9fb7"),
        ("陈\ue816", "陈𠂇"),
        ("张\u200b三", "张三"),
        ("\ufeff张三", "张三"),
        ("\u202d张三\u202c", "张三"),
        ("张\t三", "张三"),
        ("张\u3000三", "张三"),
        ("李\u00a0四", "李四"),
        ("欧阳 锋", "欧阳锋"),
        ("葛\U000e0100飞", "葛飞"),
        ("阿依古丽\u22c5买买提", "阿依古丽·买买提"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("热依汗．沙吾提", "热依汗·沙吾提"),
        ("\u2fbc\u2f2d", "高山"),
        ("⻢明", "马明"),
        ("ＷＡＮＧ　Ｌｉ", "WANG Li"),
        ("John  Smith", "John Smith"),
        ("林阁花木（示例）合作社", "林阁花木（示例）合作社"),
        ("𫖯\U00030edd\U0002ebf0", "𫖯\U00030edd\U0002ebf0"),
    ],
)
def test_a_name_is_kept_as_its_owner_would_write_it(pasted: str, kept: str) -> None:
    assert clean_name(pasted) == kept


def test_other_texts_keep_their_single_spaces() -> None:
    assert clean_text(" 重庆市  南岸区\n３组 ") == "重庆市 南岸区 3组"


@pytest.mark.parametrize(
    "lost", ["\ufffd", "\ufffc", "\ue000", "\ud800", "\U000f0000", "\uffff", "\U0002ffff"]
)
def test_what_is_no_character_is_refused_and_named(lost: str) -> None:
    with pytest.raises(DomainError) as refused:
        clean_name(f"王{lost}")
    assert refused.value.code == "text.character"
    assert (refused.value.params["character"], refused.value.params["point"]) == (lost, f"U+{ord(lost):04X}")


def test_the_private_letters_of_gbk_are_those_of_the_standard() -> None:
    """Python's gb18030 knows all but the 24 that the standard of 2022 moved out of the private area."""
    private = []
    for place, code in enumerate(range(0xE815, 0xE865)):
        tail = 0x50 + place + (place >= 0x2F)
        known = bytes([0xFE, tail]).decode("gb18030")
        if 0xE000 <= ord(known) < 0xF900:
            private.append(code)
        else:
            assert text._gbk_letters()[code] == known
    assert len(private) == 14
    letters = [text._gbk_letters()[code] for code in private]
    assert "".join(letters) == "𠂇𠂉𠃌\u9fb4\u9fb5\u9fb6\u9fb7𡗗\u9fb8𢦏\u9fb9\u9fba𤇾\u9fbb"
    assert all(unicodedata.category(letter) == "Lo" for letter in letters)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("阿依古丽\u2022买买提", "阿依古丽\u00b7买买提"),
        ("帕提古丽\u30fb艾山", "帕提古丽艾山"),
        ("张\u3000三", "张三"),
        ("\u2fbc\u2f2d", "高山"),
        ("⻢⺮", "马𥫗"),
        ("ＷＡＮＧ", "wang"),
        ("林阁（示例）", "林阁(示例)"),
        ("王\ue863", "王䶮"),
        ("張三", "张三"),
        ("劉建國", "刘建国"),
        ("陳 秀蘭", "陈秀兰"),
        ("鄧勳", "邓勋"),
        ("\uf90a三", "金三"),
    ],
)
def test_spellings_of_one_name_compare_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_do_not() -> None:
    names = ("张三", "张三丰", "张二", "马明", "冯明", "王乾", "王干", "於明", "于明", "吴堃", "吴坤")
    assert len({fold(name) for name in names}) == len(names)


def test_every_traditional_character_folds_to_what_stays() -> None:
    assert len(simplified.TRADITIONAL) == len(simplified.SIMPLIFIED) == len(set(simplified.TRADITIONAL))
    assert not set(simplified.TRADITIONAL) & set(simplified.SIMPLIFIED)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(pasted: str) -> None:
    try:
        kept = clean_name(pasted)
    except DomainError:
        return
    assert clean_name(kept) == kept
    assert clean_text(kept) == kept
    assert fold(kept) == fold(pasted)
