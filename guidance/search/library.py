"""The references as something to find: in batches, so that one that changes is indexed again without the others."""

from collections.abc import Iterator

from django.db.models import F
from django.db.models.functions import Mod
from django.urls import reverse

from guidance import coverage
from guidance.models import Reference
from guidance.models.references import REPLACED
from guidance.search import index
from guidance.search.registry import EntryData, register

KIND = "reference"
BATCHES = 64


@register
class References:
    """Sources of the library, each with what it covers."""

    kind = KIND
    label = "Références"

    def entries(self) -> Iterator[EntryData]:
        """Yield one entry a reference."""
        yield from entries_of(Reference.objects.all())


def entries_of(references) -> Iterator[EntryData]:
    """Yield the entries of a queryset of references, in their order."""
    covered = ("covered_countries", "covered_groups")
    for row in references.order_by("pk").with_state().prefetch_related(*covered):
        yield _entry(row, row.pk)


def _entry(row: Reference, order: int) -> EntryData:
    countries = [coverage.countries().get(one.code, "") for one in row.covered_countries.all()]
    groups = [coverage.groups().get(one.code, "") for one in row.covered_groups.all()]
    return EntryData(
        key=f"reference/{row.slug}",
        kind=KIND,
        title=row.title,
        url=reverse("guidance:reference", args=[row.slug]),
        text=". ".join(filter(None, [row.publisher, row.coverage_note, ", ".join(countries), ", ".join(groups)])),
        section_title=row.publisher,
        badge="Remplacée" if row.state == REPLACED else "",
        order=order,
        scope=scope_of(row.pk),
        weight=0.6,
    )


def scope_of(key: int) -> str:
    """Return what the entry of one reference is replaced together with."""
    return f"references:{key % BATCHES}"


def follow(keys) -> None:
    """Index again the batches of these references; call it in the transaction of their change."""
    for batch in {key % BATCHES for key in keys}:
        rows = Reference.objects.alias(batch=Mod(F("pk"), BATCHES)).filter(batch=batch)
        index.replace(KIND, scope_of(batch), entries_of(rows))


def rebuild() -> None:
    """Index all the references again, and nothing else: after an import."""
    index.rebuild([KIND])
