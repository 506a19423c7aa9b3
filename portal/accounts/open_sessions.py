"""The sessions that are open: begun at the sign-in, seen, locked, unlocked, ended from elsewhere."""

import json
import re
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from forms_app import crypto
from forms_app.crypto import Family
from forms_app.enums import JournalAct
from forms_app.services.trace import journal
from guidance.settled import settled
from portal.accounts import strength
from portal.models import OpenSession

TOUCHED_EVERY = timedelta(minutes=1)  # one small write a minute while somebody works, none between
KEPT_AT_MOST = 512 * 1024  # bytes of a typed form
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class Hold(StrEnum):
    """Why a session reaches nothing."""

    ENDED = "ended"
    LOCKED = "locked"
    HALF = "half"  # no second factor shown


def begin(sender, request, user, **kwargs) -> None:
    """Receiver of `user_logged_in`: the row of the session that just opened."""
    if request.session.session_key is None:
        request.session.create()
    now, key = timezone.now(), request.session.session_key
    request.session.opened, _ = OpenSession.objects.update_or_create(
        session_key=key,
        defaults={"user": user, "started_at": now, "seen_at": now, "locked_at": None, "browser": browser_of(request)},
    )


def browser_of(request) -> str:
    """Return the family of the browser and the system, to recognise one's own session: « Firefox, Windows »."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    found = [next((name for sign, name in known if re.search(sign, agent)), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found))


def hold_of(request, user) -> Hold | None:
    """Return why this session reaches nothing now, or None; an idle session is locked here."""
    opened, now = request.session.opened, timezone.now()
    if opened is None or opened.user_id != user.pk or now - opened.started_at >= _whole():
        return Hold.ENDED
    if opened.locked_at is None and now - opened.seen_at >= _idle():
        lock(request)
    if opened.locked_at is not None:
        return Hold.LOCKED
    if strength.demanded() and not strength.is_shown(request, user):
        return Hold.HALF
    return None


def touch(request) -> None:
    """Write that the session was seen, at most once a minute."""
    opened, now = request.session.opened, timezone.now()
    if now - opened.seen_at >= TOUCHED_EVERY:
        opened.seen_at = now
        OpenSession.objects.filter(pk=opened.pk).update(seen_at=now)


def lock(request) -> None:
    """Lock the session of a request, from the next line on."""
    opened = request.session.opened
    opened.locked_at = timezone.now()
    OpenSession.objects.filter(pk=opened.pk).update(locked_at=opened.locked_at)


def unlock(request) -> None:
    """Open a locked session again; its twelve hours go on, its key changes."""
    opened = request.session.opened
    opened.locked_at, opened.seen_at = None, timezone.now()
    OpenSession.objects.filter(pk=opened.pk).update(locked_at=None, seen_at=opened.seen_at)
    request.session.cycle_key()


def of(user) -> list[OpenSession]:
    """Return the sessions of a person that are still open, the last seen first; one query."""
    return list(OpenSession.objects.filter(user=user, started_at__gt=timezone.now() - _whole()))


def end(user, *, but: str | None = None, only: int | None = None, origin=None) -> int:
    """End sessions of a person: all, all but the one of this key, or one alone; return how many ended."""
    rows = OpenSession.objects.filter(user=user).exclude(session_key=but or "")
    rows = rows.filter(pk=only) if only is not None else rows
    with transaction.atomic():
        keys = list(rows.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        OpenSession.objects.filter(session_key__in=keys).delete()
        if origin is not None and keys:
            journal.record(JournalAct.SESSION_ENDED_REMOTELY, origin, user)
    return len(keys)


def end_what_is_over(now) -> None:
    """Remove the rows of sessions whose hours are past; for the periodic work."""
    OpenSession.objects.filter(started_at__lte=now - _whole()).delete()


# --- the form that was being typed ----------------------------------------------------------------------------------


def keep(opened: OpenSession, path: str, fields: list[tuple[str, str]]) -> bool:
    """Seal what was posted to a path in the row of its session; False when it is too long to be kept."""
    said = json.dumps({"path": path, "fields": fields}).encode()
    if len(said) > KEPT_AT_MOST:
        return False
    OpenSession.objects.filter(pk=opened.pk).update(kept=crypto.seal_in(Family.TYPED, said))
    return True


def kept(opened: OpenSession) -> dict | None:
    """Return the path and the fields kept with a session; None when there is nothing, or nothing that opens."""
    token = OpenSession.objects.filter(pk=opened.pk).values_list("kept", flat=True).first()
    try:
        return json.loads(crypto.unseal_in(Family.TYPED, token)) if token else None
    except crypto.Unreadable:
        return None


def let_go(opened: OpenSession) -> None:
    """Forget the form that was kept."""
    OpenSession.objects.filter(pk=opened.pk).update(kept=b"")


@settled
def _idle() -> timedelta:
    return timedelta(minutes=settings.PORTAL_IDLE_MINUTES)


@settled
def _whole() -> timedelta:
    return timedelta(hours=settings.PORTAL_SESSION_HOURS)
