"""The constant offset of a pose model's landmarks, measured, with its own uncertainty.

A pose model's hip, shoulder and knee are not the joint centres, so that a body in a perfectly straight line reads as
leaning back. The offset is corrected on the line angle (trunk against thigh) as a whole: corrections of single joints
would not be independent. A calibrated neutral hold makes it unnecessary.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LandmarkOffset:
    """Offset of one pose model.

    Attributes
    ----------
    line_deg : float
        Line angle (trunk minus thigh inclination, near side) that the model reads on a straight body, degrees.
    uncertainty_deg : float
        Added in quadrature to the declared uncertainty of angles against the straight line; 0 where the declared one
        covers this model already.
    note : str
        How it was measured, for the report.
    """

    line_deg: float
    uncertainty_deg: float
    note: str


MEDIAPIPE_FULL = LandmarkOffset(
    line_deg=-6.8,
    uncertainty_deg=0.0,
    note="near-side line angle at a straight top over rendered bodies: mean -6.8 deg, sd 2.5 deg between bodies",
)
UNKNOWN_MODEL = LandmarkOffset(
    line_deg=0.0,
    uncertainty_deg=8.0,
    note="no offset is known for this pose model: angles against the straight line carry 8 deg more",
)


def get_landmark_offset(pose_model: str) -> LandmarkOffset:
    """The offset of a pose model by its name in the provenance; a wide one for a model never measured."""
    return MEDIAPIPE_FULL if pose_model.startswith("mediapipe-pose-full") else UNKNOWN_MODEL
