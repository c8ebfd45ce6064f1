"""Where the camera stands, and the projection that follows from it."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera on a stand.

    Attributes
    ----------
    near_side : float
        +1 films the lifter's left side (the lifter faces left in the picture), -1 the right side.
    yaw_deg : float
        Off the exact side view, + towards the lifter's front; 90 is the front, -90 the rear.
    height_m, distance_m : float
        Of the lens above the floor, and from the lifter along the floor.
    roll_deg : float
        Lean of the picture, + clockwise; the camera itself leans the other way.
    target_m : float
        Height that the lens looks at.
    view_deg : float
        Vertical angle of view.
    """

    near_side: float = 1.0
    yaw_deg: float = 0.0
    height_m: float = 1.15
    distance_m: float = 3.4
    roll_deg: float = 0.0
    target_m: float = 1.0
    view_deg: float = 40.0

    def find_eye_m(self) -> FloatArray:
        """Position of the lens, (3,)."""
        yaw = np.radians(self.yaw_deg)
        return np.array([self.near_side * self.distance_m * np.cos(yaw), self.height_m, self.distance_m * np.sin(yaw)])

    def make_view(self) -> FloatArray:
        """World to camera, (4, 4), camera looking along -z."""
        eye, target = self.find_eye_m(), np.array([0.0, self.target_m, 0.0])
        back = (eye - target) / np.linalg.norm(eye - target)
        right = np.cross([0.0, 1.0, 0.0], back)
        right = right / np.linalg.norm(right)
        axes = np.stack([right, np.cross(back, right), back])
        roll = np.radians(self.roll_deg)
        tilt = np.array([[np.cos(roll), -np.sin(roll), 0.0], [np.sin(roll), np.cos(roll), 0.0], [0.0, 0.0, 1.0]])
        view = np.eye(4)
        view[:3, :3] = tilt.T @ axes
        view[:3, 3] = -view[:3, :3] @ eye
        return view

    def make_projection(self, aspect: float, near_m: float = 0.3, far_m: float = 20.0) -> FloatArray:
        """Camera to clip space, (4, 4)."""
        f = 1.0 / np.tan(np.radians(self.view_deg) / 2.0)
        span = near_m - far_m
        return np.array(
            [
                [f / aspect, 0.0, 0.0, 0.0],
                [0.0, f, 0.0, 0.0],
                [0.0, 0.0, (far_m + near_m) / span, 2.0 * far_m * near_m / span],
                [0.0, 0.0, -1.0, 0.0],
            ]
        )

    def project_px(self, points_m: FloatArray, width_px: int, height_px: int) -> FloatArray:
        """Points (n, 3) in space to the picture, (n, 2) pixels, x to the right, y down."""
        matrix = self.make_projection(width_px / height_px) @ self.make_view()
        clip = np.concatenate([points_m, np.ones((len(points_m), 1))], axis=1) @ matrix.T
        flat = clip[:, :2] / clip[:, 3:]
        return np.stack([(flat[:, 0] + 1.0) * width_px / 2.0, (1.0 - flat[:, 1]) * height_px / 2.0], axis=1)
