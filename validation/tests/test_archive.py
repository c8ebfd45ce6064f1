from dataclasses import replace
from pathlib import Path

import pytest

from validation.archive import Archive, name_log
from validation.body.assets import BodyAssets
from validation.film import film
from validation.matrix.cells import list_sets
from validation.matrix.plan import SetPlan
from validation.motion.moves import Moves
from validation.motion.script import Script
from validation.picture.footage import Footage
from validation.truth import SetTruth

QUICK = Moves(concentric_s=0.4, top_hold_s=0.1, eccentric_s=0.4, bottom_hold_s=0.1)
PLAN = replace(
    list_sets()[0],
    name="tiny",
    script=Script((QUICK,)),
    faults=((),),
    footage=Footage(width_px=160, height_px=120, rate_hz=10.0),
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.fixture
def truth(archive: Archive, assets: BodyAssets, can_draw: None) -> SetTruth:  # noqa: ARG001 - must be able to
    return film(PLAN, assets, archive.rendered)


def test_a_set_that_was_rendered_whole_is_believed(archive: Archive, truth: SetTruth) -> None:
    assert archive.read_truth(PLAN) == truth
    assert sorted(path.name for path in archive.rendered.iterdir()) == ["tiny.csv", "tiny.json", "tiny.mp4"]
    assert len((archive.rendered / "tiny.csv").read_text().splitlines()) == truth.frames + 1


@pytest.mark.parametrize("ending", ["mp4", "csv", "json"])
def test_a_set_of_which_a_file_is_missing_is_not(archive: Archive, truth: SetTruth, ending: str) -> None:
    assert truth.frames > 0
    (archive.rendered / f"tiny.{ending}").unlink()
    assert archive.read_truth(PLAN) is None


@pytest.mark.parametrize("ending", ["mp4", "csv", "json"])
def test_a_set_of_which_a_file_was_cut_short_is_not(archive: Archive, truth: SetTruth, ending: str) -> None:
    path = archive.rendered / f"tiny.{ending}"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert truth.frames > 0
    assert archive.read_truth(PLAN) is None


def test_the_rendering_of_another_plan_is_not(archive: Archive, truth: SetTruth) -> None:
    other: SetPlan = replace(PLAN, camera=replace(PLAN.camera, yaw_deg=10.0))
    assert truth.key == PLAN.compute_key()
    assert archive.read_truth(other) is None


def test_a_log_of_another_video_is_not_believed(archive: Archive, truth: SetTruth) -> None:
    log = archive.find_log("tiny")
    log.parent.mkdir()
    log.write_bytes(b"log")
    log.with_suffix(".key").write_text("of another video")
    assert not archive.has_log(PLAN, truth)
    log.with_suffix(".key").write_text(name_log(truth))
    assert archive.has_log(PLAN, truth)
