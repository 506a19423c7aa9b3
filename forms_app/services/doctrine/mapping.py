"""Which clause or named article stands beside which question: read, checked, kept by editors, seeded once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.text import Truncator

from forms_app import fiches
from forms_app.fiches.declaration import Fiche
from forms_app.models import QuestionClause
from forms_app.services.doctrine import clauses
from guidance import plain
from guidance.data_files import read_yaml
from guidance.enums import Mark, Regime
from guidance.models import SiteVersion

_FILES = Path(__file__).resolve().parents[2]
_ARTICLE = "article:"
_EXTRACT = 70  # signs of a clause shown in the picker


class Target(NamedTuple):
    """What a row points to: a clause of a text, or a named article."""

    text: str
    label: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A named article of a text that is not transcribed here, in one sentence of ours, with its source."""

    key: str
    title: str
    says: str
    source: str
    address: str
    mark: Mark
    regimes: frozenset[Regime] = frozenset(Regime)

    @property
    def verified(self) -> bool:
        return self.mark == Mark.VERIFIED


@dataclass(frozen=True, slots=True)
class Broken:
    """A question whose clause cannot be shown any more, or that has none; `row` is None when there is no row."""

    fiche: str
    question: str
    target: str
    why: str
    row: int | None = None


def parse(target: str) -> Target:
    """Return what a target names; ValueError when it is neither « text#label » nor « article:key »."""
    if target.startswith(_ARTICLE) and target != _ARTICLE:
        return Target("", "", target.removeprefix(_ARTICLE))
    text, sharp, label = target.partition("#")
    if not (text and sharp and label):
        raise ValueError(target)
    return Target(text, label)


@cache
def articles() -> dict[str, Article]:
    """Return the named articles by key, as delivered and reviewed."""
    rows = read_yaml(_FILES / "articles.yaml")
    return {row["key"]: _article(row) for row in rows}


def _article(row: dict) -> Article:
    regimes = frozenset(Regime(name) for name in row.get("regimes") or Regime)
    words = {name: (row.get(name) or "").strip() for name in ("title", "says", "source", "address")}
    return Article(key=row["key"], mark=Mark(row["mark"]), regimes=regimes, **words)


@cache
def delivered() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the default mapping: fiche -> question -> targets, in order."""
    rows = read_yaml(_FILES / "mapping.yaml")
    return {fiche: {name: tuple(targets) for name, targets in asked.items()} for fiche, asked in rows.items()}


def standing(key: str, versions: tuple[int, int] | None = None) -> tuple[int, Mapping[str, tuple[str, ...]]]:
    """Return the version of the pages, and question -> targets of a fiche as editors keep it.

    One query; none when the caller has just read the `versions` (of the pages, of what stands beside the questions)
    and this process has read the mapping of that one. Before the first load the mapping is the default one.
    """
    if versions is None:
        return _read(key)
    pages, beside = versions
    return pages, clauses.of_version(beside, ("mapping", key), lambda: _read(key)[1])


def _read(key: str) -> tuple[int, Mapping[str, tuple[str, ...]]]:
    versions, rows, pages = SiteVersion._meta.db_table, QuestionClause._meta.db_table, SiteVersion.PAGES
    query = f"""SELECT v.number, q.question, q.target
                FROM (SELECT MAX(number) AS number FROM {versions} WHERE id = {pages}) v
                LEFT JOIN {rows} q ON q.fiche = %s ORDER BY q.position, q.id"""  # noqa: S608 - names of our own tables
    found = plain.ask(query, [key])
    kept: dict[str, tuple[str, ...]] = {}
    for _, question, target in found:
        if target:
            kept[question] = (*kept.get(question, ()), target)
    return found[0][0] or 0, kept or delivered().get(key, {})


def connect() -> None:
    """Make what processes keep of the mapping out of date with every row that changes."""
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=QuestionClause, dispatch_uid="forms_app.mapping")


def _changed(sender, **kwargs) -> None:
    SiteVersion.bump(SiteVersion.BESIDE)


# --- what may be kept ------------------------------------------------------------------------------------------------


def check(fiche_key: str, question: str, target: str) -> None:
    """Raise ValidationError, in a sentence for the editor, when a question may not have this target."""
    fiche = _fiche_of(fiche_key)
    if fiche is None or question not in {asked.name for asked in fiche.questions()}:
        raise ValidationError("Cette question n’existe dans aucune fiche.")
    if why := fault(fiche, target, clauses.library(fiche.regime)):
        raise ValidationError(why)


def fault(fiche: Fiche, target: str, library: clauses.Library | None) -> str:
    """Return why a target cannot be shown beside a fiche whose regime's text is `library`, or an empty text."""
    try:
        named = parse(target)
    except ValueError:
        return "Choisissez une clause ou un article de la liste."
    if named.article:
        return _article_fault(fiche, named.article)
    if library is None or named.text != library.text.slug:
        return "Cette clause est de l’autre régime : cette fiche n’en relève pas."
    edition, _ = library.read_on(timezone.localdate())
    if edition is None or not clauses.shelf(library, edition).find(named.label):
        return f"La clause {named.label} n’est pas dans l’édition en vigueur."
    return ""


def _article_fault(fiche: Fiche, key: str) -> str:
    article = articles().get(key)
    if article is None:
        return "Cet article nommé n’existe pas."
    if fiche.regime not in article.regimes:
        return "Cet article est de l’autre régime : cette fiche n’en relève pas."
    return ""


def _fiche_of(key: str) -> Fiche | None:
    try:
        return fiches.get(key)
    except KeyError:
        return None


def removable(row: QuestionClause) -> bool:
    """Tell whether a question keeps another target when this row goes."""
    return QuestionClause.objects.filter(fiche=row.fiche, question=row.question).exclude(pk=row.pk).exists()


@transaction.atomic
def remove(row: QuestionClause) -> None:
    """Remove a row; ValidationError when it is the last of its question, whoever removes another at the same time."""
    siblings = QuestionClause.objects.select_for_update().filter(fiche=row.fiche, question=row.question)
    if not [pk for pk in siblings.values_list("pk", flat=True) if pk != row.pk]:
        raise ValidationError("C’est la dernière clause de cette question. Ajoutez-en une autre d’abord.")
    row.delete()


# --- what editors pick from ------------------------------------------------------------------------------------------


def question_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every question, grouped by fiche, as « fiche/question » and its label."""
    return [
        (fiche.title, [(f"{fiche.key}/{asked.name}", asked.label) for asked in fiche.questions()])
        for fiche in fiches.FICHES
    ]


def target_choices(regime: Regime | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return clauses grouped by text and section, then named articles; of one regime when it is given."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in [regime] if regime else Regime:
        for text, clause in _clauses_of(Regime(each)):
            words = Truncator(" ".join(clause.words.split())).chars(_EXTRACT)
            groups.setdefault(f"{text} · {clause.section}", []).append((clause.key, f"{clause.label} : {words}"))
    named = [a for a in articles().values() if regime is None or regime in a.regimes]
    groups["Articles nommés"] = [(f"{_ARTICLE}{a.key}", f"{a.title} ({a.mark.label})") for a in named]
    return list(groups.items())


def _clauses_of(regime: Regime) -> Iterable:
    library = clauses.library(regime)
    edition = library and library.read_on(timezone.localdate())[0]
    if edition:
        yield from ((library.text.title, clause) for clause in clauses.shelf(library, edition).clauses.values())


def broken() -> list[Broken]:
    """Return what an editor has to mend: unknown questions, targets that are gone, questions without any."""
    rows = list(QuestionClause.objects.order_by("fiche", "question", "position"))
    texts = {regime: clauses.library(regime) for regime in Regime}
    faults = ((row, _row_fault(row, texts)) for row in rows)
    found = [Broken(row.fiche, row.question, row.target, why, row.pk) for row, why in faults if why]
    asked = {(row.fiche, row.question) for row in rows}
    for fiche in fiches.FICHES:
        for question in fiche.questions():
            if (fiche.key, question.name) not in asked:
                found.append(Broken(fiche.key, question.name, "", "Cette question n’a aucune clause."))
    return found


def _row_fault(row: QuestionClause, texts: Mapping[Regime, clauses.Library | None]) -> str:
    fiche = _fiche_of(row.fiche)
    if fiche is None or row.question not in {asked.name for asked in fiche.questions()}:
        return "Cette question n’existe plus."
    return fault(fiche, row.target, texts[fiche.regime])
