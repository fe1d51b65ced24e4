"""Case files as bytes: encodings, JSON, nesting, sizes; nothing but a DomainError comes out of a bad one."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.errors import DomainError
from coopdesk.exchange import case_file
from coopdesk.exchange.case_file import evaluate, evaluate_file, load

CASE = Path(__file__).parents[1] / "cases" / "09-equal-shares-equal-money.json"


def refusal(data: bytes) -> DomainError:
    with pytest.raises(DomainError) as caught:
        evaluate(data)
    return caught.value


def case(**changes: object) -> bytes:
    return json.dumps(json.loads(CASE.read_text(encoding="utf-8")) | changes).encode()


def test_a_byte_order_mark_is_no_matter():
    data = CASE.read_bytes()
    assert evaluate(b"\xef\xbb\xbf" + data) == evaluate(data)


def test_the_result_is_json_text_with_chinese_as_it_is_and_ends_the_line():
    members = [{"id": "成员①", "name": "𠮷", "kind": "farmer"}]
    text = evaluate(case(members=members, share_entries=[], scheme={"tiers": []}))
    assert '"成员①"' in text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "case_file.not_json"),
        (b"   \n", "case_file.not_json"),
        (b"{", "case_file.not_json"),
        (b'{"format": "x"} and more', "case_file.not_json"),
        (b"{'format': 'x'}", "case_file.not_json"),
        (b'{"format": 01}', "case_file.not_json"),
        (b'{"format": "a\tb"}', "case_file.not_json"),
        (b'"' * 99_999, "case_file.not_json"),
        (b'["\\', "case_file.not_json"),
        (b"\xff\xfe{\x00}\x00", "case_file.not_utf8"),
        ("名册".encode("gb18030"), "case_file.not_utf8"),
        (b"[" * 33, "case_file.too_deep"),
        (b"[" * 1_000_000, "case_file.too_deep"),
        (b'{"a":' * 1_000_000, "case_file.too_deep"),
        (b'{"a": 1, "b": 2, "a": 3}', "case_file.duplicate_key"),
        (b'{"a": {"b": 1, "b": 1}}', "case_file.duplicate_key"),
        (b'{"\\u0061": 1, "a": 3}', "case_file.duplicate_key"),
        (b'{"format": "\\ud842"}', "case_file.half_character"),
        (b'{"\\uDFB7": 1}', "case_file.half_character"),
        (b"null", "document.not_object"),
        (b"3", "document.not_object"),
        (b"[]", "document.not_object"),
        (b"{}", "document.missing_key"),
    ],
)
def test_a_file_that_is_no_case(data: bytes, code: str):
    assert refusal(data).code == code


def test_where_json_breaks_is_told():
    error = refusal(b'{"format":\n  "x",\n  y}')
    assert (error.params["line"], error.params["column"], error.params["value"]) == (3, 3, "y}")
    assert refusal(b"{").params["value"] == "EOF"


def test_the_key_written_twice_is_told_with_its_second_value():
    assert refusal(b'{"a": 1, "b": 2, "a": 3}').params == {"key": "a", "value": "3"}


def test_brackets_and_quotes_inside_strings_are_no_nesting():
    assert load(b'{"a": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ \\" {{{{ \\\\"}')["a"].startswith("[[[")
    assert load(b"[" * 32 + b"]" * 32)


def test_both_halves_of_a_character_are_a_character():
    assert load(b'["\\ud842\\udfb7"]') == ["𠮷"]


@pytest.mark.parametrize(
    "number", ["1000", "1000.00", "1e3", "-1", "NaN", "Infinity", "-Infinity", "1e999999", "9" * 5000]
)
def test_a_json_number_is_refused_by_its_own_text_and_never_counted(number: str):
    data = case(surplus={"current_year": "@"}).replace(b'"@"', number.encode())
    error = refusal(data)
    assert (error.code, error.params["key"]) == ("document.not_money", "surplus.current_year")
    assert str(error.params["value"]).removesuffix("…") == number[:80]


def test_a_json_number_where_nobody_looks_is_no_matter():
    assert evaluate(case(expected={"anything": [1.5, -2]})) == evaluate(CASE.read_bytes())


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(DomainError) as caught:
            evaluate_file(path)
        assert (caught.value.code, caught.value.params["path"]) == ("case_file.unreadable", str(path))


def test_a_file_beyond_all_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "case.json"
    path.write_bytes(CASE.read_bytes())
    monkeypatch.setattr(case_file, "MAX_BYTES", path.stat().st_size)
    assert evaluate_file(path)
    monkeypatch.setattr(case_file, "MAX_BYTES", path.stat().st_size - 1)
    with pytest.raises(DomainError, match="too_large"):
        evaluate_file(path)


@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:\\u0eE+-.1adflnrstu ', max_size=60).map(str.encode))
def test_no_bytes_whatever_bring_anything_but_a_domain_error(data: bytes):
    with pytest.raises(DomainError):
        evaluate(data)


@given(st.data())
def test_no_damage_to_a_good_file_brings_anything_but_a_domain_error_or_a_result(data: st.DataObject):
    good = bytearray(CASE.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(good) - 1))
        good[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        assert json.loads(evaluate(bytes(good)))["totals"]
    except DomainError as error:
        assert error.params
