"""Public test kit: synthetic motion with known truth, and conformance checks for exercises and estimators."""
