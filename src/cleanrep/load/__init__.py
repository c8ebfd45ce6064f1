"""How heavy: the moment that the back and the hip have to hold, over the range of a machine."""
