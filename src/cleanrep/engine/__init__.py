"""One engine for file, live, sensor and batch: ``push(sample) -> events``, the same for any chunking."""
