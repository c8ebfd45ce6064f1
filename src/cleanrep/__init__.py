"""CleanRep counts the reps that count: repetitions, phases and verdicts with evidence, from video or landmarks.

The names below are the public Python interface; they are loaded when first asked for, so that importing the package
costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanrep.app.analysis import analyze
    from cleanrep.engine.session_engine import Engine
    from cleanrep.engine.settings import EngineSettings
    from cleanrep.exercises.catalogue import load_exercise
    from cleanrep.model.report import SetReport
    from cleanrep.report.document_builder import to_json

__version__ = "0.1.0"

__all__ = ["Engine", "EngineSettings", "SetReport", "__version__", "analyze", "load_exercise", "to_json"]

_HOMES = {
    "analyze": "cleanrep.app.analysis",
    "Engine": "cleanrep.engine.session_engine",
    "EngineSettings": "cleanrep.engine.settings",
    "load_exercise": "cleanrep.exercises.catalogue",
    "SetReport": "cleanrep.model.report",
    "to_json": "cleanrep.report.document_builder",
}


def __getattr__(name: str) -> object:
    """Load a public name from its home."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cleanrep' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
