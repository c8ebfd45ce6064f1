"""The MediaPipe pose model on single images, without any judgement of what it says.

Decides how the model is loaded and asked; when its answer is believed is decided in ``mediapipe_estimator``.
"""

from dataclasses import dataclass
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from cleanrep.errors import PoseModelError
from cleanrep.model.arrays import FloatArray, ImageArray
from cleanrep.pose.quiet import hold_back_chatter

MaskArray = NDArray[np.float32]
"""Probability of the person, (height, width), 0..1."""


_NOBODY: ImageArray = np.zeros((64, 64, 3), dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """What the model says about one image.

    Attributes
    ----------
    points_px : FloatArray
        (33, 2) pixels of the image, x right, **y down**, from its upper left corner.
    visibility : FloatArray
        (33,) 0..1.
    world_m : FloatArray
        (33, 3) metres about the mid-hip: x right, **y down**, z away from the camera.
    mask : MaskArray or None
        Silhouette, of the image's size; None unless asked for.
    """

    points_px: FloatArray
    visibility: FloatArray
    world_m: FloatArray
    mask: MaskArray | None


class _Graph(Protocol):
    """What is used of MediaPipe's untyped solution."""

    def process(self, image: ImageArray) -> Any: ...  # a namedtuple that is made at run time

    def reset(self) -> None: ...

    def close(self) -> None: ...


class MediaPipeModel:
    """The *full* pose model of the installed MediaPipe, tracking one person from image to image.

    Parameters
    ----------
    with_mask : bool
        Ask for the silhouette as well (about 4 ms an image).

    Raises
    ------
    PoseModelError
        MediaPipe is not installed, or is a release without the model.
    """

    def __init__(self, *, with_mask: bool) -> None:
        # Lines of the native library come until the first person was found, from threads of its own.
        self._is_starting = True
        with hold_back_chatter():
            try:
                import mediapipe

                solution = mediapipe.solutions.pose.Pose(
                    model_complexity=1,
                    smooth_landmarks=False,
                    enable_segmentation=with_mask,
                    smooth_segmentation=False,
                )
                # Threads of the graph start, and talk, when they please: wait for them here.
                solution.process(_NOBODY)
            except (ImportError, AttributeError, OSError, RuntimeError) as error:
                raise PoseModelError(
                    f"the pose model cannot be loaded ({error}); install mediapipe 0.10.21, the last release that "
                    "ships one"
                ) from error
        self.version = str(mediapipe.__version__)
        self._graph = cast(_Graph, solution)

    def detect(self, rgb: ImageArray) -> Detection | None:
        """Return the person in `rgb`, (height, width, 3), looked for near the last one; None when there is none."""
        if self._is_starting:
            with hold_back_chatter():
                answer = self._process(rgb)
            self._is_starting = answer.pose_landmarks is None
        else:
            answer = self._process(rgb)
        if answer.pose_landmarks is None or answer.pose_world_landmarks is None:
            return None
        return _read_answer(answer, rgb.shape[1], rgb.shape[0])

    def forget(self) -> None:
        """Look for a person anew in the next image."""
        # A picture of nobody makes the model lose whom it follows; starting it anew takes seven times as long and
        # some megabytes each time.
        if self._process(_NOBODY).pose_landmarks is None:
            return
        self._is_starting = True
        with hold_back_chatter():
            self._graph.reset()
            self._process(_NOBODY)

    def close(self) -> None:
        """Release the model."""
        self._graph.close()

    def _process(self, rgb: ImageArray) -> Any:
        try:
            return self._graph.process(rgb)
        except RuntimeError as error:
            raise PoseModelError(f"the pose model failed on a picture ({error})") from error


def _read_answer(answer: Any, width_px: int, height_px: int) -> Detection:
    image = np.array([(mark.x, mark.y, mark.visibility) for mark in answer.pose_landmarks.landmark])
    world = np.array([(mark.x, mark.y, mark.z) for mark in answer.pose_world_landmarks.landmark])
    mask: MaskArray | None = answer.segmentation_mask
    return Detection(image[:, :2] * (width_px, height_px), np.clip(image[:, 2], 0.0, 1.0), world, mask)
