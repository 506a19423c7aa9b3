"""Dossiers: opening, acts, compartments, screens."""
