"""Free texts in which nobody is named: cleaned, then read for persons before anything is kept (A-31, W13)."""

from collections.abc import Callable

from forms_app.secrecy import Lexicon, identity
from forms_app.services.doctrine import lexicon as words_that_betray

_TOLD = 5  # words quoted of one kind
_CAPITALISED = frozenset({"drug", "abbreviation"})


class Named(Exception):
    """The text could tell who is meant: nothing is kept. `says` explains, in French; the exception quotes nothing."""

    def __init__(self, says: list[str]):
        super().__init__("words that could tell who")
        self.says = says


def unnamed(text: str) -> str:
    """Return the text as it may be kept; `Named` when something in it could tell who. One query, at most two."""
    read = identity.clean(text).strip()
    found = identity.identifying(read, medical_words(words_that_betray.current()))
    if found:
        raise Named(_explained(read, found))
    return read


def medical_words(lexicon: Lexicon) -> Callable[[str], bool]:
    """Return what tells, of one folded word, whether the outgoing check knows it as a drug or an abbreviation."""

    def is_medical(word: str) -> bool:
        return any(len(term.words) == 1 and term.family in _CAPITALISED for term in lexicon.whole.get(word, ()))

    return is_medical


def _explained(text: str, found: list) -> list[str]:
    """One sentence for each kind of finding, with its first words: the person who typed them sees them, nobody else."""
    kinds: dict[str, list[str]] = {}
    for finding in found:
        words = " ".join(text[finding.start : finding.end].split())[:60]
        kinds.setdefault(finding.family, []).append(f"« {words} »")
    return [f"{_listed(words)} : ceci {identity.EXPLAINED[kind]}" for kind, words in kinds.items()]


def _listed(words: list[str]) -> str:
    told = list(dict.fromkeys(words))
    return ", ".join(told[:_TOLD]) + (f" et {len(told) - _TOLD} autres" if len(told) > _TOLD else "")
