"""The mail of the day: how many time limits are over or near, and where to read them; no name, nothing of health.

A mail goes through machines that nobody here keeps: it holds numbers and an address, and says nothing of a dossier.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from forms_app import policy
from forms_app.enums import Digest, JournalAct
from forms_app.models import DigestChoice
from forms_app.services.dossiers import dossier_lists, opening
from forms_app.services.dossiers.dossier_lists import Count
from forms_app.services.mail import messages
from forms_app.services.mail.messages import Standing
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

FROM_HOUR = 7  # in Paris: nobody is written to at night
SOON = timedelta(days=7)
MESSAGE = "courriel-du-jour"


@dataclass(frozen=True, slots=True)
class Day:
    """What waits for a person: counted as far as the lists count."""

    late: Count
    today: Count
    soon: Count

    def __bool__(self):
        return bool(self.late or self.today or self.soon)


def choice_of(user) -> str:
    """Return what a person chose; never, until they say otherwise."""
    row = DigestChoice.objects.filter(user=user).first()
    return row.choice if row else Digest.NEVER


@transaction.atomic
def choose(user, choice: str, origin: Origin) -> None:
    """Keep when a person wants the mail of the day."""
    DigestChoice.objects.update_or_create(user=user, defaults={"choice": Digest(choice)})
    journal.record(JournalAct.DIGEST_CHOSEN, origin, user)


def send_due(now: datetime | None = None) -> int:
    """Put the mails of the day in the outbox, one for each person who asked, once a day; return how many."""
    here = timezone.localtime(now)
    if here.hour < FROM_HOUR or not opening.dossiers_open():
        return 0
    day = here.date()
    rows = DigestChoice.objects.exclude(choice=Digest.NEVER).filter(Q(sent_for=None) | Q(sent_for__lt=day))
    due = list(rows.select_related("user"))
    said = messages.standing(MESSAGE) if due else None
    return sum(_sent(row, day, said) for row in due)


@transaction.atomic
def _sent(row: DigestChoice, day, said: Standing) -> bool:
    """The day is taken and the mail written together: neither is lost, neither is doubled."""
    taken = DigestChoice.objects.filter(Q(sent_for=None) | Q(sent_for__lt=day), pk=row.pk)
    if not taken.update(sent_for=day) or not row.user.is_active or not row.user.email:
        return False
    found = of(row.user, day)
    if not found or (row.choice == Digest.LATE and not found.late):
        return False
    mail = said.written(values(found))
    send_mail(mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [row.user.email])
    return True


def of(user, day) -> Day:
    """Return what waits for a person on a day."""
    held = policy.memberships(user, on=day)
    return Day(*(dossier_lists.counted(held, key, SOON) for key in ("late", "today", "soon")))


def values(found: Day) -> dict[str, str]:
    """Return what fills the slots of the mail: numbers, an address that asks for a sign-in, the name of the portal."""
    return {
        "depassees": str(found.late),
        "aujourdhui": str(found.today),
        "sept_jours": str(found.soon),
        "liste": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('dossiers:todo')}",
        "portail": settings.WAGTAIL_SITE_NAME,
    }
