"""Exercises are files: their schema, and the catalogue that finds them."""
