"""Difficulties with a clause: told by readers, answered by editors, exported for the letter to the DGS (A-40)."""

from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance import extensions, spreadsheets
from guidance.enums import DifficultyState
from guidance.models import Clause, Difficulty

MOST_OPEN = 40  # difficulties of one person without an answer; beyond, the desk would hold that person's alone
SHOWN = 100
COLUMNS = ("texte", "clause", "édition lue", "signalée le", "difficulté", "état", "réponse", "réponse du")


def clause_read(text: str, edition: str, label: str) -> Clause | None:
    """Return the published clause that a reader speaks of, in the edition read; None when there is none."""
    rows = Clause.objects.filter(label=label, edition__slug=edition, edition__live=True, section__live=True)
    found = rows.select_related("edition", "section")
    return next((row for row in found if (page := row.edition.text).live and page.slug == text), None)


@transaction.atomic
def tell(author, clause: Clause, said: str) -> Difficulty:
    """Record a difficulty, once for the same words while nobody has answered.

    Raises ValidationError when the words speak of a person (C2), or when too many of this person's wait.
    """
    said = said.strip()
    if objections := extensions.objections(said):
        raise ValidationError({"said": objections})
    waiting = Difficulty.objects.filter(author=author, state=DifficultyState.OPEN)
    about = {"text": clause.edition.text, "label": clause.label}
    if same := waiting.filter(said=said, **about).first():
        return same
    if waiting.count() >= MOST_OPEN:
        raise ValidationError({"said": f"{MOST_OPEN} de vos signalements attendent déjà une réponse."})
    return Difficulty.objects.create(author=author, said=said, edition=clause.edition.slug, **about)


@transaction.atomic
def answer(pk: int, editor, words: str, *, close: bool) -> Difficulty:
    """Answer a difficulty; its reporter reads the words. Raises ValidationError without words, or once it is closed.

    Answered and not closed, it stays on the desk: it will be named in the letter to the DGS.
    """
    words = words.strip()
    if not words:
        raise ValidationError("Écrivez la réponse : la personne qui a signalé la difficulté la lira.")
    if objections := extensions.objections(words):
        raise ValidationError(objections)
    row = Difficulty.objects.select_for_update().get(pk=pk)
    if row.state == DifficultyState.CLOSED:
        raise ValidationError("Cette difficulté est déjà close.")
    row.state = DifficultyState.CLOSED if close else DifficultyState.ANSWERED
    row.answer, row.answered_by, row.answered_at = words, editor, timezone.now()
    row.save()
    return row


def waiting() -> dict:
    """Return what is not closed, by clause, the clause of the oldest first, and how many there are."""
    rows = Difficulty.objects.exclude(state=DifficultyState.CLOSED)
    shown = list(rows.select_related("text", "author", "answered_by")[:SHOWN])
    return {"clauses": by_clause(shown), "count": rows.count(), "shown": len(shown)}


def by_clause(rows: list[Difficulty]) -> list[dict]:
    """Group rows, oldest first, by the clause they are about; clauses stand in the order of their oldest row."""
    first: dict[tuple, int] = {}
    for rank, row in enumerate(rows):
        first.setdefault((row.text_id, row.label), rank)
    placed = sorted(rows, key=lambda row: first[row.text_id, row.label])
    groups = groupby(placed, key=lambda row: (row.text_id, row.label))
    return [{"text": found[0].text, "label": found[0].label, "rows": found} for _, (*found,) in groups]


def as_csv() -> str:
    """Return every difficulty by text and clause for Excel in French, without the name of anybody."""
    rows = Difficulty.objects.select_related("text").order_by("text__path", "label", "made_at", "pk")
    return spreadsheets.as_csv([COLUMNS, *map(_cells, rows.iterator(chunk_size=500))])


def _cells(row: Difficulty) -> tuple[str, ...]:
    told = (row.text.title, row.label, row.edition, _day(row.made_at), row.said)
    return *told, row.get_state_display(), row.answer, _day(row.answered_at)


def _day(instant) -> str:
    return f"{timezone.localtime(instant):%d/%m/%Y}" if instant else ""
