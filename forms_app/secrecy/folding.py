"""Text folded for reading: no accent, capital, disguise or invisible character, each place known in the original."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

OTHER_WRITING = "¤"  # a letter of another alphabet: it can be neither read nor cleared
_LATIN = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?(?:LETTER|LIGATURE) (?:SMALL CAPITAL |DOTLESS |OPEN |LONG )?([A-Z]{1,2})\b"
)
# Letters drawn like Latin ones, capitals apart: Greek « Ν » looks like N and « ν » like v.
_LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХԚԜабвегѕіјкмнорстухԁһԛԝѵӏпΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικνορτυχγ",
        "abesijkmhopctyxqwabbersijkmhopctyxdhqwvlnabezhikmnoptyxabenikvoptuxy",
        strict=True,
    )
)
_OTHERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ə": "e"}
_INVISIBLE = {"\u115f", "\u1160", "\u3164", "\uffa0"}
_KEPT = 20_000  # characters remembered; beyond, a hostile text costs time and no memory
_WORD = re.compile(r"[a-z0-9]+")
_DIGITS_AS_LETTERS = str.maketrans("013457", "oieast")


def _fold_one(character: str) -> str:
    """Fold one character that compatibility decomposition has already opened."""
    if character.isascii() and character.isalnum():
        return character.lower()
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if character.isspace():
        return "\n" if character in "\n\r\x0b\x0c\x85\u2028\u2029" else " "
    return _fold_rare(character)


def _fold_rare(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf", "Cc") or character in _INVISIBLE:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character in "‐‑−":
        return "-"
    if category == "Lm" or not category.startswith(("L", "Mc")):
        return character if character.isascii() else " "
    latin = _LATIN.match(unicodedata.name(character, ""))
    return _OTHERS.get(character.lower()) or (latin.group(1).lower() if latin else OTHER_WRITING)


class _Table(dict):
    """What each character becomes, worked out once."""

    def __missing__(self, code: int) -> str:
        folded = "".join(_fold_one(part) for part in unicodedata.normalize("NFKD", chr(code)))
        if len(self) < _KEPT:
            self[code] = folded
        return folded


_TABLE = _Table()


@dataclass(frozen=True)
class Folded:
    """A folded text, its words and what stands before each; `span` gives places of the original back."""

    original: str
    text: str

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)

    @cached_property
    def gaps(self) -> list[str]:
        """What stands before each word, then after the last."""
        return _WORD.split(self.text)

    @cached_property
    def _word_ends(self) -> list[int]:
        lengths = (len(gap) + len(word) for gap, word in zip(self.gaps, self.words, strict=False))
        return list(accumulate(lengths))

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(_TABLE[ord(character)]) for character in self.original))

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Place in the folded text of the words from one to another, by rank."""
        return self._word_ends[first] - len(self.words[first]), self._word_ends[last]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Place in the original of a non-empty place in the folded text."""
        if self.original.isascii() and len(self.original) == len(self.text):
            return start, end
        return bisect_right(self._ends, start), bisect_right(self._ends, end - 1) + 1


def fold(text: str) -> Folded:
    """Fold a text, in time proportional to its length."""
    return Folded(text, text.translate(_TABLE))


def spellings(word: str) -> tuple[str, ...]:
    """The word as it may be looked up: itself, its singular, without its figures, its figures read as letters."""
    found = [word]
    if len(word) > 3 and word[-1] in "sx":
        found.append(word[:-1])
    if not word.isalpha() and not word.isdigit():
        found += [word.strip("0123456789"), word.translate(_DIGITS_AS_LETTERS)]
    return tuple(dict.fromkeys(spelling for spelling in found if spelling))
