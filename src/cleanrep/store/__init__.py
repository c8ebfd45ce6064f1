"""Keep the training log: SQLite in a file by default, PostgreSQL by URL; the same tables and the same behaviour."""
