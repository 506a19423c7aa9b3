"""The annual bilan as pure functions: what is counted, in which frame, what is hidden, its frozen form (A-39)."""
