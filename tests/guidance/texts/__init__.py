"""Behaviour of the loaded texts: reading, editing, publication, access."""
