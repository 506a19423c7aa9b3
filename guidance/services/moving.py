"""A link that moved: the address that a check found, taken over by a person, in the log with the way back (L2, L3)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from guidance import sanitise
from guidance.enums import Verdict
from guidance.models import Reference, ReferenceCheck
from guidance.services import library, undoing

LATE = "L’adresse trouvée n’est plus celle du dernier contrôle. Relisez la page."


def adoptable(check: ReferenceCheck) -> bool:
    """Tell whether a check found where its reference moved to, and the reference still has the address it tried."""
    moved = check.verdict == Verdict.MOVED and check.url == check.reference.url != check.found_url
    return moved and bool(check.found_url) and bool(sanitise.web_address(check.found_url))


def found_for(row: Reference) -> ReferenceCheck | None:
    """Return the last check of a reference when it found where the reference moved to."""
    last = row.checks.select_related("reference").first()
    return last if last and adoptable(last) else None


@transaction.atomic
def adopt(row: Reference, check_key: str, person) -> None:
    """Give a reference the address that its last check found; a person is then to look at it.

    Raises ValidationError in French when another check, or another address, came in between.
    """
    row = Reference.objects.select_for_update().get(pk=row.pk)
    found = found_for(row)
    if found is None or str(found.pk) != check_key:
        raise ValidationError(LATE)
    before = undoing.values_of(row)
    row.url = found.found_url
    row.full_clean()
    row.save()
    library.address_changed(row)
    undoing.keep(row, person, undoing.ADOPTED, before, undoing.as_it_is(row))
