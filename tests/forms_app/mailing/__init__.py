"""The mail of a medical service: one job, its file, what left."""
