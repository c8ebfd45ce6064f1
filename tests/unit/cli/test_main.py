import subprocess
import sys
from pathlib import Path

import pytest

import cleanrep
from cleanrep.cli.main import run


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"cleanrep {cleanrep.__version__}\n"


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert "analyze" in shown
    assert "exercise" in shown
    assert shown.startswith("Usage: cleanrep ")
    assert "not medical advice" in " ".join(shown.split())


@pytest.mark.parametrize("arguments", [["dance"], ["--loud"], ["exercise", "dance"]])
def test_an_unknown_command_is_refused_in_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("cleanrep: ")
    assert captured.err.count("\n") == 1


def test_the_command_itself_ends_with_the_status() -> None:
    command = Path(sys.executable).with_name("cleanrep")
    done = subprocess.run(
        [command, "analyze", "missing.mp4", "--variant", "standing"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "cleanrep: missing.mp4: there is no such file; check the path\n"


def test_the_version_is_told_without_importing_the_commands() -> None:
    code = (
        "import sys; from cleanrep.cli.main import run; run(['--version']); "
        "sys.exit(any(name.startswith(('cleanrep.cli.analyze', 'sqlalchemy', 'numpy')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
