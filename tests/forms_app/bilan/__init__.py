"""The annual bilan: its frame, its counts, what small numbers hide, its life."""
