"""Array types of the renderer, beside those of `cleanrep.model.arrays`."""

import numpy as np
from numpy.typing import NDArray

IndexArray = NDArray[np.intp]
"""Indices of vertices, faces or bones."""

SingleArray = NDArray[np.float32]
"""What goes to the graphics library."""
