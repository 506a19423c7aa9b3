"""Second factors taken away from somebody who lost them: two administrators, or the operator on the server.

The person sets others up at the next sign-in, with the code sent to the address of the account: who takes factors away
gains no way in.
"""

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from forms_app.enums import JournalAct
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from portal.accounts import factors, open_sessions
from portal.models import FactorReset


def waiting() -> list[FactorReset]:
    """Return what one administrator proposed and nobody has confirmed or put aside yet."""
    return list(FactorReset.objects.filter(ended_at=None).select_related("user", "proposed_by"))


@transaction.atomic
def propose(user, origin: Origin) -> FactorReset:
    """Propose to take the factors of somebody away; the person is told at once. ValidationError says why not."""
    row = FactorReset(user=user, proposed_by=origin.actor, proposed_at=timezone.now())
    row.full_clean()
    row.save()
    factors.tell(user, "leur retrait a été proposé par un administrateur", origin.actor)
    journal.record(JournalAct.FACTORS_RESET_PROPOSED, origin, user)
    return row


@transaction.atomic
def confirm(row: FactorReset, origin: Origin) -> None:
    """Take the factors away, end every session of the person, tell them; by another administrator."""
    row = _still_waiting(row)
    row.confirmed_by, row.ended_at = origin.actor, timezone.now()
    row.full_clean()
    row.save()
    _take_away(row.user, origin)


@transaction.atomic
def put_aside(row: FactorReset, origin: Origin) -> None:
    """Leave the factors as they are; one administrator is enough, the person included."""
    row = _still_waiting(row)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    journal.record(JournalAct.FACTORS_RESET_REFUSED, origin, row.user)


@transaction.atomic
def on_the_server(user) -> None:
    """Take the factors of somebody away from the command line: what is left when two administrators are not there."""
    FactorReset.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())
    _take_away(user, Origin.command("reset_factors"))


def _still_waiting(row: FactorReset) -> FactorReset:
    row = FactorReset.objects.select_for_update().get(pk=row.pk)
    if row.ended_at:
        raise ValidationError("Ce retrait n’attend plus de confirmation.")
    return row


def _take_away(user, origin: Origin) -> None:
    Authenticator.objects.filter(user=user).delete()
    open_sessions.end(user)
    factors.tell(user, "ils ont été retirés", origin.actor)
    journal.record(JournalAct.FACTORS_RESET, origin, user)
