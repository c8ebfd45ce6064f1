"""Before a set: how the camera stands, and the lifter's neutral hold."""

from math import isfinite

from cleanrep.app.calibration import measure_hold
from cleanrep.app.live_set import LiveCamera, LiveSet
from cleanrep.app.request import AnalysisRequest
from cleanrep.errors import UsageError
from cleanrep.measures.reference import Neutral
from cleanrep.model.samples import Sample
from cleanrep.web.live_messages import NeutralTaken, ServerMessage, ViewSeen

VIEW_EVERY_S = 1.0
WINDOW_S = 5.0
"""The view is judged anew this often, so that a camera that was moved is not held to where it stood."""
HOLD_S = 2.0


class Placement:
    """Looks at samples that belong to no set.

    Parameters
    ----------
    request : AnalysisRequest
        Exercise and variant.
    camera : LiveCamera
        Where the samples come from.
    """

    def __init__(self, request: AnalysisRequest, camera: LiveCamera) -> None:
        self._request = request
        self._camera = camera
        self._watched = LiveSet(request, camera)
        self._since_s: float | None = None
        self._next_view_s = 0.0
        self._hold: list[Sample] | None = None
        self.neutral: Neutral | None = None

    def start_hold(self) -> None:
        """The lifter holds neutral from the next sample on."""
        self._hold = []

    def push(self, sample: Sample) -> list[ServerMessage]:
        """Look at a sample; say once a second how the camera stands, and how the hold went."""
        if self._since_s is None or sample.time_s - self._since_s > WINDOW_S:
            self._watched = LiveSet(self._request, self._camera)
            self._since_s = sample.time_s
            self._next_view_s = sample.time_s + VIEW_EVERY_S
        self._watched.push(sample)
        replies: list[ServerMessage] = []
        if sample.time_s >= self._next_view_s:
            self._next_view_s = sample.time_s + VIEW_EVERY_S
            replies.append(self._describe_view())
        if self._hold is not None:
            self._hold.append(sample)
            if sample.time_s - self._hold[0].time_s >= HOLD_S:
                replies.append(self._take_neutral(self._hold))
                self._hold = None
        return replies

    def _describe_view(self) -> ViewSeen:
        view = self._watched.view
        return ViewSeen(
            side=view.side,
            yaw_deg=_or_none(view.yaw_deg),
            person_height=_or_none(view.person_height),
            frame_rate_hz=_or_none(view.frame_rate_hz),
            is_suitable=view.is_suitable,
            reasons=view.reasons,
        )

    def _take_neutral(self, held: list[Sample]) -> NeutralTaken:
        variant = self._request.exercise.exercise.variants[self._request.variant]
        try:
            self.neutral = measure_hold(held, variant=variant)
        except UsageError as error:
            return NeutralTaken(is_taken=False, problem=f"That was {error.got}: hold still and straight, once more.")
        return NeutralTaken(is_taken=True)


def _or_none(value: float) -> float | None:
    return round(value, 2) if isfinite(value) else None
