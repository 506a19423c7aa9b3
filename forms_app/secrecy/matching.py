"""One pass over a folded text: words and expressions, words spelled out or cut in two, codes, other alphabets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from forms_app.enums import Outgoing
from forms_app.secrecy.folding import OTHER_WRITING, Folded
from forms_app.secrecy.lexicon import ALERT, ALLOWED, BLOCKING, LONG, SMALL, Lexicon, Term

_GAP = 4  # small words that may stand inside an expression
_CODE = re.compile(r"[a-tv-z][0-9]{2,3}")
_NOT_CODES = frozenset(  # what a letter and figures follow without being a code of the CIM-10
    "annexe annexes appartement appt apt article articles autoroute bat batiment boite bp bureau bus clause clauses cs "
    "dossier entree escalier esc etage fiche fiches format hall ligne lot n no numero page piece porte ref reference "
    "route salle tour tram".split()
)
# A decimal leaves little doubt: « dossier F20.0 » is announced, an article or a piece of a plan is not.
_NOT_DECIMAL = _NOT_CODES & {"annexe", "annexes", "article", "articles", "clause", "clauses", "lot", "bat", "batiment"}
_OTHER_WRITING = re.compile(f"{OTHER_WRITING}+")


class Match(NamedTuple):
    """A place of the folded text, and why it is one."""

    start: int
    end: int
    family: str
    level: str
    how: str


def matches(folded: Folded, reading: str, lexicon: Lexicon) -> list[Match]:
    """Return every match for a reading, allowed expressions included."""
    found = list(_terms(folded, reading, lexicon))
    found += _spelled_out(folded, reading, lexicon)
    found += _cut_in_two(folded, reading, lexicon)
    found += _codes(folded, reading)
    found += [Match(*hit.span(), "writing", ALERT, "writing") for hit in _OTHER_WRITING.finditer(folded.text)]
    return found


def _match(folded: Folded, first: int, last: int, term: Term, how: str = "") -> Match:
    return Match(*folded.place(first, last), term.family, term.level, how or term.how)


def _terms(folded: Folded, reading: str, lexicon: Lexicon) -> Iterator[Match]:
    words = folded.words
    headed = {word: [t for t in lexicon.headed_by(word) if reading in t.readings] for word in set(words)}
    headed = {word: _useful(terms) for word, terms in headed.items() if terms}
    for rank, word in enumerate(words):
        for term in headed.get(word, ()):
            last = _follow(words, rank, term)
            if last is not None:
                yield _match(folded, rank, last, term)


def _useful(terms: list[Term]) -> list[Term]:
    """Keep the expressions, and one single word of each level: the others would say the same of the same place."""
    single = {term.level: term for term in reversed(terms) if len(term.words) == 1}
    return [*single.values(), *(term for term in terms if len(term.words) > 1)]


def _follow(words: list[str], rank: int, term: Term) -> int | None:
    """Return the rank of a term's last word, or None when the following words are not its own."""
    for pattern in term.words[1:]:
        for following in range(rank + 1, min(rank + 2 + _GAP, len(words))):
            word = words[following]
            if (word not in SMALL or word == pattern.stem) and pattern.fits(word):
                rank = following
                break
            if word not in SMALL:
                return None
        else:
            return None
    return rank


def _runs(folded: Folded) -> Iterator[tuple[int, int]]:
    """Yield first and last rank of each run of three single characters or more: « V.I.H. », « s i d a »."""
    first = None
    for rank, word in enumerate([*folded.words, "--"]):
        if first is not None and (len(word) > 1 or len(folded.gaps[rank]) > 3):
            if rank - first > 2:
                yield first, rank - 1
            first = None
        if first is None and len(word) == 1:
            first = rank


def _spelled_out(folded: Folded, reading: str, lexicon: Lexicon) -> Iterator[Match]:
    for first, last in _runs(folded):
        joined = "".join(folded.words[first : last + 1])
        for place in range(len(joined) - 2):
            if joined[place : place + 3] not in lexicon.openings:
                continue
            for term in lexicon.opened_by(joined, place):
                if reading in term.readings:
                    start = first + place
                    yield _match(folded, start, start + len(term.words[0].stem) - 1, term, "spelled")


def _cut_in_two(folded: Folded, reading: str, lexicon: Lexicon) -> Iterator[Match]:
    """Yield the words cut by a hyphen, a line end or a space: « dia-bète », « can cer »."""
    words, gaps = folded.words, folded.gaps
    for rank in range(len(words) - 1):
        left = words[rank]
        if len(left) < 2 or (left + words[rank + 1][:1])[:3] not in lexicon.openings:
            continue
        hyphen = "-" in gaps[rank + 1]
        if hyphen or (reading == Outgoing.PROSE and left not in SMALL and len(words[rank + 1]) > 1):
            yield from _joined(folded, rank, reading, lexicon)


def _joined(folded: Folded, rank: int, reading: str, lexicon: Lexicon) -> Iterator[Match]:
    left, right = folded.words[rank], folded.words[rank + 1]
    for term in lexicon.opened_by(left[:40] + right[:40]):
        head = term.words[0]
        whole = head.starts or len(head.stem) == len(left) + len(right)
        if whole and reading in term.readings and len(head.stem) >= max(LONG, len(left) + 1):
            yield _match(folded, rank, rank + 1, term, "cut")


def _codes(folded: Folded, reading: str) -> Iterator[Match]:
    """Yield what is written like a code of the CIM-10; in an address, only with its decimal: « bât. B20 »."""
    words = folded.words
    for rank, word in enumerate(words):
        if not (2 < len(word) < 5 and _CODE.fullmatch(word)):
            continue
        decimal = _decimal(folded, rank)
        if rank and words[rank - 1] in (_NOT_DECIMAL if decimal else _NOT_CODES):
            continue
        if len(word) == 3 and (decimal or reading != Outgoing.ADDRESS):
            yield Match(*folded.place(rank, rank + decimal), "code", BLOCKING, "code")
        elif len(word) == 4 and reading == Outgoing.PROSE and not _hyphened(folded, rank):
            yield Match(*folded.place(rank, rank), "code", ALERT, "code")


def _decimal(folded: Folded, rank: int) -> bool:
    following = folded.words[rank + 1] if rank + 1 < len(folded.words) else ""
    return folded.gaps[rank + 1] in (".", ",") and len(following) <= 2 and following.isdigit()


def _hyphened(folded: Folded, rank: int) -> bool:
    """Whether more hangs to the word: an article « L313-11 », part of an identifier."""
    return folded.gaps[rank].endswith("-") or folded.gaps[rank + 1].startswith("-")


def cleared(found: list[Match]) -> list[Match]:
    """Drop the allowed expressions and what stands wholly inside one, then what a stronger match already covers."""
    allowed = [match for match in found if match.level == ALLOWED]
    kept = _outside([match for match in found if match.level != ALLOWED], allowed)
    strong = _first_of_each([match for match in kept if match.level == BLOCKING])
    weak = _first_of_each(_outside([match for match in kept if match.level != BLOCKING], strong))
    return sorted(strong + weak)


def _outside(found: list[Match], covers: list[Match]) -> list[Match]:
    """Keep the matches that no cover holds entirely; one pass over both, in order of start."""
    covers, kept, reach, rank = sorted(covers), [], -1, 0
    for match in sorted(found):
        while rank < len(covers) and covers[rank].start <= match.start:
            reach = max(reach, covers[rank].end)
            rank += 1
        if match.end > reach:
            kept.append(match)
    return kept


def _first_of_each(found: list[Match]) -> list[Match]:
    """Keep the matches that no other one holds: the longest from each place."""
    kept, reach = [], -1
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if match.end > reach:
            kept.append(match)
            reach = match.end
    return kept
