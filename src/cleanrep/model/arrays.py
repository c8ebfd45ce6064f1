"""Array aliases used in signatures; shapes stand in the docstrings."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
"""Array of float64; NaN means not seen."""

LandmarkArray = NDArray[np.float32]
"""Array of float32, as precise as pose models tell and landmark logs keep; NaN means not seen."""

ImageArray = NDArray[np.uint8]
"""Image of shape (height, width, 3), RGB."""

BoolArray = NDArray[np.bool_]
"""Mask of bool."""
