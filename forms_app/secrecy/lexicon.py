"""The words that betray: read from the reviewed data and the physicians' rows, indexed for one pass over a text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from forms_app.enums import Outgoing
from forms_app.secrecy.folding import fold, spellings
from guidance.data_files import read_yaml

DELIVERED = Path(__file__).with_name("lexicon.yaml")
BLOCKING, ALERT, ALLOWED = "blocking", "alert", "allowed"
OPEN_READINGS = frozenset({Outgoing.NAME, Outgoing.ADDRESS, Outgoing.PROSE})
LONG = 5  # letters of a beginning that can be recognised spelled out or cut in two
STREETS = (
    "rue avenue av boulevard bd bld place pl chemin ch che impasse imp allee allees quai route rte square sq passage "
    "cours villa sentier ruelle esplanade faubourg fg promenade mail montee voie parvis traverse pont"
).split()
SMALL = frozenset(  # words that may stand inside an expression, and count for nothing there
    "a au aux avec ce ces d dans de des du elle en est et il l la le les leur leurs mon ni non notre on ou par pour qu "
    "que qui s sa se ses si son sous sur tres trop tu un une vers votre y".split()
)
_POSTCODE = "postcode"


class Row(Protocol):
    word: str
    family: str
    level: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One word of a term: whole, its beginning (`starts`), its end (`ends`), or any part of it (both)."""

    stem: str
    starts: bool = False  # a star follows
    ends: bool = False  # a star comes first

    def fits(self, word: str) -> bool:
        if self.stem == _POSTCODE:
            return len(word) == 5 and word.isdigit()
        return any(self._fits_one(spelling) for spelling in spellings(word))

    def _fits_one(self, word: str) -> bool:
        if self.starts and self.ends:
            return self.stem in word
        if self.starts:
            return word.startswith(self.stem)
        return word.endswith(self.stem) if self.ends else word == self.stem


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: its words, in order, and where it is read. Never shown with a finding."""

    words: tuple[Pattern, ...] = field(repr=False)
    family: str
    level: str
    readings: frozenset[str]

    @property
    def how(self) -> str:
        if len(self.words) > 1:
            return "expression"
        return "ending" if self.words[0].ends else "word"


def _pattern(written: str) -> Pattern | None:
    stem = "".join(fold(written.strip("*")).words)
    return Pattern(stem, written.endswith("*"), written.startswith("*")) if stem else None


def parse(written: str, family: str, level: str, readings: Iterable[str] = OPEN_READINGS) -> list[Term]:
    """Read one entry; several when it names any street, none when it would match everything."""
    pieces = written.replace("'", " ").replace("’", " ").replace("-", " ").split()
    if pieces and pieces[0] == "street":
        return [term for street in STREETS for term in parse(" ".join([street, *pieces[1:]]), family, level, readings)]
    patterns = [pattern for piece in pieces if (pattern := _pattern(piece))]
    inner = [pattern for pattern in patterns[1:-1] if level == ALLOWED or pattern.stem not in SMALL]
    words = (*patterns[:1], *inner, *patterns[1:][-1:])
    too_short = len(words) == 1 and len(words[0].stem) < 2
    return [Term(words, family, level, frozenset(readings))] if words and not too_short else []


class Lexicon:
    """Every term, found by the first word it could match; built once, then only read."""

    def __init__(self, terms: Iterable[Term], version: str = ""):
        self.version = version
        self.whole: dict[str, list[Term]] = defaultdict(list)
        self._starts: dict[str, list[Term]] = defaultdict(list)
        self._ends: dict[str, list[Term]] = defaultdict(list)
        self._parts: dict[str, list[Term]] = defaultdict(list)
        self.openings: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            self._shelf(term.words[0]).append(term)
            self._open(term)

    def __repr__(self) -> str:
        return f"<Lexicon {self.version}>"

    def _shelf(self, head: Pattern) -> list[Term]:
        if head.starts and head.ends:
            return self._parts[head.stem[:2]]
        if head.starts:
            return self._starts[head.stem[:2]]
        return self._ends[head.stem[-2:]] if head.ends else self.whole[head.stem]

    def _open(self, term: Term) -> None:
        """Shelve, by its first three letters, what can be recognised spelled out or cut in two."""
        head = term.words[0]
        if len(term.words) == 1 and not head.ends and len(head.stem) >= (LONG if head.starts else 3):
            self.openings[head.stem[:3]].append(term)

    def opened_by(self, text: str, at: int = 0) -> list[Term]:
        """Return the single words and beginnings that stand at a place of joined letters."""
        return [term for term in self.openings.get(text[at : at + 3], ()) if text.startswith(term.words[0].stem, at)]

    def headed_by(self, word: str) -> list[Term]:
        """Return the terms whose first word fits, each once."""
        found = {id(term): term for spelling in spellings(word) for term in self._headed(spelling)}
        if len(word) == 5 and word.isdigit():
            found |= {id(term): term for term in self.whole.get(_POSTCODE, ())}
        return list(found.values())

    def _headed(self, word: str) -> list[Term]:
        found = list(self.whole.get(word, ()))
        found += [term for term in self._starts.get(word[:2], ()) if word.startswith(term.words[0].stem)]
        found += [term for term in self._ends.get(word[-2:], ()) if word.endswith(term.words[0].stem)]
        if len(word) > 5:
            for place in range(len(word) - 1):
                shelf = self._parts.get(word[place : place + 2], ())
                found += [term for term in shelf if word.startswith(term.words[0].stem, place)]
        return found


_SECTIONS = {
    "words": OPEN_READINGS,
    "prose": frozenset({Outgoing.PROSE}),
    "addresses": frozenset({Outgoing.ADDRESS}),
    "allowed": OPEN_READINGS,
    "allowed_addresses": frozenset({Outgoing.ADDRESS}),
}


def _entries(lines: Iterable[str]) -> Iterable[str]:
    return (entry.strip() for line in lines for entry in line.split(",") if entry.strip())


def written_terms(data: Mapping) -> Iterable[tuple[str, str, str, frozenset[str]]]:
    """Yield every delivered entry as written: word, family, level, readings."""
    for family, content in data["families"].items():
        for section in ("words", "prose", "addresses"):
            for entry in _entries(content.get(section, ())):
                yield entry, family, content["level"], _SECTIONS[section]
    for section in ("allowed", "allowed_addresses"):
        for entry in _entries(data.get(section, ())):
            yield entry, ALLOWED, ALLOWED, _SECTIONS[section]


def build(data: Mapping, rows: Iterable[Row] = (), version: str = "") -> Lexicon:
    """Join the delivered data and the physicians' rows; a row takes the place of the delivered entry it spells."""
    rows = list(rows)
    replaced = {_key(row.word) for row in rows}
    terms = [
        term for written in written_terms(data) if _key(written[0]) not in replaced for term in parse(*written)
    ] + [term for row in rows for term in parse(row.word, row.family, row.level)]
    return Lexicon(terms, version or str(data.get("version", "")))


def _key(written: str) -> str:
    return fold(written.strip()).text


@lru_cache(maxsize=1)
def delivered() -> dict:
    """Return the reviewed data of `lexicon.yaml`."""
    return read_yaml(DELIVERED)
