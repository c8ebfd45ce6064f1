"""Watch how the camera stands to the lifter, and say what that allows: each set by its own figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from cleanrep.engine.records import RepetitionRecord
from cleanrep.geometry.running_median import RunningMedian
from cleanrep.model.samples import Pose, Sample
from cleanrep.model.view import View
from cleanrep.signals.camera_view import compute_person_height_px, compute_pose_lean_deg, compute_pose_yaw_deg

MAX_YAW_DEG = 30.0
"""Beyond this angles compress (slope 0.57 to 0.81 measured), so none is judged."""
YAW_MARGIN_DEG = 4.0
"""The yaw is read small (17 to 25 and 28 to 41 deg for 30 and 40 on rendered bodies), so the bar lies lower."""
UPRIGHT_DEG = 30.0
"""Trunk inclination up to which a sample tells the yaw before there are repetitions."""
MIN_FRAME_RATE_HZ = 8.0
"""Fewer frames a second miss the turns of a lift of one second."""
MIN_COVERAGE = 0.5
MIN_PERSON_HEIGHT = 0.2
MAX_SHIFT_SHARE = 0.006
"""Background shift within a second, of the picture's height, that no standing camera shows (it reads 0 to 0.001)."""
CAMERA_MOVED = "the camera moved: stand it up or hold it still"
MAX_ROLL_DEG = 5.0
SAMPLE_EVERY_S = 1.0
MIN_MOVES = 3
ENOUGH_REPETITIONS = 3
"""So many tell the yaw of a set; of fewer the larger of their own and of all counts where theirs may err so far."""
YAW_ERROR_DEG = 9.0
"""Twice the standard uncertainty of the yaw of one repetition."""


Obstacles = Mapping[str, str]
"""What stands in the way of judgement, in a lifter's words, by its kind."""


@dataclass(slots=True)
class _Lifting:
    """Figures of the repetitions of a set, or of all; the height also of the time around them."""

    yaw: RunningMedian = field(default_factory=lambda: RunningMedian(0.5))
    height: RunningMedian = field(default_factory=lambda: RunningMedian(0.005))
    n_samples: int = 0
    n_seen: int = 0
    n_moves: int = 0

    @property
    def is_moving(self) -> bool:
        """Whether the camera moved, and not just once."""
        return self.n_moves >= MIN_MOVES


class ViewTracker:
    """Gathers view figures in memory that only grows with sets; repetitions outweigh the time around them."""

    def __init__(self, frame_height_px: int) -> None:
        self._frame_height_px = frame_height_px
        self._n_samples = 0
        self._n_seen = 0
        self._last_s = float("nan")
        self._next_s = float("-inf")
        self._interval = RunningMedian(0.00002)
        self._yaw = RunningMedian(0.5)
        self._roll = RunningMedian(0.25)
        self._n_moves = 0
        self._all = _Lifting()
        self._of_set = _Lifting()
        self._sets: list[tuple[Obstacles, Obstacles]] = []

    @property
    def frame_rate_hz(self) -> float:
        """Median frame rate so far; NaN before the second sample."""
        return 1.0 / self._interval.value

    def push(self, sample: Sample, *, is_trunk_seen: bool) -> None:
        """Take one sample."""
        time_s = sample.time_s
        self._n_samples += 1
        self._n_seen += is_trunk_seen
        self._interval.push(time_s - self._last_s)
        self._last_s = time_s
        if sample.scene is not None:
            self._roll.push(sample.scene.roll_deg)
            self._n_moves += self._shows_move(sample)
        if time_s >= self._next_s and sample.pose is not None:
            self._next_s = time_s + SAMPLE_EVERY_S
            self._look(sample.pose, is_trunk_seen=is_trunk_seen)

    def _shows_move(self, sample: Sample) -> bool:
        # Not a number compares as no move.
        return sample.scene is not None and sample.scene.shift_px > MAX_SHIFT_SHARE * self._frame_height_px

    def _look(self, pose: Pose, *, is_trunk_seen: bool) -> None:
        height = compute_person_height_px(pose) / self._frame_height_px
        for figures in (self._all, self._of_set):
            figures.height.push(height)
        if is_trunk_seen and abs(compute_pose_lean_deg(pose)) <= UPRIGHT_DEG:
            self._yaw.push(abs(compute_pose_yaw_deg(pose)))

    def push_repetition(self, record: RepetitionRecord, samples: Sequence[Sample]) -> None:
        """Take a repetition of the set under way, and its samples: what matters is the view while lifting."""
        stretch, times = record.window.stretch, record.times
        is_seen = np.isfinite(stretch.near_px("SHOULDER")[:, 0] + stretch.near_px("HIP")[:, 0])
        n_seen = int(np.count_nonzero(is_seen))
        n_moves = sum([self._shows_move(item) for item in samples if times.start_s <= item.time_s <= times.end_s])
        yaw_deg = abs(record.readings["camera_yaw_deg"].value)
        for figures in (self._all, self._of_set):
            figures.yaw.push(yaw_deg)
            figures.n_samples += len(stretch)
            figures.n_seen += n_seen
            figures.n_moves += n_moves

    def end_set(self) -> None:
        """The set under way is over: what comes next is judged by figures of its own."""
        self._sets.append((self._find_obstacles(self._of_set), _find_moves(self._of_set)))
        self._of_set = _Lifting()

    def describe(self, facing: int) -> View:
        """The view so far, with what stands in the way of judgement."""
        sets = list(self._sets)
        if self._of_set.n_samples or not sets:
            sets.append((self._find_obstacles(self._of_set), _find_moves(self._of_set)))
        is_moving = any(moves for _, moves in sets) or (not self._all.n_samples and self._n_moves >= MIN_MOVES)
        hints = _tell_sets([moves for _, moves in sets]) or ([CAMERA_MOVED] if is_moving else [])
        if abs(self._roll.value) > MAX_ROLL_DEG:
            hints.append(f"the picture leans by about {abs(self._roll.value):.0f}°: level the camera")
        return View(
            side=None if facing == 0 else ("right" if facing > 0 else "left"),
            yaw_deg=self._tell_yaw_deg(self._all),
            roll_deg=self._roll.value,
            person_height=self._all.height.value,
            frame_rate_hz=self.frame_rate_hz,
            coverage=self._tell_coverage(self._all),
            is_camera_moving=is_moving,
            is_suitable=not all(obstacles for obstacles, _ in sets),
            reasons=(*_tell_sets([obstacles for obstacles, _ in sets]), *hints),
        )

    def find_angle_reason(self) -> str | None:
        """Why no angle of the set under way may be judged; None when angles may be judged."""
        return self._find_angle_obstacles(self._of_set).get("angle")

    def find_drift_reason(self) -> str | None:
        """Why nothing in the set under way may be judged by its place in the picture; None when it may."""
        return _find_moves(self._of_set).get("moved")

    def find_footage_reason(self) -> str | None:
        """Why nothing in the set under way may be judged; None when it may."""
        return next(iter(self._find_footage_obstacles(self._of_set).values()), None)

    def _find_obstacles(self, figures: _Lifting) -> Obstacles:
        return {**self._find_footage_obstacles(figures), **self._find_angle_obstacles(figures)}

    def _tell_coverage(self, figures: _Lifting) -> float:
        if figures.n_samples:
            return figures.n_seen / figures.n_samples
        return self._n_seen / self._n_samples if self._n_samples else 0.0

    def _tell_yaw_deg(self, figures: _Lifting) -> float:
        if not len(figures.yaw):
            return self._yaw.value
        own_deg = figures.yaw.value
        if len(figures.yaw) >= ENOUGH_REPETITIONS or own_deg + YAW_ERROR_DEG <= MAX_YAW_DEG - YAW_MARGIN_DEG:
            return own_deg
        return max(own_deg, self._all.yaw.value)

    def _find_footage_obstacles(self, figures: _Lifting) -> dict[str, str]:
        if self._n_seen == 0 and len(self._all.height):
            return {
                "short": "shoulder and hip were seen for too short, or not at all: film the whole set, the whole body"
            }
        if self._n_seen == 0:
            return {"nobody": "nobody was seen: stand the camera so that the whole body is in the picture"}
        obstacles = {}
        if self.frame_rate_hz < MIN_FRAME_RATE_HZ:
            obstacles["rate"] = (
                f"{self.frame_rate_hz:.1f} frames a second are too few (at least {MIN_FRAME_RATE_HZ:g}): "
                "film at 25 or more"
            )
        coverage = self._tell_coverage(figures)
        if coverage < MIN_COVERAGE:
            obstacles["coverage"] = (
                f"the trunk was seen in only {100 * coverage:.0f} % of the frames: clear the view of shoulder and hip"
            )
        if figures.height.value < MIN_PERSON_HEIGHT:
            obstacles["size"] = "the lifter is too small in the picture: move the camera closer"
        return obstacles

    def _find_angle_obstacles(self, figures: _Lifting) -> dict[str, str]:
        yaw_deg = self._tell_yaw_deg(figures)
        if not yaw_deg > MAX_YAW_DEG - YAW_MARGIN_DEG:
            return {}
        place = "put it at hip height, square to the lifter's side"
        return {"angle": f"the camera stands about {yaw_deg:.0f}° off the side (at most {MAX_YAW_DEG:.0f}°): {place}"}


def _find_moves(figures: _Lifting) -> Obstacles:
    return {"moved": CAMERA_MOVED} if figures.is_moving else {}


def _tell_sets(of_sets: Sequence[Obstacles]) -> list[str]:
    """What stands in the way, each kind once; with the sets that it concerns where it is not all of them."""
    told = []
    for kind in dict.fromkeys(chain.from_iterable(of_sets)):
        concerned = [number for number, obstacles in enumerate(of_sets, 1) if kind in obstacles]
        text = of_sets[concerned[0] - 1][kind]
        if len(concerned) == len(of_sets):
            told.append(text)
        else:
            name = "set" if len(concerned) == 1 else "sets"
            told.append(f"{name} {', '.join(map(str, concerned))}: {text}")
    return told
