"""What editors decided of the results of a phrase: pinned or set aside (R5), kept in memory until one changes."""

from typing import NamedTuple

from guidance.enums import SearchAct
from guidance.models.search_care import SearchChoice
from guidance.search.analyser import fold
from guidance.search.index import entry_id
from guidance.search.synonyms import stems_of


class Decided(NamedTuple):
    """Ids of entries: `pinned` in the order editors gave, `excluded` in none."""

    pinned: tuple[int, ...] = ()
    excluded: frozenset[int] = frozenset()


NOTHING = Decided()
_kept: tuple[object, dict[str, Decided]] = (None, {})


def phrase_key(phrase: str) -> str:
    """Return what a cleaned phrase is recognised by, whatever its accents, endings and small words."""
    return " ".join(stems_of(phrase) or [fold(phrase)])[:400]


def of(phrase: str, stamp: object) -> Decided:
    """Return what is decided for a cleaned phrase; the table is read again only when `stamp` has changed."""
    global _kept
    if stamp != _kept[0]:
        _kept = (stamp, _read())
    return _kept[1].get(phrase_key(phrase), NOTHING) if _kept[1] else NOTHING


def _read() -> dict[str, Decided]:
    found: dict[str, tuple[list[int], set[int]]] = {}
    rows = SearchChoice.objects.filter(ended_at=None).order_by("made_at", "pk")
    for stems, act, entry in rows.values_list("stems", "act", "entry"):
        pinned, excluded = found.setdefault(stems, ([], set()))
        if act == SearchAct.PIN:
            pinned.append(entry_id(entry))
        else:
            excluded.add(entry_id(entry))
    return {stems: Decided(tuple(pinned), frozenset(excluded)) for stems, (pinned, excluded) in found.items()}
