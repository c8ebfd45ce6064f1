"""Where figures were taken: without it they cannot be compared."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("cleanrep", "mediapipe", "numpy", "scipy", "av", "opencv-python-headless")


def describe_machine() -> dict[str, object]:
    """Processor, cores, load, system, Python and the versions of the packages that matter."""
    return {
        "processor": _read_processor(),
        "n_cores": os.cpu_count(),
        "load_1_min": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
    }


def _read_processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
