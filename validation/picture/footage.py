"""What a poor camera does to a picture, and when it takes one."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray, ImageArray


@dataclass(frozen=True, slots=True)
class Footage:
    """What the camera makes of the scene.

    Attributes
    ----------
    width_px, height_px : int
    rate_hz : float
        Frame rate; where it varies, the mean.
    is_variable : bool
        Frames come unevenly and some are dropped, as from a phone.
    crf : int
        H.264 quality: 21 good, 38 heavily compressed.
    brightness : float
        1 well lit, 0.25 dim.
    noise : float
        Standard deviation of sensor noise at mid-grey, in 0..255.
    shutter : float
        Share of the frame time over which the picture is exposed; 0 no motion blur.
    oversampling : int
        Pictures are drawn so many times larger and averaged down, for smooth edges.
    """

    width_px: int = 640
    height_px: int = 480
    rate_hz: float = 25.0
    is_variable: bool = False
    crf: int = 23
    brightness: float = 1.0
    noise: float = 2.0
    shutter: float = 0.0
    oversampling: int = 1


def list_frame_times_s(footage: Footage, duration_s: float, rng: np.random.Generator) -> FloatArray:
    """Times of the frames, (n,) strictly increasing from 0.

    At a variable rate each interval varies by a fifth, and one frame in twenty is dropped.
    """
    times_s = np.arange(0.0, duration_s, 1.0 / footage.rate_hz)
    if not footage.is_variable:
        return times_s
    uneven = times_s + rng.uniform(-0.2, 0.2, times_s.size) / footage.rate_hz
    uneven[0] = 0.0
    kept = rng.random(times_s.size) > 0.05
    kept[0] = True
    return np.asarray(uneven[kept])


def list_exposures_s(footage: Footage, time_s: float) -> FloatArray:
    """Moments whose pictures make up one frame, (n,); one unless there is motion blur."""
    if footage.shutter <= 0:
        return np.array([time_s])
    return np.asarray(time_s + np.linspace(-0.5, 0.5, 5) * footage.shutter / footage.rate_hz)


class Sensor:
    """Darkens pictures and adds grain, more of it where there is more light.

    Grain comes from one field, shifted anew for every picture: as good for the eye and the pose model as a new one,
    and many times quicker.
    """

    def __init__(self, footage: Footage, rng: np.random.Generator) -> None:
        self._brightness, self._rng = footage.brightness, rng
        shape = (footage.height_px, footage.width_px, 3)
        self._grain = (rng.standard_normal(shape, dtype=np.float32) * footage.noise).astype(np.int8)

    def take(self, image: ImageArray) -> ImageArray:
        """The picture (height, width, 3) as the sensor gives it."""
        shift = tuple(int(size) for size in self._rng.integers(0, image.shape[:2]))
        light = image if self._brightness == 1.0 else (image * np.float32(self._brightness)).astype(np.uint8)
        grainy = light.astype(np.int16) + np.roll(self._grain, shift, axis=(0, 1))
        return np.asarray(np.clip(grainy, 0, 255).astype(np.uint8))
