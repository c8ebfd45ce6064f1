"""Tests of the renderer, the plan and the scoring."""
