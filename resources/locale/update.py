"""Bring the English catalogue up to date: `python resources/locale/update.py`.

Reads every marked sentence of the program, adds the new ones to `coopdesk.po` with an empty translation, drops those
no longer said, and compiles `coopdesk.mo` (`catalogues.py`). Chinese needs no catalogue, since the sentences in the
program are Chinese.
Needs Babel; says at the end which sentences still want their English.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import coopdesk
from resources.locale import catalogues

LOCALE = Path(__file__).resolve().parent
PROGRAM = LOCALE.parents[1] / "coopdesk"
PO = LOCALE / "en" / "LC_MESSAGES" / "coopdesk.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
HEADER = "# The English of coopdesk. Sentences are Chinese in the program; run update.py after a change."


def extracted() -> Catalog:
    """The sentences the program says now, without translations."""
    catalog = Catalog(project="coopdesk", charset="utf-8")
    found = extract_from_dir(PROGRAM, [("**.py", "python")], {}, KEYWORDS)
    for filename, _line, message, _comments, context in sorted(found, key=lambda hit: (hit[0], hit[1])):
        place = f"coopdesk/{Path(filename).as_posix()}"
        catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def stored() -> Catalog:
    """The catalogue as it lies on disk; an empty one when there is none yet."""
    if not PO.exists():
        return Catalog(locale="en", project="coopdesk", charset="utf-8", fuzzy=False)
    with PO.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def updated() -> Catalog:
    """The stored catalogue with today's sentences: translations kept, new ones empty, old ones gone."""
    catalog = stored()
    catalog.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.header_comment = HEADER
    catalog.version = coopdesk.__version__
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """The sentences whose English is missing or, as the sentence took on a plural, no longer whole."""
    missing = []
    for message in catalog:
        english = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if message.id and (message.fuzzy or not all(english)):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def main() -> int:
    """Write both files; 0 when nothing is left to translate."""
    catalog = updated()
    target = io.BytesIO()
    write_po(target, catalog, width=110, include_lineno=False, sort_by_file=True)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(target.getvalue())
    catalogues.write(PO)
    missing = untranslated(catalog)
    print(f"{len(catalog)} sentences, {len(missing)} without English", *missing, sep="\n  ")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
