"""From a scene to pictures: the renderer, what a poor camera does to them, and the video file."""
