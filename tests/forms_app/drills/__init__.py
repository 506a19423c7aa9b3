"""Drills: many people at once, on real connections."""
