"""Follow one person through the frames: which answers of the pose model are believed, and where it looks.

Decides when an answer has settled, when a person is lost, too small or upside down, and what is tried then. Single
images are left to ``mediapipe_model``, rectangles to ``search``, thresholds on poses to ``plausibility``.
"""

from dataclasses import dataclass, replace

import numpy as np

from cleanrep.model.arrays import FloatArray, ImageArray
from cleanrep.model.samples import Frame
from cleanrep.pose.mediapipe_model import Detection, MediaPipeModel
from cleanrep.pose.plausibility import MAIN_KEYPOINTS, do_agree, has_jumped, is_upside_down
from cleanrep.pose.search import choose_viewport, iterate_tiles
from cleanrep.pose.viewport import Viewport, turn_back, turn_back_vectors

MAX_GAP_S = 0.5
"""After a longer gap in time the person may be anywhere."""

MAX_REPEATS = 8
"""Answers to one picture until two agree; a new person took 1 to 6 in all recordings tried."""

REPEATS_AFTER_FAILURE = 2
RETRY_S = 1.0
MAX_RETRY_S = 8.0
MIN_TILE_VISIBILITY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """A person in one frame.

    Attributes
    ----------
    detection : Detection
        In pixels of the shown image before it was turned (silhouette included).
    points_px : FloatArray
        (33, 2) in the delivered image, y down.
    """

    detection: Detection
    points_px: FloatArray


class PersonTracker:
    """Owns the model and what is remembered of the person; `find` takes the frames in order of time.

    Parameters
    ----------
    model : MediaPipeModel
        Closed by the caller.
    """

    def __init__(self, model: MediaPipeModel) -> None:
        self._model = model
        self._whole: Viewport | None = None
        self._view = Viewport(0, 0, 1, 1)
        self._last: Sighting | None = None
        self._last_s = -np.inf
        self._n_repeats = MAX_REPEATS
        self._retry_s = RETRY_S
        self._next_search_s = -np.inf
        self._next_move_s = -np.inf

    def find(self, frame: Frame) -> Sighting | None:
        """Return the person in `frame`; None when nobody is seen or the model has not settled."""
        self._begin(frame)
        sighting = self._look(frame.rgb)
        if sighting is None and self._last is not None:
            # The model searches its whole image anew only after a miss.
            sighting = self._look(frame.rgb)
            self._last = None
        if sighting is None:
            sighting = self._search(frame)
        if sighting is not None:
            sighting = self._confirm(frame, sighting)
        self._last = sighting
        return sighting

    def _begin(self, frame: Frame) -> None:
        whole = Viewport.of(frame)
        if whole != self._whole or frame.time_s - self._last_s > MAX_GAP_S:
            if self._whole is not None:
                self._model.forget()
            self._whole = self._view = whole
            self._last = None
            self._n_repeats = MAX_REPEATS
            self._next_search_s = self._next_move_s = -np.inf
        self._last_s = frame.time_s

    def _confirm(self, frame: Frame, sighting: Sighting) -> Sighting | None:
        if self._last is None or has_jumped(self._last.points_px, sighting.points_px):
            settled = self._settle(frame.rgb, sighting)
            if settled is None:
                return None
            sighting = settled
        if frame.time_s >= self._next_move_s:
            if is_upside_down(sighting.points_px):
                return self._set_upright(frame, sighting)
            return self._follow(frame, sighting)
        return sighting

    def _look(self, rgb: ImageArray) -> Sighting | None:
        detection = self._model.detect(self._view.show(rgb))
        if detection is None:
            return None
        points_px = self._view.map_back(detection.points_px)
        return Sighting(_undo_turns(detection, self._view), points_px)

    def _settle(self, rgb: ImageArray, sighting: Sighting) -> Sighting | None:
        """Ask about the same picture until two answers agree: the first ones after a search are up to 4 deg off."""
        n_repeats, self._n_repeats = self._n_repeats, REPEATS_AFTER_FAILURE
        for _ in range(n_repeats):
            again = self._look(rgb)
            if again is None:
                return None
            if do_agree(sighting.points_px, again.points_px):
                self._n_repeats = MAX_REPEATS
                return again
            sighting = again
        return None

    def _look_anew(self, frame: Frame, view: Viewport) -> Sighting | None:
        self._model.forget()
        self._view = view
        self._n_repeats = MAX_REPEATS
        sighting = self._look(frame.rgb)
        return None if sighting is None else self._settle(frame.rgb, sighting)

    def _search(self, frame: Frame) -> Sighting | None:
        """Look at parts of the picture, less and less often while nobody is found."""
        if self._whole is None or frame.time_s < self._next_search_s:
            return None
        self._next_search_s = frame.time_s + self._retry_s
        self._retry_s = min(2.0 * self._retry_s, MAX_RETRY_S)
        views = iterate_tiles(self._whole)
        if self._view != self._whole:
            views = iter([self._whole, *views])
        for view in views:
            self._view = view
            sighting = self._look(frame.rgb)
            if sighting is None:
                continue
            if np.mean(sighting.detection.visibility[MAIN_KEYPOINTS,]) >= MIN_TILE_VISIBILITY:
                self._retry_s = RETRY_S
                return sighting
            self._model.forget()
        self._view = self._whole
        return None

    def _follow(self, frame: Frame, sighting: Sighting) -> Sighting | None:
        """Move the part that is looked at with the person; keep the old one where that loses them."""
        if self._whole is None:
            return sighting
        now = self._view
        view = choose_viewport(sighting.points_px, now=now, whole=self._whole)
        if view == now:
            return sighting
        self._next_move_s = frame.time_s + RETRY_S
        return self._look_anew(frame, view) or self._look_anew(frame, now)

    def _set_upright(self, frame: Frame, sighting: Sighting) -> Sighting | None:
        """Look anew, at the turned picture too. Where all ways agree on it, the picture itself is upside down."""
        now = self._view
        for n_turns in (now.n_turns, 2, 1, 3, 0):
            upright = self._look_anew(frame, now.turned(n_turns))
            if upright is not None and not is_upside_down(upright.points_px):
                return upright
        self._next_move_s = frame.time_s + MAX_RETRY_S
        return self._look_anew(frame, now) or sighting


def _undo_turns(detection: Detection, view: Viewport) -> Detection:
    if not view.n_turns:
        return detection
    world_m = detection.world_m.copy()
    world_m[:, :2] = turn_back_vectors(world_m[:, :2], view.n_turns)
    mask = None if detection.mask is None else np.ascontiguousarray(np.rot90(detection.mask, -view.n_turns))
    return replace(
        detection,
        points_px=turn_back(detection.points_px, view.n_turns, view.shown_size_px),
        world_m=world_m,
        mask=mask,
    )
