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


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["anlyze"], "No such command 'anlyze'. Did you mean 'analyze'? Try 'cleanrep --help'."),
        (["log", "lst"], "No such command 'lst'. Did you mean 'list'? Try 'cleanrep log --help'."),
        (["analyze"], "Missing argument 'RECORDING'. Try 'cleanrep analyze --help'."),
        (["export", "x", "--to", "hevvy"], "expected --to with one of hevy, strong, csv, jsonl, parquet"),
        (["export", "x", "--to", "hevvy"], "fit, got 'hevvy'; did you mean 'hevy'?"),
        (["export", "x", "--to", "paper"], "got 'paper'; see 'cleanrep export --help'"),
        (["analyze", "x.mp4", "--variant", "standign"], "standing, seated, got 'standign'; did you mean 'standing'?"),
        (
            ["analyze", "x.mp4", "--variant", "standing", "--goal", "strenght"],
            "got 'strenght'; did you mean 'strength'?",
        ),
        (["analyze", "x.mp4", "--exercise", "lever-back-extensoin"], "; did you mean 'lever-back-extension'?"),
        (["load", "--machine", "standing-levr"], "; did you mean 'standing-lever'?"),
        (["load", "--machine", "gym-lever"], "name a *.toml file (a set-up alone does not tell how a machine loads"),
        (["ask", "--rule", "stop-at-neutal"], "; did you mean 'stop-at-neutral'?"),
        (["guide", "lever-back-extension", "setupp"], "; did you mean 'setup'?"),
    ],
)
def test_what_is_told_of_a_wrong_name(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert expected in told
    assert "?." not in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("set.json", ["analyze"], "is a JSON document, not a video; 'cleanrep log --report' takes"),
        ("log.csv", ["analyze"], "is a table, not a video; 'cleanrep import' takes a training log"),
        ("set.json", ["import"], "is the document of an analysis; put it into the log: 'cleanrep log --report'"),
        ("set.json", ["exercise", "check"], "expected UTF-8 TOML, got "),
        ("set.json", ["machine", "check"], "; mend it there, or name another file"),
    ],
)
def test_a_file_of_another_kind_is_sent_to_its_command(
    name: str, arguments: list[str], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_text('{"schema": "cleanrep.set-report/1"}', encoding="utf-8")
    variant = ["--variant", "standing"] if arguments == ["analyze"] else []
    assert run([*arguments, str(path), *variant]) == 2
    assert expected in capsys.readouterr().err


def test_a_wrong_option_is_told_before_a_folder_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    for option in (["--goal", "strenght"], ["--neutral", "4-2"], ["--roi", "1,2"]):
        assert run(["analyze", "x.mp4", "--variant", "standing", "--out", "out", *option]) == 2
        assert option[1] in capsys.readouterr().err


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
