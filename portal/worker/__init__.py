"""The background work: one queue, a minute tick, mail that is not lost. Task arguments are identifiers only."""
