"""What a live page says first."""

from __future__ import annotations

CAMERA = {
    "exercise": "lever-back-extension",
    "variant": "standing",
    "goal": "hypertrophy",
    "pose_model": "mediapipe-pose-full-web-0.5",
    "width_px": 640,
    "height_px": 480,
}
HELLO = {"type": "hello", "protocol": 1, **CAMERA}
