#!/usr/bin/env python3
"""Set everything up and run it: `python3 run.py demo` or `python3 run.py test`.

Needs Python 3.11 or newer and nothing else: it makes `.venv` beside this file, installs the locked
packages into it once, and calls the rest from there. Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = Path(os.environ.get("HOIAM_VENV") or HERE / ".venv")
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUNTIME, DEVELOPMENT = HERE / "requirements.lock", HERE / "requirements-dev.lock"

USAGE = """python3 run.py demo [--port 8000] [--fresh]   a desk with its story, on this machine only
python3 run.py test [--fast|--slow|--postgresql] [pytest words]   the tests
python3 run.py check      style, types, floors and the model graph
python3 run.py messages   read the texts out of the code and compile the catalogues
python3 run.py bench [NAME]   the measurements described in bench/README.md
python3 run.py tour      the pictures of docs/start/tour.md, taken anew
python3 run.py hoiam WORDS…   any other command of the desk
"""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def stop(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(1)


def is_root_on_debian() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> bool:
    """Install Debian packages where this user may; whether it worked."""
    if not is_root_on_debian():
        return False
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, **quiet)
    wanted = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(wanted, env=environment, **quiet).returncode == 0


def make_venv() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python3.{sys.version_info.minor}-venv"
    say(f"Python's module venv is missing; trying to install the package {package}.")
    if apt_install(package):
        again = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
        if again.returncode == 0:
            return
    stop(
        f"Please install the package {package} (Debian and Ubuntu: apt install {package}), then run this again."
    )


def set_up(lock: Path) -> None:
    """Make the environment and install the locked packages, once per content of the lock file."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this file runs under whatever Python is at hand)
        stop(f"Hồi Âm needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if not PYTHON.exists():
        say("Making .venv …")
        make_venv()
    digests = {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in (RUNTIME, DEVELOPMENT)}
    stamp = VENV / "hoiam-lock.txt"
    installed = stamp.read_text().split() if stamp.exists() else []
    if digests[lock] in installed:
        return
    say("Installing the locked packages; the first time this takes a minute or two …")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)])
    if done.returncode:
        stop("The packages could not be installed. Check the network, then run the same command again.")
    kept = [digests[RUNTIME], digests[DEVELOPMENT]] if lock == DEVELOPMENT else [digests[RUNTIME]]
    stamp.write_text("\n".join(kept))


def call(*words: str, **extra: str) -> int:
    environment = {**os.environ, "PYTHONPATH": str(HERE / "src"), "PYTHONUTF8": "1", **extra}
    try:
        return subprocess.run([str(PYTHON), *words], cwd=HERE, env=environment).returncode
    except KeyboardInterrupt:
        return 130


def find_browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("HOIAM_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def ready_browser() -> None:
    if find_browser():
        return
    say("No Chromium found; trying to install the system's package for the browser tests …")
    if not apt_install("chromium", "fonts-dejavu-core"):
        say("The browser tests will be skipped. To run them: apt install chromium")


def test(words: list[str]) -> int:
    set_up(DEVELOPMENT)
    marks, environment = "not slow", {}
    if "--fast" in words:
        words.remove("--fast")
        marks = "not slow and not browser and not walk and not page"
    elif "--slow" in words:
        words.remove("--slow")
        marks = "slow"
    if "--postgresql" in words:
        words.remove("--postgresql")
        default = "postgres://postgres@127.0.0.1:5432/hoiam"
        environment["HOIAM_TEST_DATABASE_URL"] = os.environ.get("HOIAM_TEST_DATABASE_URL") or default
    if "not browser" not in marks:
        ready_browser()
    # Slow tests are taken one by one: two of them in one hand would leave the other idle at the end.
    sharing = ["load", "--maxschedchunk", "1"] if marks == "slow" else ["worksteal"]
    workers = [] if any(word.startswith("-n") for word in words) else ["-n", "2", "--dist", *sharing]
    # Compiled once and kept beside the packages, whatever this shell says: the checkout stays clean.
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(VENV / "compiled")}
    return call("-m", "pytest", "-q", "-m", marks, *workers, *words, **environment)


def main() -> int:
    word, *words = sys.argv[1:] or ["help"]
    if word == "test":
        return test(words)
    if word in ("demo", "hoiam"):
        set_up(RUNTIME)
        home = {} if os.environ.get("HOIAM_DATA_DIR") else {"HOIAM_DATA_DIR": str(HERE / ".hoiam")}
        return call("-m", "hoiam", *([word] if word == "demo" else []), *words, **home)
    if word in ("check", "messages", "bench", "tour"):
        set_up(DEVELOPMENT)
        return call(str(HERE / "tools" / f"{word}.py"), *words)
    print(USAGE)
    return 0 if word in ("help", "-h", "--help") else 2


if __name__ == "__main__":
    raise SystemExit(main())
