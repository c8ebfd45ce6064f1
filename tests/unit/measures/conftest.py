"""A repetition laid out for measuring, with its true times in place of fitted ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from cleanrep.measures.window import RepetitionWindow, build_window
from cleanrep.model.repetition import PhaseTimes
from cleanrep.model.samples import Sample
from cleanrep.phases.phase_fit import PhaseFit
from cleanrep.signals.stretch import stack_samples
from cleanrep.testing import Camera, Lifter, PlannedRepetition, make_set
from cleanrep.testing.motion import Movement

MARGIN_S = 1.4
"""The engine looks about this far past the end of a lowering."""


@dataclass(frozen=True)
class WindowMaker:
    """Makes windows of made-up repetitions."""

    lifter: Lifter = field(default_factory=Lifter)

    def __call__(
        self,
        *movements: Movement,
        index: int = 0,
        times: PhaseTimes | None = None,
        lifter: Lifter | None = None,
        camera: Camera | None = None,
    ) -> RepetitionWindow:
        """The window of a repetition of a set; `times` where the movements are no planned repetition."""
        camera = camera or Camera()
        made = make_set(movements or [PlannedRepetition()], lifter=lifter or self.lifter, camera=camera)
        times = made.repetitions[index].times if times is None else times
        near = [item for item in made.samples if times.start_s - 2.5 <= item.time_s <= times.end_s + MARGIN_S]
        return self.lay_out(near, times, camera)

    def lay_out(self, samples: Sequence[Sample], times: PhaseTimes, camera: Camera | None = None) -> RepetitionWindow:
        """The window of samples with known times."""
        facing = -1 if camera is None or camera.side == "left" else 1
        return build_window(stack_samples(samples, facing), PhaseFit(times, 0.0, 0.0, 0.0, 0.0))


@pytest.fixture
def lay_out() -> Callable[..., RepetitionWindow]:
    return WindowMaker().lay_out


@pytest.fixture
def make_window() -> WindowMaker:
    return WindowMaker()
