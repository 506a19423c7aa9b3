"""The frozen shapes of the tables that stand beside the texts: gaps, requirements, references, terms, pairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from guidance.content.shapes import Mark, TextSlug


@dataclass(frozen=True, slots=True)
class Restoration:
    """One gap between the source file and what is published; `text`, `section`, `label` are null when it is general."""

    id: str
    kind: Literal["restauration", "lacune", "anomalie", "conserve", "avertissement"]
    text: TextSlug | None
    section: str | None
    label: str | None
    source_has: str
    published: str
    reason: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement and the labels of the clauses that carry it."""

    id: str
    text: TextSlug
    labels: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Address:
    """A clause of one of the two texts."""

    text: TextSlug
    label: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where the source names a reference; `printed` has the characters of its address, if it gives one."""

    text: TextSlug
    label: str
    printed: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that the texts print or name; `url` is the cleaned address, the printed ones stay in `occurrences`.

    `coverage` is in the words of the text; `countries` are ISO codes, given when `scope` is « listes ».
    """

    id: str
    title: str
    publisher: str
    url: str | None
    cleaning: str | None
    locator: str | None
    kind: Literal[
        "organisation-internationale",
        "administration",
        "association",
        "medicaments",
        "pays-origine",
        "recommandation",
        "rapport",
    ]
    access: Literal["libre", "compte", "termine", "inconnu"]
    language: Literal["fr", "en"] | None
    scope: Literal["tous", "listes", "non-precise"]
    countries: tuple[str, ...]
    coverage: str | None
    groups: tuple[str, ...]
    successor: str | None
    note: str | None
    status: Literal["a-verifier"]
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A postal address, a telephone or fax number or a mail address printed by the texts."""

    id: str
    organisation: str
    kind: Literal["courrier", "telephone", "telecopie", "mel"]
    printed: str
    value: str
    text: TextSlug
    label: str
    status: Literal["a-verifier"]


@dataclass(frozen=True, slots=True)
class References:
    references: tuple[Reference, ...]
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A column of the overview of the references."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PathologyGroup:
    """A group of pathologies in the words of the arrêté; `source` is the label of the clause that names it."""

    code: str
    name: str
    family: str
    source: str


@dataclass(frozen=True, slots=True)
class Pathologies:
    families: tuple[Family, ...]
    groups: tuple[PathologyGroup, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How a linked text stands to one of the two texts, and where the text says so, if it does."""

    kind: Literal["abroge-par", "cite-par", "entre-les-deux", "transition", "posterieur"]
    text: TextSlug
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """An act that a clause announces, in the words of the clause."""

    id: str
    text: TextSlug
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class LaterFigure:
    """Figures of a period after the official series, as read in `source`; `said` is None when nobody read any."""

    period: str
    said: str | None
    source: str


@dataclass(frozen=True, slots=True)
class LinkedText:
    """Another official text and its relations to the two published ones."""

    id: str
    title: str
    number: str | None
    nor: str | None
    dated: date | None
    relations: tuple[Relation, ...]
    note: str | None
    url: str | None
    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Term:
    """A term or acronym; `forms` are the spellings met in the texts; `quoted` tells that the definition is theirs."""

    id: str
    term: str
    forms: tuple[str, ...]
    case_sensitive: bool
    definition: str
    quoted: bool
    defined_by: Address | None
    source: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Two clauses compared word by word; a side is null when the clause has no equivalent."""

    id: str
    group: Literal["annexe-i", "fiches", "secret", "offre-de-soins", "outils"]
    left: Address | None
    right: Address | None
    reason: str


@dataclass(frozen=True, slots=True)
class AmountFigure:
    """An amount in euros, written as words so that it is read exactly, and where it was read or by what rule."""

    value: str
    mark: Literal["published", "computed"]
    source: str


@dataclass(frozen=True, slots=True)
class AmountPeriod:
    """What one kind of amount, or one rule, is from a day; `clause` is the clause of a text that prints it."""

    id: str
    kind: Literal["base", "contribution", "ame-fee", "certificate", "rule"]
    territory: Literal["metropole", "outre-mer"]
    effective_from: date
    reference: str
    source: str
    state: Literal["known", "unconfirmed", "ended"] = "known"
    subject: str | None = None
    wording: str | None = None
    exact_base: str | None = None
    figures: dict[str, AmountFigure] | None = None
    url: str | None = None
    acted_on: date | None = None
    clause: Address | None = None
    note: str | None = None
