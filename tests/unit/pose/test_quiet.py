from __future__ import annotations

import os

import pytest

from cleanrep.pose.quiet import hold_back_chatter


def test_chatter_is_dropped_and_the_rest_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    with hold_back_chatter():
        os.write(2, b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n")
        os.write(2, b"W0000 00:00:1 1 a.cc:1] Feedback manager\nours: 40 %\n")
    assert capfd.readouterr().err == "ours: 40 %\n"


def test_lines_survive_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    def break_down() -> None:
        with hold_back_chatter():
            os.write(2, b"ours\n")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        break_down()
    os.write(2, b"later\n")
    assert capfd.readouterr().err == "ours\nlater\n"
