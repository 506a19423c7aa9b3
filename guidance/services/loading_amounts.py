"""Brings the delivered series of amounts into rows: what is missing only, so that nothing an editor did is undone."""

from decimal import Decimal

from django.utils import timezone

from guidance import signals
from guidance.amounts.periods import SIZES
from guidance.enums import AmountStage
from guidance.models import AmountPeriod, SiteVersion

SHOWN_AS = "Données livrées avec le portail"


def load(rows, texts: dict, ledger) -> None:
    """Add the rows that `ledger` has not seen; one that would stand twice on a day is left to the editors."""
    taken = {(row.kind, row.territory, row.subject, row.effective_from) for row in AmountPeriod.objects.standing()}
    fresh = [row for row in rows if ledger.take("barème", row.id, row)]
    found = [
        _period(row, texts)
        for row in fresh
        if (row.kind, row.territory, row.subject or "", row.effective_from) not in taken
    ]
    AmountPeriod.objects.bulk_create(found)
    if found:
        SiteVersion.bump()
        signals.announce()


def _period(row, texts: dict) -> AmountPeriod:
    figures = row.figures or {}
    cells = {size: Decimal(figures[size].value) for size in SIZES if size in figures}
    marks = {f"{size}_mark": figures[size].mark for size in cells}
    return AmountPeriod(
        kind=row.kind,
        territory=row.territory,
        subject=row.subject or "",
        effective_from=row.effective_from,
        state=row.state,
        exact_base=Decimal(row.exact_base) if row.exact_base else None,
        wording=row.wording or "",
        reference=row.reference,
        url=row.url or "",
        acted_on=row.acted_on,
        source=row.source,
        sources={size: figures[size].source for size in cells},
        note=row.note or "",
        text=texts.get(row.clause.text) if row.clause else None,
        label=row.clause.label if row.clause else "",
        stage=AmountStage.STANDING,
        delivered=True,
        entered_name=SHOWN_AS,
        entered_on=timezone.localdate(),
        **cells,
        **marks,
    )
