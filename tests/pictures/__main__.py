"""`python -m tests.pictures [--out DIR] [--only WORD]`: pictures of every page, dialog and paper."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(arguments: list[str]) -> int:
    """Make the pictures, print where they are, and say how many."""
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory() as home:
        os.environ["COOPDESK_HOME"] = home  # nobody's own settings are read or changed
        from tests.pictures.take import picture_all

        taken = picture_all(asked.out.resolve(), asked.only)
    for path in taken:
        print(path.relative_to(asked.out.resolve()))
    print(f"{len(taken)} pictures in {asked.out}")
    return 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("pictures"), help="folder of the pictures")
    parser.add_argument(
        "--only", default="", help="only pictures whose name holds this word, such as home or dark"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
