"""The offset of a pose model's landmarks, measured, with its own uncertainty.

A pose model's hip, shoulder and knee are not the joint centres, so that a body in a perfectly straight line reads as
leaning back. The offset is corrected on the line angle (trunk against thigh) as a whole: corrections of single joints
would not be independent. A calibrated neutral hold makes all of it unnecessary.
"""

from dataclasses import dataclass
from math import copysign, isfinite, radians, sin

NEAR_SIDE_TILT_DEG = 8.6
"""Tilt of the near hip-to-shoulder line against the middle of the body at a yaw of 90 deg.

The near shoulder stands further from the middle than the near hip, by half the difference of the two widths: 0.15
trunk lengths (`camera_view`), so the line tilts by 0.15 sin(yaw) rad.
"""
YAW_NOISE_DEG = 5.0
"""Standard uncertainty of a yaw read from the keypoints; only what exceeds it moves the line."""
MAX_KNEE_SHIFT_DEG = 3.0


@dataclass(frozen=True, slots=True)
class LandmarkOffset:
    """Offset of one pose model.

    Attributes
    ----------
    line_deg : float
        Line angle (trunk minus thigh inclination, near side) that the model reads on a straight body seen exactly
        from the side, degrees.
    knee_deg : float
        Knee angle that the model reads on a leg bent as these machines bend it, degrees.
    knee_share : float
        Change of the line angle for each degree by which the read knee differs from `knee_deg`. A hip landmark that
        sits too far back opens the knee and leans the trunk back at once; half of the measured slope is taken, for
        half of the difference may be the lifter's own knee.
    head_gain : float
        Truth over reading of a turned head: how much more it turns than the model's ear-to-eye line.
    uncertainty_deg : float
        Added in quadrature to the declared uncertainty of angles against the straight line; 0 where the declared one
        covers this model already.
    note : str
        How it was measured, for the report.
    """

    line_deg: float
    knee_deg: float
    knee_share: float
    head_gain: float
    uncertainty_deg: float
    note: str

    def compute_straight_deg(self, leg_line_deg: float, *, knee_deg: float, yaw_deg: float) -> float:
        """Trunk inclination, as the model reads it, on which shoulders, hips and legs line up.

        Parameters
        ----------
        leg_line_deg, knee_deg : float
            Thigh inclination and knee angle as the model reads them; an unknown knee (NaN) shifts nothing.
        yaw_deg : float
            Yaw of the camera, + when the near shoulder stands ahead of the far one; NaN shifts nothing.
        """
        shift_deg = self.knee_share * (self.knee_deg - knee_deg) if isfinite(knee_deg) else 0.0
        shift_deg = max(-MAX_KNEE_SHIFT_DEG, min(MAX_KNEE_SHIFT_DEG, shift_deg))
        return leg_line_deg + self.line_deg + shift_deg + compute_near_side_tilt_deg(yaw_deg)


def compute_near_side_tilt_deg(yaw_deg: float) -> float:
    """Tilt of the near side's trunk line through the camera's yaw; 0 for an unknown yaw or one within the noise."""
    if not isfinite(yaw_deg) or abs(yaw_deg) <= YAW_NOISE_DEG:
        return 0.0
    return NEAR_SIDE_TILT_DEG * sin(radians(yaw_deg - copysign(YAW_NOISE_DEG, yaw_deg)))


MEDIAPIPE_FULL = LandmarkOffset(
    line_deg=-6.8,
    knee_deg=168.0,
    knee_share=0.55,
    head_gain=1.45,  # A head thrown back by 42 deg turns the line by 29 on rendered bodies.
    uncertainty_deg=0.0,
    note="near-side line angle at a straight top over rendered bodies: mean -6.8 deg, sd 3 deg between bodies",
)
JOINT_CENTRES = LandmarkOffset(
    line_deg=0.0,
    knee_deg=168.0,
    knee_share=0.0,
    head_gain=1.0,
    uncertainty_deg=0.0,
    note="samples are joint centres: no offset",
)
UNKNOWN_MODEL = LandmarkOffset(
    line_deg=0.0,
    knee_deg=168.0,
    knee_share=0.0,
    head_gain=MEDIAPIPE_FULL.head_gain,
    uncertainty_deg=8.0,
    note="no offset is known for this pose model: angles against the straight line carry 8 deg more",
)


def get_landmark_offset(pose_model: str) -> LandmarkOffset:
    """The offset of a pose model by its name in the provenance; a wide one for a model never measured.

    ``joint-centres`` names samples that are joint centres already, as from motion capture or a rendering.
    """
    known = {"mediapipe-pose-full": MEDIAPIPE_FULL, "joint-centres": JOINT_CENTRES}
    return next((offset for name, offset in known.items() if pose_model.startswith(name)), UNKNOWN_MODEL)
