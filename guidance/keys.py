"""The number of a row as an address or a form gives it, which may be anything."""

LONGEST = 18  # digits: every such number fits the 64 bits of a column, on both databases


def row_key(text) -> int:
    """Return the number that was written, or 0, which no row has, for what can be none."""
    written = str(text)
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= LONGEST else 0
