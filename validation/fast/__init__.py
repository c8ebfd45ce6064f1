"""Thousands of simulated sets through the engine: scripted motion, a plain body, and fitted landmark noise."""
