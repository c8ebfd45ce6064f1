"""Run a command and say what it took."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took.

    Attributes
    ----------
    wall_s, cpu_s : float
        Elapsed time, and time of all its threads on a processor.
    peak_mb : float
        Largest resident memory, 10^6 bytes.
    output : str
        Standard output.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    output: str


def run_python(arguments: Sequence[str], *, folder: Path) -> Spent:
    """Run this interpreter with arguments; its standard output goes through a file in `folder`.

    Raises
    ------
    RuntimeError
        When the command fails.
    """
    output, errors = folder / "output.txt", folder / "errors.txt"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    with output.open("wb") as file, errors.open("wb") as error_file:
        process = subprocess.Popen([sys.executable, *arguments], stdout=file, stderr=error_file, env=environment)
        # Not `Popen.wait`: only this call says what this one process took.
        _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        last = errors.read_text(encoding="utf-8").strip().splitlines()[-1:]
        raise RuntimeError(f"expected {' '.join(arguments)} to end well, got {process.returncode}: {' '.join(last)}")
    peak_bytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    cpu_s = usage.ru_utime + usage.ru_stime
    return Spent(wall_s, cpu_s, peak_bytes / 1e6, output.read_text(encoding="utf-8"))


def run_cleanrep(arguments: Sequence[str], *, folder: Path) -> Spent:
    """Run the command line as `cleanrep` would."""
    return run_python(["-c", "from cleanrep.cli import main; main()", *arguments], folder=folder)
