"""Neutral references of slips and labels: the next number of the year, never given twice."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from forms_app.models import Letter, ReservedReference

ATTEMPTS = 50  # each lost turn means that somebody else took a number


def reserve() -> ReservedReference:
    """Return the next reference of the year, reserved; call it inside the transaction that makes the letter."""
    year = timezone.localdate().year
    for _ in range(ATTEMPTS):
        taken = ReservedReference.objects.select_for_update().filter(year=year).order_by("-number").first()
        try:
            with transaction.atomic():
                return ReservedReference.objects.create(year=year, number=taken.number + 1 if taken else 1)
        except IntegrityError:
            continue  # another took it between the reading and the writing
    raise RuntimeError("no reference could be reserved")


def printed(reference: ReservedReference) -> str:
    """Return a reference as the slip prints it: 2026-00012."""
    return f"{reference.year}-{reference.number:05d}"


def abandon(letter: Letter) -> None:
    """List the reference of a letter that will not leave as abandoned: its number is not used again."""
    ReservedReference.objects.filter(letter=letter).update(abandoned=True)
