"""Finding: one analyser and one table of postings, ranked in Python, so that both databases answer alike."""
