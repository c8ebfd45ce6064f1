"""Time of an analysis against the bare pose model over the same video, run by turns so that both meet the same load.

Each run is a process of its own. The bare model decodes the plain way within the clock; it neither repeats a frame nor
overlaps decoding with the model, both of which an analysis does.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure, Options
from benchmarks.footage import CHOICES, DEMO
from benchmarks.process import run_cleanrep, run_python

MAX_RATIO = 1.25
MAX_RATIO_WITH_REPORTS = 2.0
N_TURNS = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """Elapsed and processor time, s."""

    wall_s: float
    cpu_s: float


Turn = dict[str, Timing]


def run(options: Options) -> list[Figure]:
    """Take turns and compare."""
    n_turns = 1 if options.is_quick else N_TURNS
    with tempfile.TemporaryDirectory() as folder:
        turns = [_take_turn(Path(folder)) for _ in range(n_turns)]
    loop, process = "bare loop", "bare process"
    return [
        *(
            Figure(f"{name}, elapsed", median(turn[name].wall_s for turn in turns), "s", note=f"median of {n_turns}")
            for name in turns[0]
        ),
        _compare(turns, "in process", loop, note="opening, model, decoding, analysis, document; imports left out"),
        _compare(turns, "command, JSON only", process, note="whole processes, start-up of both included"),
        _compare(turns, "command, JSON only", loop, note="start-up of the command alone included", bar=None),
        _compare(
            turns,
            "command, page and video",
            process,
            note="whole processes; a second pass decodes, draws and encodes",
            bar=MAX_RATIO_WITH_REPORTS,
        ),
    ]


def _take_turn(folder: Path) -> Turn:
    bare = run_python(["-m", "benchmarks.bare_pose"], folder=folder)
    inside = run_python(["-m", "benchmarks.in_process"], folder=folder)
    plain = run_cleanrep(["analyze", str(DEMO), *CHOICES, "--json", "-"], folder=folder)
    whole = run_cleanrep(["analyze", str(DEMO), *CHOICES, "--force", "--out", str(folder / "report")], folder=folder)
    return {
        "bare loop": _read_timing(bare.output),
        "bare process": Timing(bare.wall_s, bare.cpu_s),
        "in process": _read_timing(inside.output),
        "command, JSON only": Timing(plain.wall_s, plain.cpu_s),
        "command, page and video": Timing(whole.wall_s, whole.cpu_s),
    }


def _read_timing(output: str) -> Timing:
    spent = json.loads(output)
    return Timing(float(spent["wall_s"]), float(spent["cpu_s"]))


def _compare(turns: list[Turn], name: str, yardstick: str, *, note: str, bar: float | None = MAX_RATIO) -> Figure:
    wall = median(turn[name].wall_s / turn[yardstick].wall_s for turn in turns)
    cpu = median(turn[name].cpu_s / turn[yardstick].cpu_s for turn in turns)
    return Figure(f"{name} over {yardstick}", wall, "x", bar=bar, note=f"{note}; processor time {cpu:.2f} x")
