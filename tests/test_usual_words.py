"""What a template writes into a book is shown in the chosen language, and what the co-op wrote as it stands."""

import json
from collections.abc import Iterator

from coopdesk import i18n, paths
from coopdesk.wording import usual_text


def words_of(value: object) -> Iterator[str]:
    """Titles, descriptions and labels, wherever they stand in a template."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("title", "description", "label"):
                yield str(inner)
            else:
                yield from words_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_of(inner)


def test_every_word_of_every_template_has_its_english() -> None:
    templates = sorted(paths.resource("templates").glob("*.json"))
    said = {words for path in templates for words in words_of(json.loads(path.read_text(encoding="utf-8")))}
    assert said
    i18n.set_language("en")
    assert sorted(words for words in said if usual_text(words) == words) == []


def test_a_word_of_the_co_ops_own_is_nobodys_to_translate() -> None:
    i18n.set_language("en")
    assert (usual_text("普通股"), usual_text("盆景股"), usual_text("打印")) == (
        "Ordinary share",
        "盆景股",
        "打印",
    )
