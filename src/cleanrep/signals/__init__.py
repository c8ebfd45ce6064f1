"""Named signals from samples: which way the lifter faces, the trunk, the legs, the head, the contour."""

from cleanrep.signals import posture

__all__ = ["posture"]
