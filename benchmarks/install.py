"""Size and time of the install: `make setup` in a copy of the project."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.figure import Figure, Options
from benchmarks.process import ROOT

LEFT_OUT = (".venv*", ".git", "build", "dist", ".*_cache", "__pycache__", "*.mp4")


def run(options: Options) -> list[Figure]:
    """Run `make setup` in a copy; `--quick` leaves it out, for it may fetch the packages."""
    if options.is_quick:
        return []
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        started_s = time.perf_counter()
        subprocess.run(["make", "setup"], cwd=copy, check=True, capture_output=True)  # noqa: S607 - make is found on PATH
        spent_s = time.perf_counter() - started_s
        size_mb = sum(path.lstat().st_size for path in (copy / ".venv").rglob("*") if path.is_file()) / 1e6
    return [
        Figure("size of .venv", size_mb, "MB", note="runtime packages only; bytes of its files, 10^6 to the MB"),
        Figure(
            "make setup", spent_s, "s", note="a fresh copy; packages that uv has in its cache are not fetched again"
        ),
    ]
