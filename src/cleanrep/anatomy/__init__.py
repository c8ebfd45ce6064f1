"""Muscles of a musculoskeletal model, read from what the user has installed: nothing of it is part of this package."""
