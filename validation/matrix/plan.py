"""What one set of the benchmark is: who, in which machine and room, seen by which camera, doing what."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Literal

from validation.body.posture import Arms, Variant
from validation.motion.moves import Fault
from validation.motion.script import Script
from validation.picture.footage import Footage
from validation.scene.camera import Camera
from validation.scene.machine import MachineLook

RENDERER_EDITION = 1
"""Raised by one with every change that alters a picture or a motion; a test notices when it was forgotten."""

Bystander = Literal["none", "behind", "in_front"]


@dataclass(frozen=True, slots=True)
class SetPlan:
    """One set.

    Attributes
    ----------
    name : str
        Of its files.
    body, outfit, gym : str
        Names in `validation.matrix.cast`.
    faults : tuple[tuple[Fault, ...], ...]
        Of each repetition; `script` has them in it already.
    strata : tuple[tuple[str, str], ...]
        Conditions by which results are grouped: ``("camera", "yaw +20")``.
    is_judgeable : bool
        False when the view must be refused.
    in_sample : bool
        Belongs to the small part that runs in CI.
    """

    name: str
    variant: Variant
    goal: str
    body: str
    outfit: str
    gym: str
    script: Script
    faults: tuple[tuple[Fault, ...], ...]
    strata: tuple[tuple[str, str], ...]
    camera: Camera = field(default_factory=Camera)
    machine: MachineLook = field(default_factory=MachineLook)
    footage: Footage = field(default_factory=Footage)
    arms: Arms = "crossed"
    bystander: Bystander = "none"
    is_judgeable: bool = True
    in_sample: bool = False

    def compute_key(self) -> str:
        """SHA-256 of everything that the rendering depends on: the plan and the edition of the renderer."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(f"{RENDERER_EDITION}{text}".encode()).hexdigest()
