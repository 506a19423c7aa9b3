"""Cut French text into stems and citations, keeping where each one stands in the original text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from guidance.citations import SPACE, article_of, find_citations
from guidance.data_files import read_yaml

TERM_SIZE = 64  # the width of the column that holds a term

_FRENCH = read_yaml(Path(__file__).resolve().parent / "data" / "french.yaml")
STOP_WORDS, ELISIONS = frozenset(_FRENCH["stop_words"].split()), frozenset(_FRENCH["elisions"].split())
NUMBERS = {word: str(value) for value, word in enumerate(_FRENCH["numbers"].split(), start=2)}
INVARIABLE, SUFFIXES = frozenset(_FRENCH["invariable"].split()), tuple(_FRENCH["suffixes"].split())
KEPT = 4  # a suffix is taken off only when this many letters remain

WORD = re.compile(
    r"(?<!\w)[sS]/[cC](?!\w)|(?<!\w)(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)"
    r"|(?<![\d,.])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?=(?:er|ère|e)\b)|[^\W_][\w\u0300-\u036f]*"
)
GROUPING = re.compile(rf"{SPACE}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the original text: `text[start:end]`, its folded form and the terms it is indexed under."""

    start: int
    end: int
    word: str
    terms: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The term that stands for the word when order and nearness matter."""
        return self.terms[0]


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return the word without case, accents or ligatures: « Œuvré » -> « oeuvre »."""
    word = word.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a folded word: number, gender and the commonest suffixes taken off until nothing changes."""
    if word in NUMBERS:
        return NUMBERS[word]
    if word in INVARIABLE or len(word) <= 3 or not word.isalpha():
        return word[:TERM_SIZE]
    before = ""
    word = _singular(word)
    while before != word:
        before, word = word, _shorter(word)
    return word[:TERM_SIZE]


def _singular(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux") and len(word) > 5:
        return word[:-2] + "l"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _shorter(word: str) -> str:
    """Take off one suffix, or a final vowel, or one of two twin consonants."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= KEPT:
            return word[: -len(suffix)]
    if len(word) > KEPT and (word[-1] in "eiy" or word[-1] == word[-2]):
        return word[:-1]
    return word


def citation_terms(key: str) -> tuple[str, ...]:
    """Return the terms of an article: itself and, for a sub-paragraph, the whole article."""
    return tuple(dict.fromkeys(f"cit:{each}"[:TERM_SIZE] for each in (key, article_of(key))))


def label_term(label: str) -> str:
    """Return the term under which a clause is found by its label typed exactly."""
    return f"lab:{fold(label.replace(' ', '-'))}"[:TERM_SIZE]


def tokens(text: str) -> list[Token]:
    """Return the words and citations of a published text in order; stop words are left out."""
    found, end = [], 0
    for citation in find_citations(text):
        found += words(text, end, citation.start)
        found.append(Token(citation.start, citation.end, citation.key, citation_terms(citation.key)))
        end = citation.end
    return found + words(text, end, len(text))


def words(text: str, start: int, end: int) -> list[Token]:
    """Return the words of `text[start:end]`, stop words and elided articles left out."""
    found = []
    for match in WORD.finditer(text, start, end):
        word = _word(match[0])
        elided = text[match.end() : match.end() + 1] in ("'", "’") and word in ELISIONS
        if word and not elided and word not in STOP_WORDS:
            found.append(Token(match.start(), match.end(), word, (stem(word),)))
    return found


def _word(printed: str) -> str:
    """Fold one match: « 7 771 » and « C.R.A. » are one word each."""
    if printed[0].isdigit():
        return GROUPING.sub("", printed)[:TERM_SIZE]
    return fold(printed).replace(".", "")[:TERM_SIZE]
