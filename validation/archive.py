"""Where rendered sets, landmark logs and results lie, and which of them may be believed."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError

import cleanrep
from validation.film import hash_file
from validation.matrix.plan import SetPlan
from validation.truth import SetTruth, rebuild_repetitions

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "validation"
DEMO_FOLDER = ROOT / "demo"
_SEEING = ("pose/*.py", *(f"capture/{name}.py" for name in ("container", "decoder", "frame_clock", "picture", "video")))
"""Sources of the package that decide what a landmark log holds."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Folder of a run: ``rendered``, ``logs`` and ``results.json``."""

    folder: Path = FOLDER

    @property
    def rendered(self) -> Path:
        """Videos with their truth."""
        return self.folder / "rendered"

    def find_video(self, name: str) -> Path:
        """Video of a set."""
        return self.rendered / f"{name}.mp4"

    def find_log(self, name: str) -> Path:
        """Landmark log of a set."""
        return self.folder / "logs" / f"{name}.landmarks.parquet"

    def find_document(self, name: str) -> Path:
        """JSON document of a set, by the product as it is."""
        return self.folder / "documents" / f"{name}.json"

    def read_truth(self, plan: SetPlan) -> SetTruth | None:
        """Truth of a set; None unless it was rendered whole, from this very plan, by this edition of the renderer.

        Repetitions are measured anew from the script, so that a new measure needs no new rendering.
        """
        path = self.rendered / f"{plan.name}.json"
        try:
            truth = SetTruth.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return None
        files = {ending: self.rendered / f"{plan.name}.{ending}" for ending in ("mp4", "csv")}
        is_whole = truth.key == plan.compute_key() and all(
            files[ending].is_file() and hash_file(files[ending]) == digest for ending, digest in truth.files.items()
        )
        return truth.model_copy(update={"repetitions": rebuild_repetitions(plan)}) if is_whole else None

    def has_log(self, plan: SetPlan, truth: SetTruth) -> bool:
        """Whether the log of a set is of this video and of this version of the pose stage."""
        path = self.find_log(plan.name)
        mark = path.with_suffix(".key")
        return path.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == name_log(truth)


def name_log(truth: SetTruth) -> str:
    """Key of the landmark log of a set: its video, and the sources that turn a video into landmarks."""
    return hashlib.sha256((truth.files["mp4"] + _hash_seeing()).encode()).hexdigest()


@cache
def _hash_seeing() -> str:
    root = Path(cleanrep.__file__).parent
    digest = hashlib.sha256()
    for pattern in _SEEING:
        for path in sorted(root.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
