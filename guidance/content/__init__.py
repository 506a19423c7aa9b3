"""The official texts and the tables beside them, as reviewed data files with their provenance."""
