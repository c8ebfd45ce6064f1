"""Use cases: they join sources, pose model, engine and reports, and hold no knowledge of their own."""
