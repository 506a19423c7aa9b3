"""Small typing errors: the words of the index that stand one or two changes away from what was typed."""

SHORT = 6  # below this many letters one change is forgiven, from there on two
OFFERED = 3


def reach(word: str) -> int:
    """Return how many changes are forgiven: letters added, left out, replaced, or two swapped."""
    return 1 if len(word) < SHORT else 2


def nearest(word: str, vocabulary: dict[str, str]) -> list[str]:
    """Return up to three words of the vocabulary (word -> stem) nearest to the typed one, best first.

    Ties go by alphabet, so that the order does not depend on how a database lists its rows.
    """
    if len(word) < 3 or not word.isalpha():
        return []
    from rapidfuzz import process  # only a process that meets a typing error pays for its memory
    from rapidfuzz.distance import OSA

    found = process.extract(word, list(vocabulary), scorer=OSA.distance, score_cutoff=reach(word), limit=None)
    closest = min((distance for _, distance, _ in found), default=0)
    return sorted(each for each, distance, _ in found if distance == closest)[:OFFERED]
