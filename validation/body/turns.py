"""Rotations in the axes of the body at rest: x to the person's left, y up, z forward."""

import numpy as np

from cleanrep.model.arrays import FloatArray


def lean(angle_deg: float) -> FloatArray:
    """Turn about the left-right axis, (3, 3); + bows forward."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def turn(angle_deg: float) -> FloatArray:
    """Turn about the vertical, (3, 3); + to the person's left."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def measure_lean_deg(line: FloatArray) -> float:
    """Inclination of a line that points up, degrees from vertical, + forward; (3,)."""
    return float(np.degrees(np.arctan2(line[2], line[1])))


def align(line: FloatArray, side: FloatArray) -> FloatArray:
    """Orthonormal frame (3, 3), columns: along the line, across it near the side, and their normal."""
    along = line / np.linalg.norm(line)
    normal = cross(along, side)
    normal = normal / np.linalg.norm(normal)
    return np.stack([along, cross(normal, along), normal], axis=1)


def cross(a: FloatArray, b: FloatArray) -> FloatArray:
    """Cross product of two vectors (3,); ten times as quick as numpy's, which is made for many."""
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])
