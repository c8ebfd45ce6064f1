"""An analysis opens no connection: a process that tries to is killed by the kernel, whichever library does it."""

import platform
import subprocess
import sys
from pathlib import Path

LIFT = Path(__file__).parents[1] / "data" / "lift.mp4"

FORBID = """
import ctypes, platform, struct, sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"):
        sys.exit(f"tried {event} {arguments}")

sys.addaudithook(refuse)
if (sys.platform, platform.machine()) == ("linux", "x86_64"):
    # seccomp: socket() for IPv4 or IPv6 kills the process. (code, jump if true, jump if false, operand)
    LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
    program = [
        (LOAD, 0, 0, 4), (EQUAL, 0, 5, 0xC000003E),  # made for x86_64
        (LOAD, 0, 0, 0), (EQUAL, 0, 3, 41),          # socket
        (LOAD, 0, 0, 16), (EQUAL, 2, 0, 2), (EQUAL, 1, 0, 10),
        (RETURN, 0, 0, 0x7FFF0000), (RETURN, 0, 0, 0x80000000),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    filter = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, filter, 0, 0):
        sys.exit(f"the kernel refused the filter: {ctypes.get_errno()}")
"""

ANALYZE = """
from cleanrep.cli.main import run
sys.exit(run(sys.argv[1:]))
"""

CONNECT_IN_PYTHON = """
import socket
socket.create_connection(("127.0.0.1", 9), timeout=1)
"""

SOCKET_IN_NATIVE_CODE = """
sys.exit(0 if ctypes.CDLL(None).socket(2, 1, 0) >= 0 else 1)
"""


def run_forbidden(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own that may not connect."""
    return subprocess.run(
        [sys.executable, "-c", FORBID + script, *arguments], capture_output=True, text=True, timeout=120, check=False
    )


def test_analysis_with_all_its_reports_opens_no_connection(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    done = run_forbidden(ANALYZE, "analyze", str(LIFT), "--variant", "standing", "--out", str(folder))
    assert done.returncode in (0, 3), done.stderr
    assert {file.name for file in folder.iterdir()} == {
        "annotated.mp4", "landmarks.parquet", "report.html", "report.json"
    }  # fmt: skip


def test_the_guard_notices_a_connection_from_python() -> None:
    assert run_forbidden(CONNECT_IN_PYTHON).returncode not in (0, 3)


def test_the_guard_notices_a_socket_of_native_code() -> None:
    is_guarded = (sys.platform, platform.machine()) == ("linux", "x86_64")
    assert (run_forbidden(SOCKET_IN_NATIVE_CODE).returncode < 0) == is_guarded
