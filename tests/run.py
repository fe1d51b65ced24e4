"""All checks of the project by one command, from a fresh clone on: `python tests/run.py [PYTEST ARGUMENTS]`.

Needs Python's standard library only. Makes or reuses `.venv`, installs the project with its test extras into it, sees
to the system packages, compiles the translations, then runs style, types and import walls beside the tests. The status
is the worst of them; the last line is the test run's own summary. With arguments the tests run as asked, and no share
of covered lines is demanded.
`python tests/run.py --check style` does one of the checks alone (style, format, types, walls), with what is installed.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "coopdesk-installed"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
CATALOGUES = ROOT / "resources" / "locale" / "catalogues.py"
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

MEMORY_DISK = Path("/dev/shm")
"""A disk that Linux keeps in memory; a flush, of which the tests' books ask for thousands, costs nothing there."""
ROOM_WANTED = 4 * 1024**3

QT_PACKAGES = ("libgl1", "libegl1", "libglib2.0-0", "libfontconfig1", "libdbus-1-3", "libxkbcommon0")
PACKAGES = (*QT_PACKAGES, "postgresql")
WINE_PACKAGES = ("debootstrap",)
LINES_RUN = "tests.lines_run"
COVERED_WHOLE = 90
COVERED_DOMAIN = 100

SUMMARY = re.compile(r"(\d+ (passed|failed|errors?|skipped|deselected|xfailed)|no tests ran)\b.* in [\d.]+s")
ONE_CHECK = "--check"
CHECKS: tuple[tuple[str, str, list[str]], ...] = (
    ("style", "ruff", ["check", "."]),
    ("format", "ruff", ["format", "--check", "."]),
    ("types", "mypy", []),
    ("walls", "lint-imports", []),
)


def main(arguments: list[str]) -> int:
    """Prepare, check, test; the worst status of all, as a process gives it back."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- started by whatever Python the reader has, to be told so
        say("coopdesk needs Python 3.11 or later; this is " + sys.version.split()[0])
        return 2
    if arguments[:1] == [ONE_CHECK]:
        return run_named(arguments[1:])
    install_system_packages()
    if not install_project() or not compile_catalogues():
        return 2
    with ThreadPoolExecutor(1) as beside:
        checks = beside.submit(lambda: [checked(*check) for check in CHECKS])
        return run_tests(arguments, checks)


def say(text: str) -> None:
    """One line for the reader, in step with what the tools print."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def install_system_packages() -> None:
    """On Debian and Ubuntu as root install what is missing, elsewhere say the line that would."""
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        if os.name != "nt" and not _has_postgresql():
            say("note: install PostgreSQL to run the tests of the shared database too")
        return
    wanted: tuple[str, ...] = PACKAGES if _can_make_venv() else (*PACKAGES, "python3-venv")
    wanted += WINE_PACKAGES if os.environ.get("COOPDESK_WINE") else ()
    missing = [name for name in wanted if not _is_installed(name)]
    if not missing:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if os.name == "nt" or os.geteuid() != 0:
        say(f"note: some system packages are missing; run: sudo {line}")
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    if subprocess.run([*line.split(), "-qq"], env=environment, check=False).returncode:
        say(f"note: could not install system packages; run as root: {line}")


def _has_postgresql() -> bool:
    return shutil.which("initdb") is not None or shutil.which("pg_ctl") is not None


def _can_make_venv() -> bool:
    return (
        PYTHON.exists()
        or subprocess.run([sys.executable, "-c", "import ensurepip"], check=False).returncode == 0
    )


def _is_installed(package: str) -> bool:
    # Ubuntu 24.04 renamed some libraries for 64-bit time.
    command = ["dpkg-query", "--show", "--showformat=${db:Status-Status}\n", package, f"{package}t64"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return "installed" in told.stdout.splitlines() or (package == "postgresql" and _has_postgresql())


def install_project() -> bool:
    """A virtual environment with the project as it is described now; False when that failed."""
    if not PYTHON.exists():
        say(f"making {VENV.name}")
        if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
            return False
    described = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == described:
        return True
    say("installing the project with its test extras")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--editable", f"{ROOT}[test]"], check=False).returncode:
        return False
    STAMP.write_text(described, encoding="ascii")
    return True


def compile_catalogues() -> bool:
    """The translations as the program reads them, which are made and not committed; False when that failed."""
    return not subprocess.run(
        [sys.executable, str(CATALOGUES)], stdout=subprocess.DEVNULL, check=False
    ).returncode


def run_named(names: list[str]) -> int:
    """The checks of these names and nothing else; 2 for a name that is none, or where nothing is installed yet."""
    chosen = [check for check in CHECKS if check[0] in names]
    if not names or len(chosen) != len(set(names)):
        say(f"{ONE_CHECK} takes some of: {' '.join(name for name, *_rest in CHECKS)}")
        return 2
    if not PYTHON.exists():
        say(f"there is no {VENV.name} yet: run python tests/run.py once")
        return 2
    return max(run_check(*check) for check in chosen)


def run_check(name: str, tool: str, arguments: list[str]) -> int:
    """Run one tool of the virtual environment and say what came of it."""
    status, told = checked(name, tool, arguments)
    say(told)
    return status


def checked(name: str, tool: str, arguments: list[str]) -> tuple[int, str]:
    """Run one tool of the virtual environment; its output is told only when it found something."""
    done = subprocess.run(
        [str(_tool(tool)), *arguments],
        cwd=ROOT,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        return 1, f"{done.stdout.rstrip()}\n{name} ({tool}): FAILED"
    return 0, f"{name} ({tool}): ok"


def run_tests(arguments: list[str], checks: "Future[list[tuple[int, str]]]") -> int:
    """Run pytest with the arguments given; without any, the whole with its share of covered lines.

    The checks run beside the tests, which leave a processor idle at times; what they found is told behind.
    """
    # tests/conftest.py puts the files in order.
    shared = ["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder"]
    whole = [] if arguments else shared
    kept = {} if arguments else {"PYTEST_PLUGINS": LINES_RUN}
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    command = [str(PYTHON), "-m", "pytest", *whole, *colour, *arguments]
    status, summary = _stream(command, **kept)
    for failed, told in checks.result():
        say(told)
        status = max(status, failed)
    if not arguments:
        status = max(
            status, _covered("the whole", COVERED_WHOLE), _covered("domain", COVERED_DOMAIN, "*/domain/*")
        )
    if summary:
        say(summary)
    return status


def _stream(command: list[str], **environment: str) -> tuple[int, str]:
    """Show a command's output as it comes, but hold the summary line back for the end."""
    held = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**_environment(), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            if held:
                say(held)
            held = line.rstrip("\n") if SUMMARY.search(line) else ""
            if not held:
                sys.stdout.write(line)
                sys.stdout.flush()
    return process.returncode, held


def _covered(name: str, least: int, include: str = "*") -> int:
    command = [str(PYTHON), "-m", "coverage", "report", f"--include={include}", f"--fail-under={least}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    lines = done.stdout.strip().splitlines() or [done.stderr.strip()]
    if done.returncode:
        say("\n".join(lines[:-1]))
    total = next((line.split()[-1] for line in lines if line.startswith("TOTAL")), "no figure")
    say(f"lines covered, {name}: {total} (at least {least}%){' FAILED' if done.returncode else ''}")
    return 1 if done.returncode else 0


def _tool(name: str) -> Path:
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def _environment() -> dict[str, str]:
    kept = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    # Each of a hundred processes that tests start would compile the whole program for itself.
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    if _has_room(MEMORY_DISK):
        kept.setdefault("TMPDIR", str(MEMORY_DISK))
    return kept


def _has_room(folder: Path) -> bool:
    """Whether the tests' books may lie there: they are small, but each is written to the disk many times over."""
    return (
        folder.is_dir()
        and os.access(folder, os.W_OK | os.X_OK)
        and shutil.disk_usage(folder).free >= ROOM_WANTED
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
