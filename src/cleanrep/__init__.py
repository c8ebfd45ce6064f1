"""CleanRep counts the reps that count: repetitions, phases and verdicts with evidence, from video or landmarks."""

__version__ = "0.1.0"
