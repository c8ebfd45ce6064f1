"""Where figures were taken: without it they cannot be compared."""

import os
import platform
from pathlib import Path


def name_machine() -> str:
    """Cores, processor and Python in words."""
    return f"{os.cpu_count()} cores of {_read_processor()}, Python {platform.python_version()}"


def _read_processor() -> str:
    """Name, and family and model where they are told: a rented machine may call every generation by one name."""
    cpuinfo = Path("/proc/cpuinfo")
    if not cpuinfo.exists():
        return platform.processor() or "an unknown processor"
    pairs = (line.partition(":")[::2] for line in cpuinfo.read_text(encoding="utf-8").splitlines())
    told = {key.strip(): value.strip() for key, value in pairs}
    details = [f"{what} {told[key]}" for what, key in (("family", "cpu family"), ("model", "model")) if key in told]
    name = told.get("model name") or platform.processor() or "an unknown processor"
    return f"{name} ({', '.join(details)})" if details else name
