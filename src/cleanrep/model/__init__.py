"""Frozen domain types shared by every layer: samples, repetitions, findings, events, reports."""
