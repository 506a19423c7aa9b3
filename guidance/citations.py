"""Recognise the articles of the codes that a text or a reader cites, whatever their spelling (T6)."""

import re
from dataclasses import dataclass
from datetime import date

SPACE = r"[\s\u00a0\u202f]"
DASH = r"[-\u2010\u2011\u2013]"
ORDINAL = rf"(?P<alinea>\d{{1,2}}){SPACE}?°"

#: Codes the texts cite: canonical name -> (printed name, how the printed text names it).
CODES = {
    "ceseda": (
        "CESEDA",
        r"code de l['’]entrée et du séjour des étrangers(?: et du droit d['’]asile)?|ceseda",
    ),
    "csp": ("code de la santé publique", r"code de la santé publique|csp"),
    "css": ("code de la sécurité sociale", r"code de la sécurité sociale|css"),
    "casf": ("code de l’action sociale et des familles", r"code de l['’]action sociale et des familles|casf"),
    "crpa": (
        "code des relations entre le public et l’administration",
        r"code des relations entre le public et l['’]administration|crpa",
    ),
    "penal": ("code pénal", r"code pénal"),
    "deontologie": ("code de déontologie médicale", r"code de déontologie(?: médicale)?"),
}


def _loose(pattern: str) -> str:
    """Let a code name be found across line ends, without accents and with a footnote call glued to it."""
    return re.sub("[éÉ]", "[eé]", pattern.replace(" ", SPACE + "+"))


CODE_NAMES = "|".join(rf"(?P<{name}>{_loose(pattern)})" for name, (_, pattern) in CODES.items())

#: `L. 313-11 (11°)`, `R .313-22`, `L.2132-2-1`, with the sub-paragraph before or after the number.
LETTERED = re.compile(
    rf"(?<![\w’'/.])(?P<letter>[LRD]){SPACE}?\.?{SPACE}?"
    rf"(?P<number>\d{{3,4}}{SPACE}?{DASH}{SPACE}?\d{{1,3}}(?:{DASH}\d{{1,2}}(?!\d|{SPACE}?°))?)(?!\d)"
    rf"(?:{SPACE}*(?:{DASH}{SPACE}*|,{SPACE}*)?(?P<open>\()?(?P<alinea>\d{{1,2}}){SPACE}?°"
    rf"(?!{SPACE}*de{SPACE}+l['’]article)(?(open)\)))?"
)
BEFORE = re.compile(rf"{ORDINAL}{SPACE}*(?:(?:,|et|ou){SPACE}*|(?P<of>(?:de l['’]|du |des ){SPACE}*articles?{SPACE}+))")
SUFFIX = re.compile(rf"{SPACE}*(?:,|et|ou){SPACE}+(?P<number>\d{{1,3}})(?![\d°%€]|{SPACE}?(?:°|%|€)|{DASH}|,\d)")
JOINT = re.compile(
    rf"(?:{SPACE}*(?:et suivants|,|;|et|ou|à l['’]|aux|de l['’]|des|ainsi qu['’]|articles?\b|art\.))*{SPACE}*", re.I
)
CODE_AFTER = re.compile(
    rf"{SPACE}*,?{SPACE}*(?:et{SPACE}suivants{SPACE}*)?(?:(?:modifié|précité)e?s?{SPACE}+)?(?:d[ue]{SPACE}+|de{SPACE}+la{SPACE}+)?"
    rf"(?:{CODE_NAMES})(?![^\W\d])",
    re.I,
)
OTHER_CODE = re.compile(rf"{SPACE}*(?:et{SPACE}suivants{SPACE}+)?du{SPACE}+code{SPACE}+", re.I)
CODE_BEFORE = re.compile(
    rf"(?:{CODE_NAMES}){SPACE}*,?{SPACE}*(?:notamment{SPACE}+)?(?:(?:en{SPACE}+)?ses{SPACE}+|son{SPACE}+)?"
    rf"(?:articles?|art\.){SPACE}*$",
    re.I,
)
#: `441-7 et 441-8 du code pénal`, `article 76 du code de déontologie médicale`: numbers without a letter.
BARE = re.compile(
    rf"(?<![\w.,/-])(?P<list>\d{{1,3}}(?:{DASH}\d{{1,3}})?(?:{SPACE}*(?:,|et|ou){SPACE}*\d{{1,3}}(?:{DASH}\d{{1,3}})?)*)"
    rf"{SPACE}+(?:du|le|au){SPACE}+(?P<code>code{SPACE}+(?:pénal|de{SPACE}+déontologie(?:{SPACE}+médicale)?))(?!\w)",
    re.I,
)
DEONTOLOGY = re.compile(rf"code{SPACE}+de{SPACE}+déontologie{SPACE}+médicale", re.I)
DEONTOLOGY_NOTE = re.compile(rf"(?<!\w)Art\.{SPACE}*(?P<number>\d{{1,3}})(?={SPACE}*:)")


@dataclass(frozen=True, slots=True)
class Citation:
    """One article cited: `text[start:end] == printed`; `key` is canonical, `alinea` empty when none is given."""

    start: int
    end: int
    key: str
    code: str
    number: str
    alinea: str
    printed: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the concordance: `old` became `new` on `since`; `status` is `verified` or `a-confirmer`."""

    old: str
    new: tuple[str, ...]
    since: date | None
    source: str
    status: str
    note: str = ""


def make_key(code: str, number: str, alinea: str = "") -> str:
    """Return the canonical key; the code of medical ethics is codified at R. 4127-x of the public health code."""
    if code == "deontologie":
        code, number = "csp", f"R4127-{number}"
    return f"{code}:{number}" + (f":{alinea}" if alinea else "")


def split_key(key: str) -> tuple[str, str, str]:
    """Return (code, number, sub-paragraph) of a key; the last is empty when the key names a whole article."""
    code, _, rest = key.partition(":")
    number, _, alinea = rest.partition(":")
    return code, number, alinea


def article_of(key: str) -> str:
    """Return the key of the whole article: `ceseda:L313-11:11` -> `ceseda:L313-11`."""
    return make_key(*split_key(key)[:2])


def display(key: str, with_code: bool = True) -> str:
    """Return the standard printed form of a key: `L. 313-11 (11°) du CESEDA`, with no-break spaces."""
    code, number, alinea = split_key(key)
    printed = f"{number[0]}.\u00a0{number[1:]}" if number[:1].isalpha() else number
    printed += f"\u00a0({alinea}°)" if alinea else ""
    return f"{printed} du {CODES[code][0]}" if with_code and code in CODES else printed


def find_citations(text: str) -> list[Citation]:
    """Return the citations of a published text in reading order, never overlapping.

    An article of a code outside `CODES` gives nothing: no link is better than a wrong one. Footnote calls must be
    taken out of the text before (T2).
    """
    found = [*_lettered(text), *_bare(text), *_deontology_notes(text)]
    kept, end = [], 0
    for citation in sorted(found, key=lambda c: (c.start, -c.end)):
        if citation.start >= end:
            kept.append(citation)
            end = citation.end
    return kept


def _citation(text: str, start: int, end: int, code: str, number: str, alinea: str = "") -> Citation:
    number = re.sub(rf"{SPACE}", "", re.sub(DASH, "-", number))
    key = make_key(code, number, alinea)
    code, number, alinea = split_key(key)
    return Citation(start, end, key, code, number, alinea, text[start:end])


def _lettered(text: str) -> list[Citation]:
    """Citations with a letter, read chain by chain because the code is printed once, after the last or before."""
    chain, found = [], []
    for match in LETTERED.finditer(text):
        if chain and not JOINT.fullmatch(text, chain[-1][1], _start_with_ordinals(text, match)[0]):
            found += _close(text, chain)
            chain = []
        chain += _members(text, match)
    return found + _close(text, chain)


def _start_with_ordinals(text: str, match: re.Match) -> tuple[int, list[re.Match]]:
    """Return where a citation begins and the sub-paragraphs printed before it (`11° de l'article L. 313-11`)."""
    window = max(0, match.start() - 60)
    ordinals: list[re.Match] = []
    for before in BEFORE.finditer(text, window, match.start()):
        ordinals = [*ordinals, before] if ordinals and ordinals[-1].end() == before.start() else [before]
    if ordinals and ordinals[-1].end() == match.start() and ordinals[-1]["of"]:
        return ordinals[0].start(), ordinals
    return match.start(), []


def _members(text: str, match: re.Match) -> list[tuple[int, int, str, str]]:
    """Return (start, end, number, sub-paragraph) of one printed citation and of the numbers sharing its prefix."""
    number = match["letter"] + match["number"]
    _, ordinals = _start_with_ordinals(text, match)
    members = [(o.start(), o.end("alinea") + 1, number, o["alinea"]) for o in ordinals[:-1]]
    start = ordinals[-1].start() if ordinals else match.start()
    members.append((start, match.end(), number, match["alinea"] or (ordinals[-1]["alinea"] if ordinals else "")))
    return members + _sharing_prefix(text, match, number)


def _sharing_prefix(text: str, match: re.Match, number: str) -> list[tuple[int, int, str, str]]:
    """Return the numbers of `articles R.4127-47, 50 et 95`; a bare number elsewhere is not an article."""
    if match["alinea"] or not re.search(
        rf"(?:articles|art\.){SPACE}*$", text[max(0, match.start() - 12) : match.start()], re.I
    ):
        return []
    members, end = [], match.end()
    while following := SUFFIX.match(text, end):
        prefix = re.split(DASH, number)[0]
        members.append((following.start("number"), following.end(), f"{prefix}-{following['number']}", ""))
        end = following.end()
    return members


def _close(text: str, chain: list[tuple[int, int, str, str]]) -> list[Citation]:
    """Give its code to every member of a chain."""
    if not chain:
        return []
    after = CODE_AFTER.match(text, chain[-1][1])
    before = CODE_BEFORE.search(text, max(0, chain[0][0] - 140), chain[0][0])
    named = (after or before) and (after or before).lastgroup
    if not named and OTHER_CODE.match(text, chain[-1][1]):
        return []
    return [_citation(text, s, e, named or _usual_code(number), number, alinea) for s, e, number, alinea in chain]


def _usual_code(number: str) -> str:
    """Four digits belong to the public health code, three to the CESEDA, when the text names no code."""
    return "csp" if re.match(r"[LRD]\d{4}", number) else "ceseda"


def _bare(text: str) -> list[Citation]:
    found = []
    for match in BARE.finditer(text):
        code = "penal" if "p" in match["code"][4:6].lower() else "deontologie"
        for number in re.finditer(rf"\d{{1,3}}(?:{DASH}\d{{1,3}})?", match["list"]):
            start = match.start("list") + number.start()
            found.append(_citation(text, start, start + len(number[0]), code, number[0]))
    return found


def _deontology_notes(text: str) -> list[Citation]:
    """`Code de déontologie médicale, Art. 47 : « … » - Art. 50 : « … »`: the code is named once for the note."""
    named = DEONTOLOGY.search(text)
    matches = DEONTOLOGY_NOTE.finditer(text, named.end()) if named else ()
    return [_citation(text, m.start(), m.end(), "deontologie", m["number"]) for m in matches]


#: What a person types: `l313-11`, `l. 313-11 11°`, `R4127 95`, `226-13 code pénal`, `313-11`.
TYPED = re.compile(
    rf"(?<![\w’'])(?:(?P<before>\d{{1,2}}){SPACE}?°{SPACE}*(?:de{SPACE}+l['’]|du{SPACE}+)?)?"
    rf"(?:(?:l['’])?art(?:icles?)?\.?{SPACE}*)?(?:(?P<letter>[lrd]){SPACE}*\.?{SPACE}*)?"
    rf"(?P<root>\d{{3,4}})(?:{SPACE}?{DASH}{SPACE}?|{SPACE})(?P<leaf>\d{{1,3}}(?:{DASH}\d(?![\d°]))?)(?!\d)"
    rf"(?:{SPACE}*[-,\u2010\u2011\u2013]?{SPACE}*\(?(?P<alinea>\d{{1,2}}){SPACE}?(?:°|o|e)?\)?(?!\w))?"
    rf"(?:{SPACE}*,?{SPACE}*(?:du|de la)?{SPACE}*(?:{CODE_NAMES})(?!\w))?",
    re.I,
)
TYPED_ETHICS = re.compile(
    rf"(?<!\w)(?:art(?:icle)?\.?{SPACE}*)?(?P<leaf>\d{{1,3}}){SPACE}+(?:du{SPACE}+)?(?:le{SPACE}+)?"
    rf"code{SPACE}+(?:de{SPACE}+)?d[ée]ontologie(?:{SPACE}+m[ée]dicale)?",
    re.I,
)


def typed_citations(query: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return (start, end, candidate keys, likeliest first) for each article a reader may have typed."""
    found = [(m.start(), m.end(), (make_key("deontologie", m["leaf"]),)) for m in TYPED_ETHICS.finditer(query)]
    for match in TYPED.finditer(query):
        keys = _candidates(match)
        if keys and all(match.start() >= end or match.end() <= start for start, end, _ in found):
            found.append((match.start(), match.end(), keys))
    return sorted(found)


def keys_of(query: str) -> tuple[str, ...]:
    """Return the keys a query that is nothing but one citation may mean; empty when it is anything else."""
    query = query.strip(" \t\r\n\u00a0\u202f?.,;:")
    found = typed_citations(query)
    return found[0][2] if len(found) == 1 and found[0][:2] == (0, len(query)) else ()


def key_of(query: str) -> str:
    """Return the likeliest key of a typed citation, or an empty string."""
    return next(iter(keys_of(query)), "")


def _candidates(match: re.Match) -> tuple[str, ...]:
    letter, root, leaf = (match["letter"] or "").upper(), match["root"], re.sub(DASH, "-", match["leaf"])
    alinea = match["alinea"] or match["before"] or ""
    named = match.lastgroup if match.lastgroup in CODES else ""
    if not letter and (len(root) == 4 or match[0].count(" ") and not re.search(DASH, match[0])):
        return ()  # "2005-2009", "100 20": years and amounts, not articles
    letters = [letter] if letter or named in ("penal", "deontologie") else ["L", "R", ""]
    keys = (make_key(code, f"{each}{root}-{leaf}", alinea) for each in letters for code in _codes(each, root, named))
    return tuple(dict.fromkeys(keys))


def _codes(letter: str, root: str, named: str) -> tuple[str, ...]:
    if named or not letter:
        return (named or "penal",)
    return ("csp",) if len(root) == 4 else ("ceseda", "css", "casf", "crpa")


def successors(key: str, rows: list[ArticleRow]) -> list[ArticleRow]:
    """Return the lines that say what an article became, oldest first.

    A key without sub-paragraph also finds the lines of its sub-paragraphs (`row.old` says which).
    """
    return sorted((row for row in rows if _same(key, row.old)), key=_by_day)


def predecessors(key: str, rows: list[ArticleRow]) -> list[ArticleRow]:
    """Return the lines whose new article is this one, oldest first."""
    return sorted((row for row in rows if any(_same(key, new) for new in row.new)), key=_by_day)


def _same(asked: str, listed: str) -> bool:
    return asked == listed or article_of(asked) == listed or asked == article_of(listed)


def _by_day(row: ArticleRow) -> tuple:
    return row.since or date.min, row.old, row.new
