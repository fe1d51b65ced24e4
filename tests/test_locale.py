"""The program speaks both its languages completely: nothing unsaid in English, nothing but Chinese as the source."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message

from coopdesk import i18n, paths
from resources.locale import update

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


def test_the_compiled_catalogue_is_the_one_written_down() -> None:
    assert update.MO.read_bytes() == update.compiled(update.stored()), "run resources/locale/update.py"


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
