"""What a pose model offers, whatever it is.

Decides the interface alone. An estimator sees frames in order of time and owns what it remembers between them.
"""

from types import TracebackType
from typing import Protocol, Self

from cleanrep.model.samples import Frame, Sample


class PoseEstimator(Protocol):
    """Finds one person's keypoints in frame after frame; closed after use, best by a ``with`` block.

    Values are of float32 precision, so that a landmark log holds exactly what the engine saw.
    """

    @property
    def name(self) -> str:
        """Model and version, for the provenance, such as ``mediapipe-pose-full-0.10.21``."""

    def estimate(self, frame: Frame) -> Sample:
        """Return what is seen in `frame`; its ``pose`` is None where nobody is seen or the model has not settled."""

    def close(self) -> None:
        """Release the model."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
