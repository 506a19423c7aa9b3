"""What readers, texts, library and searches ask of the editors: counts and oldest rows, a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils import timezone

from guidance.enums import DifficultyState, SearchAct, Verdict
from guidance.models import Difficulty, LocalNote, OpenPromise, Reference, SearchChoice
from guidance.models.publications import Clause
from guidance.services import search_care

FIRST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows that wait: how many in all, and the first of them, the oldest first."""

    count: int
    rows: list

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def for_editors(today=None) -> dict[str, Waiting]:
    """Return what waits for the national editors, by the name of its block."""
    today = today or timezone.localdate()
    told = Difficulty.objects.exclude(state=DifficultyState.CLOSED).select_related("text")
    dead = Reference.objects.filter(status=Verdict.DEAD).order_by(F("checked_on").asc(nulls_first=True), "pk")
    late = Reference.objects.filter(next_check_on__lt=today).exclude(status=Verdict.DEAD)
    return {
        "difficulties": _waiting(told.order_by("made_at", "pk")),
        "promises": _waiting(OpenPromise.objects.standing().select_related("text")),
        "dead": _waiting(dead),
        "late": _waiting(late.order_by("next_check_on", "pk")),
        "misses": _waiting(search_care.misses()),
    }


def choices() -> dict:
    """Return how many results are pinned and set aside, and those whose result is no longer in the index."""
    counted = SearchChoice.objects.filter(ended_at=None).aggregate(
        pinned=Count("pk", filter=Q(act=SearchAct.PIN)), excluded=Count("pk", filter=Q(act=SearchAct.EXCLUDE))
    )
    return {**counted, "lost": _waiting(search_care.lost())}


def _waiting(rows) -> Waiting:
    return Waiting(rows.count(), list(rows[:FIRST_ROWS]))


def local_notes(user, today=None) -> Waiting | None:
    """Return the notes of a person's authorities to look at again; None for whoever writes for no authority.

    A note past its day, then one whose clause no edition prints any more: readers see neither.
    """
    today = today or timezone.localdate()
    mine = LocalNote.objects.filter(authority__editors__in=user.groups.all()).select_related("authority", "text")
    if not user.groups.filter(notingauthority__isnull=False).exists():
        return None
    labels = set(Clause.objects.values_list("label", flat=True)) if mine.exists() else set()
    found = [
        {"note": note, "ended": bool(note.ends_on and note.ends_on < today)}
        for note in mine.order_by("written_on", "pk")
        if (note.ends_on and note.ends_on < today) or note.label not in labels
    ]
    return Waiting(len(found), found[:FIRST_ROWS])
