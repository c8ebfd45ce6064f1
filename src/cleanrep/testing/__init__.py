"""Public kit: conformance checks for exercises and pose estimators, synthetic motion."""
