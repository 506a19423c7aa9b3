"""The acts on dated amounts: who validates, what waits each year, what a validation changes for readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from guidance.amounts.proposal import computed_from, next_revision, rule_of
from guidance.dates import in_words
from guidance.enums import AmountKind, AmountStage, AmountState, FigureMark, Territory
from guidance.models import AmountDeputy, AmountPeriod, Publication
from guidance.models.amounts import ALONE, TABLES
from guidance.rendering.amounts import address_of
from guidance.services.desk import VALIDATORS

NO_VALIDATOR = "Un valideur, ou son suppléant, valide les montants. Demandez à l’un d’eux."
#: How long before the 1 April the desk announces the new schedule.
AHEAD = timedelta(days=45)


def validates(user, today: date | None = None) -> bool:
    """Tell whether a person is a validator, or stands in for one on this day."""
    today = today or timezone.localdate()
    deputies = AmountDeputy.objects.filter(person=user, begins_on__lte=today, ends_on__gte=today)
    return user.is_active and (user.groups.filter(name=VALIDATORS).exists() or deputies.exists())


def refusal(row: AmountPeriod, user) -> str:
    """Return why this person may not validate this row, in French; nothing when nothing forbids it."""
    if row.stage != AmountStage.DRAFT:
        return "Cette ligne est déjà validée."
    if row.entered_by_id == user.pk:
        return f"{ALONE} Demandez à un valideur."
    return "" if validates(user) else NO_VALIDATOR


@transaction.atomic
def validate(row: AmountPeriod, user) -> None:
    """Make a draft stand; raises ValidationError with a French sentence when this person may not, or it may not."""
    if reason := refusal(row, user):
        raise ValidationError(reason)
    row.validate(user)
    log(instance=row, action="wagtail.publish", user=user)


def drafts() -> list[AmountPeriod]:
    """Return what waits for its validation, the oldest first."""
    return list(AmountPeriod.objects.filter(stage=AmountStage.DRAFT).order_by("pk"))


def due(today: date) -> list[dict]:
    """Return the schedules to type: unconfirmed ones, and those of the 1 April that comes (CSS, art. L. 861-1)."""
    rows = list(AmountPeriod.objects.filter(kind__in=TABLES).exclude(stage=AmountStage.CORRECTED))
    found = [_due(kind, territory, rows, today) for kind in TABLES for territory in Territory]
    return [entry for entry in found if entry]


def _due(kind, territory, rows, today: date) -> dict | None:
    mine = [row for row in rows if (row.kind, row.territory) == (kind, territory)]
    standing = [row for row in mine if row.stage == AmountStage.STANDING]
    if not standing:
        return None
    last = max(standing, key=lambda row: row.effective_from)
    unconfirmed = last.state == AmountState.UNCONFIRMED
    day = last.effective_from if unconfirmed else next_revision(last.effective_from)
    typed = any(row.stage == AmountStage.DRAFT and row.effective_from == day for row in mine)
    if typed or day - AHEAD > today:
        return None
    return {
        "kind": kind,
        "territory": territory,
        "name": f"{AmountKind(kind).label}, {Territory(territory).label}",
        "day": day,
        "corrects": last.pk if unconfirmed else None,
    }


def prefilled(
    kind: str, territory: str, day: date, base: Decimal | None, corrects: AmountPeriod | None
) -> AmountPeriod:
    """Return a row not saved: the cells that the rule gives from the amount read for one person, else none."""
    row = AmountPeriod(kind=kind, territory=territory, effective_from=day, corrects=corrects)
    if base is not None and kind in TABLES:
        for size, figure in computed_from(base, kind, territory).items():
            setattr(row, size, figure.value)
            setattr(row, f"{size}_mark", FigureMark.COMPUTED if figure.computed else FigureMark.PUBLISHED)
        row.note = f"Montants calculés : {rule_of(kind, territory)}."
    return row


def correction_of(row: AmountPeriod) -> AmountPeriod:
    """Return a row not saved that says the same as a standing one, and names it."""
    names = [field.name for field in row._meta.fields if field.editable and field.name not in ("id", "corrects")]
    return AmountPeriod(corrects=row, **{name: getattr(row, name) for name in names})


def replaced_by(row: AmountPeriod) -> AmountPeriod | None:
    """Return the row that stops holding when this one stands: the one it corrects, else the one before it."""
    if row.corrects_id:
        return row.corrects
    earlier = AmountPeriod.objects.standing().series(row).filter(effective_from__lt=row.effective_from)
    return earlier.order_by("-effective_from").first()


def pages_changed(row: AmountPeriod) -> list[dict]:
    """Return the pages of readers that a validation changes; `territory` of a series, `section` of a text."""
    places = [row.territory] if row.kind in TABLES else list(Territory)
    found = [
        {"title": f"Barèmes, {Territory(place).label}", "url": address_of(place), "territory": place}
        for place in places
    ]
    if row.kind in (*TABLES, AmountKind.AME_FEE):
        found.append({"title": "Calcul pour un foyer", "url": reverse("guidance:amounts_calculator")})
    shows = row.kind == AmountKind.BASE
    return found + _sections(lambda item: shows and item["kind"] == "schedule" and item["territory"] == row.territory)


def _sections(changes) -> list[dict]:
    """Sections whose last publication holds an item that changes."""
    latest = {}
    for row in Publication.objects.select_related("page").order_by("published_at", "pk"):
        latest[row.page_id] = row
    return [
        {"title": row.title, "url": row.page.url, "section": row.page_id}
        for row in latest.values()
        if row.page.live and any(changes(item) for item in row.items)
    ]


@contextmanager
def as_if_it_stood(row: AmountPeriod) -> Iterator[None]:
    """Inside, a draft stands in the place of the row it corrects; nothing of it stays, whatever happens.

    What is read inside must be rendered from the rows, never from a page that is kept.
    """
    with transaction.atomic():
        AmountPeriod.objects.filter(pk=row.corrects_id).update(stage=AmountStage.CORRECTED)
        today = timezone.localdate()
        AmountPeriod.objects.filter(pk=row.pk).update(stage=AmountStage.STANDING, validated_on=today)
        try:
            yield
        finally:
            transaction.set_rollback(True)


def sentence(row: AmountPeriod) -> str:
    """Return what happened, for the message after a validation."""
    return f"« {row} » est validé. Les lecteurs le voient, à partir du {in_words(row.effective_from)}."
