"""`python -m tests.pictures [--out DIR] [--only WORD]`: pictures of every page, dialog and paper.

`python -m tests.pictures --readme` makes anew those that the README shows, in `docs/pictures`.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from resources.locale import catalogues

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
catalogues.bring_up_to_date()  # they are not committed; English pictures need them
README_PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def main(arguments: list[str]) -> int:
    """Make the pictures, print where they are, and say how many."""
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory() as home:
        os.environ["COOPDESK_HOME"] = home  # nobody's own settings are read or changed
        if asked.readme:
            from tests.pictures.readme import picture_readme

            taken = picture_readme(README_PICTURES)
        else:
            from tests.pictures.take import picture_all

            taken = picture_all(asked.out.resolve(), asked.only)
    for path in taken:
        print(path.name)
    print(f"{len(taken)} pictures in {taken[0].parent if taken else asked.out}")
    return 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/pictures"), help="folder of the pictures")
    parser.add_argument(
        "--only", default="", help="only pictures whose name holds this word, such as home or dark"
    )
    parser.add_argument(
        "--readme", action="store_true", help="only the pictures of the README, in docs/pictures"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
