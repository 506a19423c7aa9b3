"""The acts of the fiches: keep a draft, make a letter, read the clauses beside a question."""
