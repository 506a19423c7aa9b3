"""The entries that hold a term, and what it weighs in each, as two strings of bytes: the same on every machine."""

import struct
from collections.abc import Mapping

SIZE = 8  # bytes of an id and of a weight


def pack(weights: Mapping[int, float]) -> tuple[bytes, bytes]:
    """Return the ids of entries (64-bit integers) and their weights (64-bit floats), both in the order of the ids."""
    rows = sorted(weights.items())
    entries, values = zip(*rows, strict=True) if rows else ((), ())
    return struct.pack(f"<{len(rows)}q", *entries), struct.pack(f"<{len(rows)}d", *values)


def unpack(entries: bytes, weights: bytes) -> dict[int, float]:
    """Return entry -> weight; raises struct.error when the two were not packed together."""
    size = len(entries) // SIZE
    return dict(zip(struct.unpack(f"<{size}q", entries), struct.unpack(f"<{size}d", weights), strict=True))
