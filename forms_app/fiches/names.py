"""Whether two typed names are the same person's: accents, capitals, hyphens, order and titles do not count."""

import re
import unicodedata

_TITLES = frozenset({"dr", "docteur", "docteure", "pr", "professeur", "professeure", "m", "mme", "monsieur", "madame"})


def same_person(one: object, other: object) -> bool:
    """Tell whether two names hold the same words; two empty names are nobody's."""
    words = _words(one)
    return bool(words) and words == _words(other)


def _words(name: object) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", str(name)).casefold()
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return frozenset(re.findall(r"\w+", plain)) - _TITLES
