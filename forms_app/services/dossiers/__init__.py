"""Dossiers: opened, read, acted on, listed, handed over, destroyed; each act under a membership."""
