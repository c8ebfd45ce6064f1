"""Neutral calibration: take the lifter's own hold from a span of a recording, save it, load it."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from math import isfinite, nan
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cleanrep.app.recording import find_end_s, open_recording
from cleanrep.app.request import AnalysisRequest
from cleanrep.app.text_file import write_text
from cleanrep.errors import SourceError, UsageError
from cleanrep.exercises.schema import Variant
from cleanrep.measures.neutral import measure_neutral
from cleanrep.measures.reference import Neutral
from cleanrep.model.samples import Sample
from cleanrep.regular_file import open_regular
from cleanrep.signals.facing import FacingTracker, compute_facing_evidence
from cleanrep.signals.stretch import stack_samples

SETTLE_S = 1.0
"""Read before the span, so that the pose model has settled and the facing is known."""
MAX_HOLD_S = 60.0
MAX_PROFILE_BYTES = 10_000
_PARQUET = b"PAR1"
_SCHEMA = re.compile(rb'^\s*\{\s*"schema"\s*:\s*"([a-z0-9./-]{1,80})"')


class NeutralProfile(BaseModel):
    """Saved neutral hold of one lifter in one variant; angles in degrees as the pose model reads them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_id: str = Field(alias="schema", pattern=r"^cleanrep\.neutral/1$")
    exercise: str = Field(max_length=64)
    variant: str = Field(max_length=64)
    trunk_deg: float = Field(ge=-180, le=180)
    line_deg: float | None = Field(ge=-360, le=360)
    head_deg: float | None = Field(ge=-360, le=360)
    contour_deg: float | None = Field(ge=-180, le=180)


def take_neutral(request: AnalysisRequest) -> Neutral:
    """Take the neutral hold from the span that the request names.

    Raises
    ------
    UsageError
        When the span is empty, too long, or does not show a still lifter.
    """
    if request.neutral_span_s is None:
        raise UsageError("a span of the recording", "none", "give --neutral START-END in seconds")
    start_s, end_s = request.neutral_span_s
    if end_s - start_s > MAX_HOLD_S:
        raise UsageError(f"a hold of at most {MAX_HOLD_S:g} s", f"{end_s - start_s:g} s", "choose a shorter span")
    length_s = find_end_s(request)
    if length_s is not None and start_s >= length_s:
        raise UsageError(
            f"a neutral hold within the recording's {length_s:.1f} s",
            f"{start_s:g} to {end_s:g} s",
            "choose a span that begins before the recording ends",
        )
    part = replace(request, start_s=max(0.0, start_s - SETTLE_S), end_s=end_s, neutral_span_s=None)
    with open_recording(part) as recording:
        samples = list(recording)
    held = [sample for sample in samples if sample.time_s >= start_s]
    return measure_hold(held, before=samples, variant=request.exercise.exercise.variants[request.variant])


def measure_hold(held: Sequence[Sample], *, variant: Variant, before: Sequence[Sample] = ()) -> Neutral:
    """Take the neutral hold from samples of a recording or of a live camera.

    Parameters
    ----------
    held : Sequence[Sample]
        In which the lifter holds neutral.
    before : Sequence[Sample]
        Further samples that show which way the lifter faces.

    Raises
    ------
    UsageError
        When they do not show a still lifter.
    """
    facing = FacingTracker()
    for sample in before or held:
        if sample.pose is not None:
            facing.push(sample.time_s, compute_facing_evidence(sample.pose))
    if not held or facing.direction == 0:
        raise UsageError("a neutral hold with the lifter in view", "nobody seen", "choose another span")
    return measure_neutral(stack_samples(held, facing.direction), is_line_judged=variant.neutral == "straight-line")


def save_neutral(path: Path, neutral: Neutral, *, exercise: str, variant: str) -> None:
    """Write a profile, whole or not at all; whether one may be replaced is the caller's to say.

    Raises
    ------
    UsageError
        When it cannot be written.
    """
    numbers = {name: value if isfinite(value) else None for name, value in asdict(neutral).items()}
    profile = {"schema": "cleanrep.neutral/1", "exercise": exercise, "variant": variant, **numbers}
    write_text(path, json.dumps(profile, indent=1), option="the profile", is_forced=True)


def load_neutral(path: Path, *, exercise: str, variant: str) -> Neutral:
    """Read a profile that was saved for this exercise and variant.

    Raises
    ------
    SourceError
        When the file cannot be read or does not hold a profile.
    UsageError
        When it belongs to another exercise or variant.
    """
    profile = _read_profile(path)
    if (profile.exercise, profile.variant) != (exercise, variant):
        raise UsageError(
            f"a neutral profile of {exercise}, {variant}",
            f"one of {profile.exercise}, {profile.variant}",
            "calibrate again",
        )
    seen = (profile.line_deg, profile.head_deg, profile.contour_deg)
    return Neutral(profile.trunk_deg, *(nan if value is None else value for value in seen))


def _read_profile(path: Path) -> NeutralProfile:
    remedy = "give a profile saved by --save-neutral"
    try:
        with open_regular(path) as file:
            content = file.read(MAX_PROFILE_BYTES + 1)
    except OSError as error:
        raise SourceError(path.name, f"cannot be read ({error.strerror})", remedy) from error
    told = _SCHEMA.search(content)
    if content.startswith(_PARQUET):
        raise SourceError(path.name, "is a table such as a landmark log, expected a neutral profile", remedy)
    if told is not None and not told[1].startswith(b"cleanrep.neutral/"):
        got = f"is a document {told[1].decode()}, expected a neutral profile"
        raise SourceError(path.name, got, remedy)
    if len(content) > MAX_PROFILE_BYTES:
        raise SourceError(path.name, f"is larger than {MAX_PROFILE_BYTES} bytes, expected a neutral profile", remedy)
    try:
        return NeutralProfile.model_validate_json(content)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in problem["loc"])
        reason = f"{field}: {problem['msg']}" if field else f"is no neutral profile ({problem['msg']})"
        raise SourceError(path.name, reason, remedy) from error
