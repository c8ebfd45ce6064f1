"""Peak memory of analysing a long video against a short one: it must not grow with the length."""

import tempfile
from pathlib import Path

from benchmarks.figure import Figure, Options
from benchmarks.footage import CHOICES, loop_video
from benchmarks.process import run_cleanrep

LENGTHS_S = (120.0, 1200.0)
QUICK_LENGTHS_S = (30.0, 120.0)
MAX_GROWTH = 1.10


def run(options: Options) -> list[Figure]:
    """Loop the bundled video to both lengths and analyse each, JSON only and with a report folder."""
    figures = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lengths_s = QUICK_LENGTHS_S if options.is_quick else LENGTHS_S
        videos = [folder / f"{length_s:.0f}s.mp4" for length_s in lengths_s]
        for video, length_s in zip(videos, lengths_s, strict=True):
            loop_video(video, duration_s=length_s)
        ways = {
            "JSON only": ("--json", "-"),
            "landmark log and report page": ("--no-video", "--force", "--out", str(folder / "report")),
        }
        for way, arguments in ways.items():
            peaks_mb = [
                run_cleanrep(["analyze", str(video), *CHOICES, *arguments], folder=folder).peak_mb for video in videos
            ]
            figures += _compare(way, lengths_s, peaks_mb)
    return figures


def _compare(way: str, lengths_s: tuple[float, float], peaks_mb: list[float]) -> list[Figure]:
    short, long = (f"{length_s / 60.0:g} min" for length_s in lengths_s)
    return [
        Figure(f"peak memory of {short}, {way}", peaks_mb[0], "MB"),
        Figure(f"peak memory of {long}, {way}", peaks_mb[1], "MB"),
        Figure(
            f"peak memory of {long} over {short}, {way}",
            peaks_mb[1] / peaks_mb[0],
            "x",
            bar=MAX_GROWTH,
            note="largest resident memory of the whole process",
        ),
    ]
