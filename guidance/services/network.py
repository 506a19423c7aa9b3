"""The acts on alerts and meetings: a lawyer and a physician read an alert; what was shown is withdrawn."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from guidance.enums import NewsKind, Reading
from guidance.models import NetworkNews
from guidance.models.readings import READERS, SAME_READER, missing
from guidance.services.desk import EDITORS, VALIDATORS, is_in

ALONE = "Vous avez saisi cette alerte : deux autres personnes doivent la relire."
NO_READER = "La relecture d’une alerte revient aux valideurs et aux relecteurs médicaux."
NO_AUTHOR = "La personne qui a saisi cette alerte n’a plus de compte : saisissez-la de nouveau."
NOT_OF_THE_DESK = "Retirer ce que lisent les lecteurs revient aux rédacteurs et aux valideurs."


def refusal(row: NetworkNews, user) -> str:
    """Return why this person may give no reading of this row, in French; nothing when they may give one (G4)."""
    if row.kind != NewsKind.ALERT:
        return "Une réunion paraît dès sa saisie : elle n’est pas à valider."
    if row.validated_at:
        return "Cette alerte est déjà validée."
    if row.entered_by_id is None or row.entered_by_id == user.pk:
        return ALONE if row.entered_by_id else NO_AUTHOR
    if user.pk in _given(row).values():
        return f"{SAME_READER} {lacking(row)}"
    if may_read(row, user):
        return ""
    return lacking(row) if is_in(user, list(READERS.values())) else NO_READER


def lacking(row: NetworkNews) -> str:
    """Return which readings an alert still waits for, and who may give them, in French."""
    return missing(_given(row), {row.entered_by_id} - {None})


def may_read(row: NetworkNews, user) -> list[Reading]:
    """Return the readings that this person may give of an alert: a lawyer’s, a physician’s, never both."""
    done = _given(row)
    if (
        row.kind != NewsKind.ALERT
        or row.validated_at
        or row.entered_by_id in (None, user.pk)
        or user.pk in done.values()
    ):
        return []
    held = set(user.groups.values_list("name", flat=True)) if user.is_active else set()
    return [reading for reading, group in READERS.items() if reading not in done and group in held]


def to_read(user) -> list[NetworkNews]:
    """Return the alerts of which this person may give a reading, the first to be shown first; three queries at most."""
    held = set(user.groups.values_list("name", flat=True))
    mine = Q(pk__in=[])
    if READERS[Reading.LEGAL] in held:
        mine |= Q(legal_by=None)
    if READERS[Reading.MEDICAL] in held:
        mine |= Q(medical_by=None)
    rows = NetworkNews.objects.waiting().filter(mine).exclude(entered_by=None).exclude(entered_by=user)
    rows = rows.exclude(legal_by=user).exclude(medical_by=user)
    return list(rows.order_by("starts_on", "pk"))


@transaction.atomic
def validate(row: NetworkNews, user, reading: Reading | None = None) -> bool:
    """Give one reading of an alert; True when both are given and readers see it.

    `reading` chooses, for whoever may give either; the first one otherwise. ValidationError with a French sentence,
    which says who is missing, when this person may give none.
    """
    row = NetworkNews.objects.select_for_update().get(pk=row.pk)
    able = may_read(row, user)
    if reason := refusal(row, user):
        raise ValidationError(reason)
    if reading is not None and reading not in able:
        raise ValidationError(NO_READER)
    row.full_clean()
    given = reading or able[0]
    setattr(row, _FIELDS[given], user)
    changed = [_FIELDS[given]]
    if len(_given(row)) == len(READERS):
        row.validated_by, row.validated_at = user, timezone.now()
        changed += ["validated_by", "validated_at"]
    row.save(update_fields=changed)
    log(instance=row, action="wagtail.publish" if row.validated_at else "wagtail.edit", user=user)
    return bool(row.validated_at)


_FIELDS = {Reading.LEGAL: "legal_by", Reading.MEDICAL: "medical_by"}


def _given(row: NetworkNews) -> dict[Reading, int]:
    found = {reading: getattr(row, f"{field}_id") for reading, field in _FIELDS.items()}
    return {reading: pk for reading, pk in found.items() if pk}


def refusal_to_withdraw(row: NetworkNews, user) -> str:
    """Return why this row is not to be withdrawn by this person, in French; nothing when nothing forbids it."""
    if row.kind == NewsKind.ALERT and row.validated_at is None:
        return "Cette alerte n’a jamais été montrée : supprimez-la."
    if row.withdrawn_on:
        return "Elle est déjà retirée."
    if row.ends_on < timezone.localdate():
        return "Elle est déjà aux archives."
    return "" if is_in(user, [EDITORS, VALIDATORS]) else NOT_OF_THE_DESK


@transaction.atomic
def withdraw(row: NetworkNews, user) -> None:
    """Move what is shown to the archives at once; ValidationError with a French sentence when it may not be."""
    row = NetworkNews.objects.select_for_update().get(pk=row.pk)
    if reason := refusal_to_withdraw(row, user):
        raise ValidationError(reason)
    row.withdrawn_on = timezone.localdate()
    row.save(update_fields=["withdrawn_on"])
    log(instance=row, action="wagtail.unpublish", user=user)


def state(row: NetworkNews) -> str:
    """Say in French how a row stands today, for the list of the desk."""
    if row.withdrawn_on:
        return "retirée"
    if row.kind == NewsKind.ALERT and row.validated_at is None:
        return f"à valider ({', '.join(reading.label for reading in READERS if reading not in _given(row))})"
    if row.kind == NewsKind.ALERT and row.starts_on > timezone.localdate():
        return "validée, pas encore montrée"
    return "aux archives" if row.ends_on < timezone.localdate() else "montrée"


def may_change(row: NetworkNews, user) -> bool:
    """Tell whether a row may still be changed or removed: an alert until it is validated, a meeting until it ends."""
    open_still = row.validated_at is None and row.withdrawn_on is None and row.ends_on >= timezone.localdate()
    return open_still or (row.kind == NewsKind.ALERT and row.validated_at is None)
