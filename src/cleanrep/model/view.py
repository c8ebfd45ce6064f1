"""How the camera stands to the lifter, and what that allows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """Camera view of a recording.

    Attributes
    ----------
    side : str or None
        ``left`` or ``right``: the lifter's side that faces the camera; None when nobody was seen.
    yaw_deg : float
        Turn of the camera away from the exact side view, degrees 0..90 and more, unsigned; NaN unknown.
    roll_deg : float
        Lean of the picture by its vertical edges, degrees; NaN unknown.
    person_height : float
        Height of the person's keypoints over the frame's height, 0..1, median; NaN unknown.
    frame_rate_hz : float
        Median frame rate by the time stamps.
    coverage : float
        Share of frames with a usable trunk, 0..1.
    is_camera_moving : bool
        The background shifts while the lifter lifts; where nobody did, at any time.
    is_suitable : bool
        Whether the angles of one set at least may be judged.
    reasons : tuple[str, ...]
        Why not, or what limits it: each says what to change, and which sets it concerns where it is not all of them.
    """

    side: str | None
    yaw_deg: float
    roll_deg: float
    person_height: float
    frame_rate_hz: float
    coverage: float
    is_camera_moving: bool
    is_suitable: bool
    reasons: tuple[str, ...]
