"""The reading for persons: what in a free text could tell who is spoken of, among physicians too (A-31, A-41, W13).

The words of a medical case are none of its business; a name, a place of life, a date, a number are. It is a net: a name
written like a common word passes it, and a rare story can tell who without any name. The screens say so.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from forms_app.secrecy.lexicon import BLOCKING
from forms_app.secrecy.outgoing import Finding
from guidance.data_files import read_yaml

DATA = Path(__file__).with_name("identity.yaml")
MONTHS = "janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec"
_MOST = 100  # places told; a text with more is no case
_SHORT = 3  # capitals that are never read as a name: IRM, VHB

EXPLAINED = {
    "name": "peut être un nom de personne ou de lieu. Écrivez « le patient », « sa sœur », « la capitale » ; "
    "un médicament s’écrit sans majuscule.",
    "civility": "annonce un nom. Écrivez « le patient », « la patiente », « un confrère ».",
    "birth": "dit quand ou où la personne est née. Écrivez son âge, ou une tranche d’âge.",
    "date": "est une date au jour près. Écrivez l’année, ou « il y a deux ans ».",
    "number": "ressemble à un numéro de dossier, de titre ou de téléphone. Retirez-le.",
    "address": "ressemble à une adresse. Écrivez « en zone rurale », « en ville », ou rien.",
    "contact": "est une adresse électronique ou celle d’un site. Retirez-la.",
    "spelled": "ressemble à un mot épelé. Retirez-le.",
    "writing": "n’est pas de l’alphabet latin : le contrôle ne peut pas le lire. Écrivez-le autrement.",
    "capitals": "est tout en capitales : le contrôle n’y reconnaît pas un nom. Écrivez en minuscules.",
}


def clean(text: str) -> str:
    """Return a text as it is read and kept: compatible forms joined, no invisible character, plain spaces."""
    joined = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    signs = (" " if sign.isspace() and sign != "\n" else sign for sign in joined)
    return "".join(sign for sign in signs if sign == "\n" or unicodedata.category(sign) not in ("Cf", "Cc", "Co"))


def identifying(text: str, is_medical: Callable[[str], bool] = lambda word: False) -> list[Finding]:
    """Return the places of a cleaned text that could tell who, in order, each place once.

    `is_medical` tells of one folded word, written with a capital, whether it is a drug or an abbreviation of medicine.
    """
    found = [*_shapes(text), *_words(text, is_medical)]
    kept, reach = [], -1
    for start, end, kind in sorted(found, key=lambda row: (row[0], -row[1])):
        if end > reach:
            kept.append(Finding(f"person.{kind}", BLOCKING, start, end, kind))
            reach = end
    return kept[:_MOST]


# --- what is recognised by its shape ---------------------------------------------------------------------------------

_STREETS = "rue|avenue|av|boulevard|bd|bld|impasse|all[ée]e|chemin|quai|square|sentier|ruelle|lotissement"
_UNIT = r"(?!\s?(?:copies|cp\b|UI\b|/|mm|mg|ml|[µμ]|g\b|euros?|€|%|leuco|plaq|globules|éléments|km|habitants|°))"
_SHAPES = tuple(
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        ("civility", r"(?<![\d/] )(?<![\w.])(?:MM?\.|Mr\b|Pr\b\.?|Me\b)(?=\s*[^\W\d_])", 0),
        ("civility", r"(?<!\d )(?<![\w./])m\.\s?(?=[^\W\d_]{2})(?!\s?(?:de|par|et|sur)\b)", 0),
        ("civility", r"\b(?:mmes?|mlles?|monsieur|messieurs|madame|mesdames|mademoiselle)\b", re.I),
        ("civility", r"\b(?:drs?\b\.?\s*[^\W\d_]\w*|(?:docteur|professeur|maître)e?\s+(?-i:[^\W\d_a-zà-ÿ])\w*)", re.I),
        ("civility", r"\b(?:s[’']appell\w+|se (?:pré)?nomm\w+|(?:pré|dé|sur)nommée?s?|alias|initiales?)\b", re.I),
        ("civility", r"\b(?:prénoms?|nom de (?:famille|naissance|jeune fille)|nom d[’']épouse|patronyme)\b", re.I),
        ("birth", r"\bnée?s?\s+(?:le\b|en\s+\d+|vers\s+\d+|à\s+(?-i:[^\W\d_a-zà-ÿ])\w*)", re.I),
        ("birth", r"\b(?:DDN|(?:dates?|lieux?) de naissance)\b", re.I),
        ("date", r"\b\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{4}|\d{2})\b", 0),
        ("date", r"\b(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}\b", 0),
        ("date", rf"\b\d{{1,2}}(?:er)?\s+(?:{MONTHS})[a-zé]*\.?\s+(?:\d{{4}}|\d{{2}})\b", re.I),
        ("number", rf"(?<![\w.,])\+?\d(?:[ .\-]?\d){{5,}}(?![\w]){_UNIT}", 0),
        ("number", r"\b(?:19|20)\d{2}[-/]\d{3,}\b", 0),
        ("number", r"\b[A-Z]{1,4}[ -]?\d{5,}\w*", re.I),
        (
            "number",
            r"(?:\b(?:dossier|réf(?:érence)?|IPP|NIR|NIP|AGDREF|matricule|passeport|récépissé|visa|numéro|chambre)\b|\bn[°º])"
            r"[\s:.n°º]*[A-Z]{0,3}[ -]?\d{2,}",
            re.I,
        ),
        ("address", rf"\b\d{{1,4}}\s*(?:bis|ter|quater)?\s*,?\s+(?:{_STREETS})\b", re.I),
        ("address", rf"\b(?:{_STREETS})\s+(?:d[eu]s?\s+|d[’']|la\s+|les?\s+|l[’'])*(?-i:[A-ZÀ-Ý])\w*", re.I),
        ("address", r"\b(?:\d{5}|\d{2} \d{3})\s+(?-i:[A-ZÀ-Ý])[\w’'-]+", re.I),
        ("contact", r"\S*@\S*|\bhttps?://\S*|\bwww\.\S+", re.I),
        ("spelled", r"(?<![\w’'])(?:[^\W\d_][ .\-_/*]{1,3}){4,}[^\W\d_](?!\w)", 0),
    )
)
_YEARS = re.compile(r"(?:19|20)\d{2}\s?-\s?(?:19|20)\d{2}")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = ("LATIN", "MASCULINE ORDINAL", "FEMININE ORDINAL")


def _shapes(text: str) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in _SHAPES:
        for hit in pattern.finditer(text):
            if hit.group() and not (kind == "number" and _YEARS.fullmatch(hit.group())):
                yield *hit.span(), kind
    for hit in _LETTERS.finditer(text):
        others = [sign for sign in hit.group() if not unicodedata.name(sign, "").startswith(_LATIN)]
        if others and not _is_a_greek_sign(hit.group(), others):
            yield *hit.span(), "writing"
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) > 40 and sum(sign.isupper() for sign in letters) > 0.6 * len(letters):
        yield 0, len(text), "capitals"


def _is_a_greek_sign(word: str, others: list[str]) -> bool:
    """Medicine writes « α », « βHCG », « μg »: one sign, first, and Greek."""
    return len(others) == 1 and word[0] == others[0] and unicodedata.name(word[0], "").startswith("GREEK SMALL")


# --- what is recognised by its capital -------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]\w*(?:-[^\W\d_]\w*)*")
_STARTS = re.compile(r"(?:^|[.!?…\n])[\s«»\"“”*•–—-]*$")
_ROMAN = re.compile(r"[IVX]+")
_MEASURE = re.compile(r"(?=.*\d)\w{2,5}")  # HbA1c, HER2, CD4
_FIGURES = str.maketrans("013457", "oieast")


def _words(text: str, is_medical: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    hits = list(_WORD.finditer(text))
    for rank, hit in enumerate(hits):
        word, before = hit.group(), fold(hits[rank - 1].group()) if rank else ""
        head = fold(hits[rank - 2].group()) if rank > 1 and before in ("de", "d") else before
        after = hits[rank + 1].group().casefold() if rank + 1 < len(hits) else ""
        named = not _starts(text, hit.start()) or _is_loud(word) or after in _data()["verbs"]
        if _is_given(word) or (named and _is_capital(word) and not _is_known(word, head, is_medical)):
            yield *hit.span(), "name"


def _starts(text: str, place: int) -> bool:
    """Whether a sentence, or a line, starts at this place."""
    return bool(_STARTS.search(text[max(0, place - 12) : place])) and not text[max(0, place - 3) : place].endswith(": ")


def _is_capital(word: str) -> bool:
    """A capital first, or capitals hidden further: « dIALLO »."""
    return word[0].isupper() or sum(sign.isupper() for sign in word) > 2


def _is_loud(word: str) -> bool:
    return len(word) > _SHORT and sum(sign.isupper() for sign in word) > 1


def _is_given(word: str) -> bool:
    folded = [fold(part) for part in _parts(word)]
    return any(part in _data()["given"] or part.translate(_FIGURES) in _data()["given"] for part in folded)


def _is_known(word: str, head: str, is_medical: Callable[[str], bool]) -> bool:
    """Whether a word with a capital is no name: an abbreviation, a country, a drug, an illness so called."""
    if (word.isupper() and len(word) <= _SHORT) or _ROMAN.fullmatch(word):
        return True
    if head in _data()["heads"] and fold(word) in _data()["eponyms"]:
        return True
    return fold(word) in _data()["known"] or all(_is_a_word(part, is_medical) for part in _parts(word))


def _is_a_word(part: str, is_medical: Callable[[str], bool]) -> bool:
    short = (part.isupper() and len(part) <= _SHORT) or _MEASURE.fullmatch(part)
    return bool(short) or not _is_capital(part) or fold(part) in _data()["known"] or is_medical(fold(part))


def _parts(word: str) -> list[str]:
    return [part for part in word.split("-") if part]


def fold(word: str) -> str:
    """Return a word without accents or capitals."""
    apart = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("ı", "i").replace("ł", "l"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=1)
def _data() -> dict[str, frozenset[str]]:
    raw = read_yaml(DATA)
    sets = {name: frozenset(_entries(lines)) for name, lines in raw.items()}
    return {**sets, "known": sets["words"] | sets["acronyms"] | sets["countries"]}


def _entries(lines: str | Iterable[str]) -> Iterator[str]:
    for line in [lines] if isinstance(lines, str) else lines:
        yield from (entry.strip() for entry in str(line).split(",") if entry.strip())
