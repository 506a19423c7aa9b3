"""Offers the ceilings, amounts and rules of cover to be found, each at its date."""

from collections.abc import Iterator

from guidance.dates import in_words
from guidance.enums import AmountKind
from guidance.models import AmountPeriod
from guidance.rendering.amounts import address_of, anchor_of, figures_in_words
from guidance.search.registry import EntryData


class Amounts:
    """One entry a standing row; drafts and corrected rows are not found."""

    kind = "amount"
    label = "Barèmes"

    def entries(self) -> Iterator[EntryData]:
        """Yield the rows readers are shown, the latest first."""
        rows = AmountPeriod.objects.standing().order_by("-effective_from", "kind", "territory", "subject")
        for order, row in enumerate(rows):
            yield EntryData(
                key=f"bareme/{row.kind}/{row.territory}/{row.subject}/{row.effective_from.isoformat()}",
                kind=self.kind,
                title=_title(row),
                url=f"{address_of(row.territory)}#{anchor_of(row)}",
                text=f"{figures_in_words(row)}. {row.reference}. {row.note}".strip(),
                section_title=f"À partir du {in_words(row.effective_from)}",
                order=order,
                weight=0.7,
            )


def _title(row: AmountPeriod) -> str:
    place = f", {row.get_territory_display()}" if row.kind in (AmountKind.BASE, AmountKind.CONTRIBUTION) else ""
    name = row.subject or row.get_kind_display()
    return f"{name[:1].upper()}{name[1:]}{place}"[:200]
