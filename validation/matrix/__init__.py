"""The sets of the benchmark as data."""
