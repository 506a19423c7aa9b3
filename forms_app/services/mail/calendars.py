"""The calendar of the time limits of a person's authorities: references and rules, no name, no medical word (W3).

The address holds a secret of its own. Rights are asked again at each reading: a membership that ended empties the
calendar, an account that closed shuts it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from forms_app import policy
from forms_app.enums import JournalAct
from forms_app.models import CalendarFeed, Dossier
from forms_app.rules.deadlines import DueDate
from forms_app.services.doctrine import clause_links
from forms_app.services.dossiers import dossier_held, dossier_waiting, opening
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

MOST = 300
BEFORE, AFTER = timedelta(days=60), timedelta(days=180)
#: What an event says of a rule: a calendar goes through telephones and other people's servers.
WORDS = {
    "notice": "fiche 1 à envoyer",
    "avis": "avis à rendre",
    "humanitarian": "avis motivé à rendre",
    "college-avis": "avis du collège à rendre",
    "doctor-reply": "réponse attendue",
}
NAME = "Échéances du service"


@dataclass(frozen=True, slots=True)
class Event:
    """One time limit of one dossier."""

    dossier: Dossier
    due: DueDate

    @property
    def summary(self) -> str:
        return f"{self.dossier.reference}, {WORDS[self.due.rule.key]}"

    @property
    def clause(self) -> str:
        """The label of the clause that gives the limit, or the article."""
        return clause_links.link(self.due.rule.basis.clauses[0])[0]

    @property
    def uid(self) -> str:
        return f"{self.dossier.pk}-{self.due.rule.key}"


@transaction.atomic
def make(user, origin: Origin) -> str:
    """Give a person a new secret, and return it; the former one no longer opens anything."""
    _revoke(user)
    secret = secrets.token_urlsafe(32)
    row = CalendarFeed.objects.create(user=user, digest=_digest(secret))
    journal.record(JournalAct.CALENDAR_MADE, origin, row)
    return secret


@transaction.atomic
def revoke(user, origin: Origin) -> bool:
    """Close a person's calendar, and tell whether there was one."""
    row = current(user)
    if row is None:
        return False
    _revoke(user)
    journal.record(JournalAct.CALENDAR_REVOKED, origin, row)
    return True


def _revoke(user) -> None:
    CalendarFeed.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())


def current(user) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user, revoked_at=None).first()


def opened(secret: str) -> CalendarFeed | None:
    """Return the calendar of a secret; None when there is none, or dossiers or the account are closed."""
    if not opening.dossiers_open():
        return None
    row = CalendarFeed.objects.select_related("user").filter(digest=_digest(secret), revoked_at=None).first()
    return row if row is not None and policy.memberships(row.user, on=timezone.localdate()) else None


@transaction.atomic
def read(row: CalendarFeed, origin: Origin) -> list[Event]:
    """Return the events of a calendar; the reading is journaled, once an hour at most for one that is asked often."""
    now = timezone.now()
    if row.read_at is None or now - row.read_at >= timedelta(hours=1):
        CalendarFeed.objects.filter(pk=row.pk).update(read_at=now)
        journal.record(JournalAct.CALENDAR_READ, origin, row)
    return events(policy.memberships(row.user, on=timezone.localdate()))


def events(held: list) -> list[Event]:
    """Return the time limits that run in the dossiers that memberships show, the nearest first; `MOST` dossiers."""
    found: dict = {}
    for row in held:
        today = row.authority.today
        near = policy.visible([row]).filter(due_on__gte=today - BEFORE, due_on__lte=today + AFTER)
        rows = near.select_related("authority").prefetch_related("reports").order_by("due_on", "year", "number")
        found |= {one.pk: one for one in rows[:MOST]}
    rows = dossier_held.hold(found.values())
    told = [Event(one.dossier, due) for one in rows for due in dossier_waiting.running(one)]
    return sorted((event for event in told if event.due.rule.key in WORDS), key=lambda event: event.due.day)


def ics(found: list[Event], address) -> str:
    """Return the calendar as iCalendar (RFC 5545); `address` gives the address of a dossier, for who may open it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Portail//Echeances//FR", f"X-WR-CALNAME:{NAME}"]
    lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    stamp = f"{timezone.now():%Y%m%dT%H%M%SZ}"
    for event in found:
        lines += ["BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{_day(event.due.day)}"]
        lines += [f"DTEND;VALUE=DATE:{_day(event.due.day + timedelta(days=1))}", f"SUMMARY:{_text(event.summary)}"]
        lines += [f"DESCRIPTION:{_text(_told(event))}", f"URL:{address(event.dossier)}", "TRANSP:TRANSPARENT"]
        lines.append("END:VEVENT")
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _told(event: Event) -> str:
    return f"{event.due.rule.delay}, {event.clause}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 bytes, the rest on lines that begin with a space, no sign cut in two."""
    parts, kept = [], b""
    for sign in line:
        if len(kept) + len(sign.encode()) > (75 if not parts else 74):
            parts.append(kept.decode())
            kept = b""
        kept += sign.encode()
    return "\r\n ".join([*parts, kept.decode()])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
