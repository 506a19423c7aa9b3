"""What the index keeps of one entry: its stems in order, the weight of its terms, the words it prints."""

from collections import Counter
from dataclasses import dataclass

from guidance.search.analyser import TERM_SIZE, Token, label_term, tokens
from guidance.search.registry import EntryData

SATURATION, LENGTH_SHARE = 1.2, 0.6  # BM25's k1 and b
USUAL_LENGTH = 60  # stems of a usual clause; a constant, so that a partial rebuild scores like a full one
TITLE, SECTION, BODY = 1.6, 0.7, 1.0  # what one occurrence counts for in each field


@dataclass(frozen=True, slots=True)
class Weighed:
    """`words`: stems in order; `weights`: term -> BM25 without rarity; `printed`: word -> (stem, as printed)."""

    entry: EntryData
    words: str
    weights: dict[str, float]
    printed: dict[str, tuple[str, str]]


def weigh(entry: EntryData) -> Weighed:
    """Cut an entry into terms and weigh them."""
    fields = [(TITLE, f"{entry.label} {entry.title}"), (SECTION, entry.section_title), (BODY, entry.text)]
    read = [(weight, text, tokens(text)) for weight, text in fields]
    return Weighed(entry, _words(read), _weights(entry, read), _printed(read))


def _words(read: list[tuple[float, str, list[Token]]]) -> str:
    return " | ".join(" ".join(token.stem for token in found) for _, _, found in read)


def _weights(entry: EntryData, read: list[tuple[float, str, list[Token]]]) -> dict[str, float]:
    count: Counter[str] = Counter()
    for weight, _, found in read:
        for token in found:
            for term in token.terms:
                count[term] += weight
    length = len(read[-1][2]) / USUAL_LENGTH
    share = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)
    weights = {term: round(tf * (SATURATION + 1) / (tf + share), 4) for term, tf in count.items()}
    return weights | ({label_term(entry.label): 1.0} if entry.label else {})


def _printed(read: list[tuple[float, str, list[Token]]]) -> dict[str, tuple[str, str]]:
    """Words that a typing error may have missed: letters only, three at least; lower case preferred over capitals."""
    printed: dict[str, tuple[str, str]] = {}
    for _, text, found in read:
        for token in found:
            if len(token.word) >= 3 and token.word.isalpha() and not token.stem.startswith("cit:"):
                shown = _shown(text[token.start : token.end])
                printed[token.word] = max(printed.get(token.word, ("", "")), (token.stem, shown))
    return printed


def _shown(word: str) -> str:
    """Return a word as a correction offers it: an acronym keeps its capitals."""
    return (word if word.isupper() and len(word) <= 6 else word.lower())[:TERM_SIZE]
