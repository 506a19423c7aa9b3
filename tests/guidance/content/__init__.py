"""Tests of the data files: words, places, schema."""
