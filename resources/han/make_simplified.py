"""Makes `coopdesk/domain/simplified.py`: which traditional characters are compared as which simplified ones.

    python resources/han/make_simplified.py TSCharacters.txt

The table is `data/dictionary/TSCharacters.txt` of OpenCC (https://github.com/BYVoid/OpenCC, Apache License 2.0, text in
`LICENSE-OpenCC.txt` beside this). Its packages turn phrases and are made anew with every release; names are compared
character by character by a key that books keep, so one table is taken and stays. A character that is in use on both
sides (乾, 著, 堃) is left as it is: 王乾 and 王干 are two names in a book of simplified ones.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "coopdesk" / "domain" / "simplified.py"
_A_LINE = 48
_HEAD = '''"""Traditional characters and the simplified ones they are compared as.

Made by `resources/han/make_simplified.py` from OpenCC's TSCharacters.txt, Apache License 2.0 (text beside it). Another
table makes other keys: it comes with a migration that has them made anew, as `0006_same_names` does.
"""

'''


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each character that is only traditional, with the first of its simplified forms."""
    for line in text.splitlines():
        character, tab, forms = line.partition("\t")
        if tab and not line.startswith("#") and character not in forms.split(" "):
            yield character, forms.split(" ")[0]


def module(table: dict[str, str]) -> str:
    """The module that holds the table; a form that is itself turned is taken to its end."""
    ends = {character: table.get(form, form) for character, form in table.items()}
    return _HEAD + _text("TRADITIONAL", list(ends)) + "\n" + _text("SIMPLIFIED", list(ends.values()))


def _text(name: str, characters: list[str]) -> str:
    lines = ["".join(characters[at : at + _A_LINE]) for at in range(0, len(characters), _A_LINE)]
    return f"{name} = (\n" + "".join(f'    "{line}"\n' for line in lines) + ")\n"


def main(source: str) -> None:
    """Write the module, in the order of the characters."""
    table = dict(sorted(pairs(Path(source).read_text(encoding="utf-8"))))
    TARGET.write_text(module(table), encoding="utf-8", newline="\n")
    print(f"{len(table)} characters")


if __name__ == "__main__":
    main(sys.argv[1])
