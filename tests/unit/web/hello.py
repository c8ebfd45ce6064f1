"""What a live page says first, and a page that is told everything."""

CAMERA = {
    "exercise": "lever-back-extension",
    "variant": "standing",
    "goal": "hypertrophy",
    "pose_model": "mediapipe-pose-full-web-0.5",
    "width_px": 640,
    "height_px": 480,
}
HELLO = {"type": "hello", "protocol": 1, **CAMERA}


class Page:
    """Takes its news and forgets them."""

    def send(self, text: str) -> None: ...

    def refuse(self, problem: str) -> None: ...

    def drop(self) -> None: ...
