"""The acts on alerts and meetings: a second person validates an alert; what is shown is withdrawn, never rewritten."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from guidance.enums import NewsKind
from guidance.models import NetworkNews
from guidance.services.desk import EDITORS, VALIDATORS

ALONE = "Vous avez saisi cette alerte : une autre personne doit la valider."
NO_VALIDATOR = "La validation d’une alerte revient aux valideurs."
NOT_OF_THE_DESK = "Retirer ce que lisent les lecteurs revient aux rédacteurs et aux valideurs."


def refusal(row: NetworkNews, user) -> str:
    """Return why this person may not validate this row, in French; nothing when nothing forbids it."""
    if row.kind != NewsKind.ALERT:
        return "Une réunion paraît dès sa saisie : elle n’est pas à valider."
    if row.validated_at:
        return "Cette alerte est déjà validée."
    if row.entered_by_id is None or row.entered_by_id == user.pk:
        return ALONE
    return "" if _is_in(user, [VALIDATORS]) else NO_VALIDATOR


@transaction.atomic
def validate(row: NetworkNews, user) -> None:
    """Show an alert to readers; ValidationError with a French sentence when this person may not."""
    row = NetworkNews.objects.select_for_update().get(pk=row.pk)
    if reason := refusal(row, user):
        raise ValidationError(reason)
    row.full_clean()
    row.validated_by, row.validated_at = user, timezone.now()
    row.save(update_fields=["validated_by", "validated_at"])
    log(instance=row, action="wagtail.publish", user=user)


def refusal_to_withdraw(row: NetworkNews, user) -> str:
    """Return why this row is not to be withdrawn by this person, in French; nothing when nothing forbids it."""
    if row.kind == NewsKind.ALERT and row.validated_at is None:
        return "Cette alerte n’a jamais été montrée : supprimez-la."
    if row.withdrawn_on:
        return "Elle est déjà retirée."
    if row.ends_on < timezone.localdate():
        return "Elle est déjà aux archives."
    return "" if _is_in(user, [EDITORS, VALIDATORS]) else NOT_OF_THE_DESK


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
        return "à valider"
    if row.kind == NewsKind.ALERT and row.starts_on > timezone.localdate():
        return "validée, pas encore montrée"
    return "aux archives" if row.ends_on < timezone.localdate() else "montrée"


def may_change(row: NetworkNews, user) -> bool:
    """Tell whether a row may still be changed or removed: an alert until it is validated, a meeting until it ends."""
    open_still = row.validated_at is None and row.withdrawn_on is None and row.ends_on >= timezone.localdate()
    return open_still or (row.kind == NewsKind.ALERT and row.validated_at is None)


def _is_in(user, names: list[str]) -> bool:
    return user.is_active and user.groups.filter(name__in=names).exists()
