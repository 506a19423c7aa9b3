"""What a reference may cover: countries and groups of pathologies, closed lists read once from the reviewed data."""

import unicodedata
from functools import cache

from guidance.content import reader


@cache
def countries() -> dict[str, str]:
    """Return the French name of each country by its code, in the order of a French dictionary."""
    names = reader.read_countries()
    return dict(sorted(names.items(), key=lambda row: folded(row[1])))


@cache
def groups() -> dict[str, str]:
    """Return the name of each group of pathologies by its code, in the order of annexe III (B-21)."""
    return {group.code: group.name for group in reader.read_pathologies().groups}


@cache
def families() -> dict[str, str]:
    """Return the name of each family of groups by its code: the columns of the overview."""
    return {family.code: family.name for family in reader.read_pathologies().families}


@cache
def family_of() -> dict[str, str]:
    """Return the family of each group."""
    return {group.code: group.family for group in reader.read_pathologies().groups}


@cache
def _codes_by_name() -> dict[str, str]:
    return {folded(name): code for code, name in countries().items()}


def country_code(words: str) -> str:
    """Return the code that a person means by a code or a French name, nothing when it is none."""
    typed = words.strip()
    code = typed.upper()
    return code if code in countries() else _codes_by_name().get(folded(typed), "")


def group_code(words: str) -> str:
    """Return the code of a group of pathologies given by its code or its name, nothing when it is none."""
    typed = folded(words)
    named = {folded(name): code for code, name in groups().items()}
    return words.strip() if words.strip() in groups() else named.get(typed, "")


def folded(words: str) -> str:
    """Return words as they are looked up and sorted: without accents, capitals or apostrophes of either kind."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("’", "'").replace("œ", "oe"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
