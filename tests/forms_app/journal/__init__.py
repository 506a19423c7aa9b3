"""The journal: what is kept, that the database keeps it, that a change shows."""
