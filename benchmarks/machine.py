"""Where figures were taken: without it they cannot be compared."""

import os
import platform
from pathlib import Path


def name_machine() -> str:
    """Cores, processor and Python in words."""
    return f"{os.cpu_count()} cores of {_read_processor()}, Python {platform.python_version()}"


def _read_processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "an unknown processor"
