"""The keys: every sealed column, and their rotation."""
