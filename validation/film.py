"""Render a set: video, frame table and truth, whole or not at all."""

import hashlib
from pathlib import Path

import numpy as np

from cleanrep.model.arrays import ImageArray
from validation.body.assets import BodyAssets
from validation.matrix.plan import SetPlan
from validation.motion.measures import measure_set
from validation.motion.script import play
from validation.motion.timeline import Timeline
from validation.picture.encoder import VideoWriter
from validation.picture.footage import Sensor, list_exposures_s, list_frame_times_s
from validation.picture.stage import Cast, Stage, make_cast
from validation.truth import FrameTable, SetTruth, build_repetitions


def film(plan: SetPlan, assets: BodyAssets, folder: Path) -> SetTruth:
    """Render a plan into ``NAME.mp4``, ``NAME.csv`` and ``NAME.json``; the last is written when the others are whole."""
    folder.mkdir(parents=True, exist_ok=True)
    timeline, marks = play(plan.script)
    cast = make_cast(plan, assets)
    video, table = (folder / f".{plan.name}.{ending}" for ending in ("mp4", "csv"))
    n_frames = _shoot(plan, cast, timeline, assets, video, table)
    neutral_deg = cast.stance.neutral_deg
    repetitions = build_repetitions(plan, marks, measure_set(timeline, marks), neutral_deg=neutral_deg)
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


def _shoot(plan: SetPlan, cast: Cast, timeline: Timeline, assets: BodyAssets, video: Path, table: Path) -> int:
    rng = np.random.default_rng(plan.script.seed + 1)
    rows = FrameTable(plan, cast, timeline)
    sensor = Sensor(plan.footage, rng)
    times_s = list_frame_times_s(plan.footage, timeline.duration_s, rng)
    with Stage(plan, cast, assets) as stage, VideoWriter(video, plan.footage) as writer:
        for time_s in times_s.tolist():
            posture = timeline.at(time_s, cast.stance.neutral_deg)
            pose = cast.pose(posture)
            image = (
                stage.draw(posture, pose, time_s)
                if plan.footage.shutter <= 0
                else _blur(plan, cast, timeline, stage, time_s)
            )
            writer.write(sensor.take(image), time_s)
            rows.add(time_s, posture, pose)
    rows.write(table)
    return len(times_s)


def _blur(plan: SetPlan, cast: Cast, timeline: Timeline, stage: Stage, time_s: float) -> ImageArray:
    """Mean of the pictures while the shutter is open."""
    pictures = []
    for moment_s in list_exposures_s(plan.footage, time_s).tolist():
        posture = timeline.at(moment_s, cast.stance.neutral_deg)
        pictures.append(stage.draw(posture, cast.pose(posture), moment_s))
    return np.asarray(np.mean(pictures, axis=0).astype(np.uint8))
