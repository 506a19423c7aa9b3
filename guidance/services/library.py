"""The acts on the reference library: what a reference covers, which clauses name it, and checks by hand (L1, L2)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from guidance.enums import CoverageScope, Verdict
from guidance.models import CoveredCountry, CoveredGroup, Reference, ReferenceCheck, ReferenceCitation
from guidance.search import library as index

REVIEW_MONTHS = 6


@transaction.atomic
def cover(row: Reference, countries: list[str], groups: list[str]) -> None:
    """Say which countries and groups a reference covers, by code; countries are kept only when it lists some."""
    kept = countries if row.scope == CoverageScope.LISTED else []
    row.covered_countries.all().delete()
    row.covered_groups.all().delete()
    CoveredCountry.objects.bulk_create(CoveredCountry(reference=row, code=code) for code in dict.fromkeys(kept))
    CoveredGroup.objects.bulk_create(CoveredGroup(reference=row, code=code) for code in dict.fromkeys(groups))
    index.follow([row.pk])


@transaction.atomic
def cite(row: Reference, citations: list[tuple]) -> None:
    """Say which clauses name a reference: (text page, label, printed address or nothing); those unchanged stay."""
    wanted = set(citations)
    for one in row.citations.all():
        key = (one.text, one.label, one.printed)
        if key in wanted:
            wanted.discard(key)
        else:
            one.delete()
    for text, label, printed in citations:
        if (text, label, printed) in wanted:
            ReferenceCitation.objects.create(reference=row, text=text, label=label, printed=printed)


def address_changed(row: Reference) -> None:
    """Another address is to be checked anew: what was found of the former one says nothing of it."""
    Reference.objects.filter(pk=row.pk).update(status=Verdict.TO_CHECK, fingerprint="", next_check_on=None)


@transaction.atomic
def checked_by_hand(row: Reference, person, verdict: str, *, reason: str = "", next_on: date | None = None) -> None:
    """Record that a person looked: name and day; the content last seen by the tool becomes the one checked."""
    name = person.get_full_name() or person.get_username()
    seen = row.checks.exclude(fingerprint="").filter(url=row.url).first()
    ReferenceCheck.objects.create(
        reference=row, verdict=verdict, person=person, by=name, url=row.url, reason=reason or "Vérifié à la main"
    )
    row.status = verdict
    row.checked_on = timezone.localdate()
    row.checked_by = name
    row.next_check_on = next_on or in_months(row.checked_on, REVIEW_MONTHS)
    row.fingerprint = seen.fingerprint if seen else row.fingerprint
    row.save()


def in_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)
