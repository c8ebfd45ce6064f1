"""Render a set: video, frame table and truth, whole or not at all."""

import hashlib
from pathlib import Path

import numpy as np

from validation.body.assets import BodyAssets
from validation.matrix.plan import SetPlan
from validation.motion.measures import measure_set
from validation.motion.script import play
from validation.motion.timeline import Timeline
from validation.picture.encoder import VideoWriter
from validation.picture.footage import Sensor, list_frame_times_s
from validation.stage import Cast, Stage, make_cast
from validation.truth import FrameTable, SetTruth, build_repetitions


def film(plan: SetPlan, assets: BodyAssets, folder: Path) -> SetTruth:
    """Render a plan into ``NAME.mp4``, ``NAME.csv`` and ``NAME.json``, which is written when the others are whole."""
    folder.mkdir(parents=True, exist_ok=True)
    timeline, marks = play(plan.script)
    cast = make_cast(plan, assets)
    video, table = (folder / f".{plan.name}.{ending}" for ending in ("mp4", "csv"))
    n_frames = _shoot(plan, assets, cast=cast, timeline=timeline, target=(video, table))
    neutral_deg = cast.stance.neutral_deg
    repetitions = build_repetitions(plan.faults, marks, measure_set(timeline, marks), neutral_deg=neutral_deg)
    truth = SetTruth(
        body=plan.body,
        outfit=plan.outfit,
        gym=plan.gym,
        geometry=plan.variant,
        fault="see repetitions",
        yaw=plan.camera.yaw_deg,
        fps=plan.footage.rate_hz,
        w=plan.footage.width_px,
        h=plan.footage.height_px,
        near="L" if plan.camera.near_side > 0 else "R",
        arms=plan.arms,
        lever="near" if plan.machine.lever_side == plan.camera.near_side else "far",
        frames=n_frames,
        variant=plan.variant,
        goal=plan.goal,
        is_judgeable=plan.is_judgeable,
        in_sample=plan.in_sample,
        strata=dict(plan.strata),
        repetitions=repetitions,
        key=plan.compute_key(),
        files={"mp4": hash_file(video), "csv": hash_file(table)},
    )
    document = folder / f".{plan.name}.json"
    document.write_text(truth.model_dump_json(indent=1) + "\n", encoding="utf-8")
    for part in (video, table, document):
        part.replace(folder / part.name.removeprefix("."))
    return truth


def hash_file(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _shoot(plan: SetPlan, assets: BodyAssets, *, cast: Cast, timeline: Timeline, target: tuple[Path, Path]) -> int:
    """Write video and frame table; returns the number of frames."""
    rng = np.random.default_rng(plan.script.seed + 1)
    rows = FrameTable(plan, cast, timeline)
    sensor = Sensor(plan.footage, rng)
    times_s = list_frame_times_s(plan.footage, timeline.duration_s, rng).tolist()
    with Stage(plan, timeline, cast=cast, assets=assets) as stage, VideoWriter(target[0], plan.footage) as writer:
        for time_s in times_s:
            writer.write(sensor.take(stage.take(time_s)), time_s)
            rows.add(time_s)
    rows.write(target[1])
    return len(times_s)
