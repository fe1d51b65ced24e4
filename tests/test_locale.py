"""The program speaks both its languages completely: nothing unsaid in English, nothing but Chinese as the source."""

import gettext
import io
import os
import re
import subprocess
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo, write_mo

from coopdesk import i18n, paths
from resources.locale import catalogues, update

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def sentences(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translations(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def fields(text: str) -> set[tuple[str | None, str | None]]:
    return {(name, spec) for _text, name, spec, _conversion in Formatter().parse(text) if name is not None}


def stored_messages() -> list[Message]:
    return [message for message in update.stored() if message.id]


def test_the_catalogue_holds_exactly_the_sentences_the_program_says() -> None:
    said = {str(message.id) for message in update.extracted() if message.id}
    known = {str(message.id) for message in stored_messages()}
    assert said - known == set(), "run resources/locale/update.py"
    assert known - said == set(), "run resources/locale/update.py"


def test_every_source_sentence_is_chinese() -> None:
    foreign = [text for message in stored_messages() for text in sentences(message) if not HAN.search(text)]
    assert foreign == []


def test_chinese_sentences_use_chinese_punctuation() -> None:
    half_width = re.compile(r"[\u3400-\u9fff}][,;:?!(]|[,;:?!)][\u3400-\u9fff]")
    slips = [text for message in stored_messages() for text in sentences(message) if half_width.search(text)]
    assert slips == []


def test_every_sentence_has_its_english() -> None:
    assert update.untranslated(update.stored()) == []


def test_english_sentences_hold_no_chinese() -> None:
    mixed = [text for message in stored_messages() for text in translations(message) if HAN.search(text)]
    assert [text for text in mixed if text not in ENGLISH_WITH_HAN] == []


ENGLISH_WITH_HAN: frozenset[str] = frozenset()
"""Sentences that show a Chinese word on purpose."""


def test_translations_keep_the_fields_of_the_sentence() -> None:
    different = [
        (message.id, text)
        for message in stored_messages()
        for text in translations(message)
        if text and fields(text) != set.union(*map(fields, sentences(message)))
    ]
    assert different == []


def test_the_compiled_catalogue_is_the_one_written_down_and_the_one_babel_would_make() -> None:
    compiled = update.PO.with_suffix(".mo")
    assert compiled.read_bytes() == catalogues.compiled(update.PO), "run resources/locale/catalogues.py"
    again = io.BytesIO()
    write_mo(again, update.stored())
    again.seek(0)
    with compiled.open("rb") as file:
        assert read_mo(file)._messages.items() == read_mo(again)._messages.items()


def test_nothing_that_is_compiled_is_committed(repository: Path) -> None:
    if not (repository / ".git").exists():
        pytest.skip("no checkout of git")
    listed = ["git", "ls-files", "resources/locale/**.mo"]
    assert subprocess.run(listed, cwd=repository, capture_output=True, check=True).stdout == b""


WRITTEN_DOWN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"

#: coopdesk/one.py
msgid "{n} 户"
msgid_plural "{n} 户"
msgstr[0] "{n} household"
msgstr[1] "{n} "
"households\n"

#, fuzzy
msgid "农户"
msgstr "Farm"

msgid "甲"
msgstr ""
"""


def test_a_catalogue_is_compiled_anew_when_it_is_missing_or_older_than_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    source = tmp_path / "en" / "LC_MESSAGES" / "coopdesk.po"
    source.parent.mkdir(parents=True)
    source.write_text(WRITTEN_DOWN, encoding="utf-8")
    (made,) = catalogues.bring_up_to_date()
    assert catalogues.bring_up_to_date() == []
    with made.open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.ngettext("{n} 户", "{n} 户", 2) == "{n} households\n"
    assert [read.gettext(text) for text in ("农户", "甲")] == ["农户", "甲"]
    os.utime(made, (1, 1))
    assert catalogues.bring_up_to_date() == [made]
    assert [path.name for path in made.parent.iterdir() if path.suffix == ".part"] == []
    source.write_text("msgid 农户\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not a line"):
        catalogues.compiled(source)


def test_the_program_answers_in_the_chosen_language() -> None:
    assert i18n._("农户") == "农户"
    i18n.set_language("en")
    assert i18n.current_language() == "en"
    assert i18n._("农户") == "Farmer household"
    i18n.set_language("zh_CN")
    assert i18n._("农户") == "农户"


def test_a_language_the_program_does_not_have_is_refused_and_changes_nothing() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.set_language("fr")
    assert i18n.current_language() == "zh_CN"


def test_every_language_but_the_first_has_its_catalogue() -> None:
    catalogues = {path.parents[1].name for path in paths.resource("locale").glob("*/LC_MESSAGES/coopdesk.mo")}
    assert catalogues | {i18n.DEFAULT_LANGUAGE} == set(i18n.LANGUAGES)
