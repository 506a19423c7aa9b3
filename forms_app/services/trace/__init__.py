"""What is kept of who did what: the journal, its heads and its verification."""
