"""The check of the links: one run at a time, one host after another, every answer kept (L2)."""

import time
from collections import defaultdict
from datetime import timedelta
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from guidance import checking
from guidance.enums import RunState, Verdict
from guidance.models import CheckRun, Reference, ReferenceCheck
from guidance.services.library import in_months

PAUSE = 2.0  # seconds between two requests to one host
SLICE = 120.0  # seconds of work before the queue is given back
FAILURES = 3  # checks in a row without an answer before a link is called dead
TOOL = "contrôle automatique"
_HOLD = timedelta(minutes=5)


def hosts() -> list[str]:
    """Return the hosts that this installation lets the checker ask; none means that it is off."""
    return list(settings.PORTAL_LINK_HOSTS)


def guard() -> checking.PublicOnly:
    """Return what keeps the checker on the public web, and on the hosts allowed."""
    return checking.PublicOnly(hosts())


def start(asked_by: str) -> CheckRun | None:
    """Begin a run over every reference with an address, or return None when one is under way."""
    try:
        with transaction.atomic():
            return CheckRun.objects.create(asked_by=asked_by, total=Reference.objects.exclude(url="").count())
    except IntegrityError:
        return None


def current() -> CheckRun | None:
    """Return the run under way."""
    return CheckRun.objects.filter(ended_at=None).first()


def stop(run: CheckRun) -> None:
    """End a run where it is; what it found stays."""
    CheckRun.objects.filter(pk=run.pk, ended_at=None).update(state=RunState.STOPPED, ended_at=timezone.now())


def work(run_id: int, *, seconds: float = SLICE, web=None, wait=time.sleep, clock=time.monotonic) -> bool:
    """Do a part of a run; True when some of it is left. Two workers never hold the same run, and none repeats a check.

    `web` is the guard; tests give their own.
    """
    if not _take(run_id):
        return False
    until, peace = clock() + seconds, Peace(wait=wait, clock=clock)
    for row in _in_turn(_left(run_id)):
        if clock() > until or CheckRun.objects.filter(pk=run_id, ended_at__isnull=False).exists():
            break
        check(row, web or guard(), pause=peace, run_id=run_id)
        done = ReferenceCheck.objects.filter(run_id=run_id).count()
        CheckRun.objects.filter(pk=run_id).update(done=done, busy_until=timezone.now() + _HOLD)
    return _give_back(run_id)


def _take(run_id: int) -> bool:
    now = timezone.now()
    free = CheckRun.objects.filter(pk=run_id, ended_at=None).exclude(busy_until__gt=now)
    return bool(free.update(busy_until=now + _HOLD, state=RunState.RUNNING))


def _give_back(run_id: int) -> bool:
    left = _left(run_id).exists()
    run = CheckRun.objects.filter(pk=run_id, ended_at=None)
    if left:
        return bool(run.update(busy_until=None))
    run.update(busy_until=None, state=RunState.DONE, ended_at=timezone.now())
    return False


def _left(run_id: int):
    return Reference.objects.exclude(url="").exclude(checks__run_id=run_id).order_by("pk")


def _in_turn(references):
    """Yield references so that two of one host are as far apart as they can be."""
    by_host = defaultdict(list)
    for row in references:
        by_host[_host(row.url)].append(row)
    return filter(None, chain.from_iterable(zip_longest(*by_host.values())))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


class Peace:
    """Leaves `PAUSE` seconds between two requests to one host."""

    def __init__(self, *, wait=time.sleep, clock=time.monotonic):
        self._wait, self._clock, self._asked = wait, clock, {}

    def __call__(self, host: str) -> None:
        rest = self._asked.get(host, float("-inf")) + PAUSE - self._clock()
        if rest > 0:
            self._wait(rest)
        self._asked[host] = self._clock()


def check(row: Reference, web, *, pause=lambda host: None, run_id: int | None = None) -> ReferenceCheck:
    """Ask for one reference and record what was found; an address that must not be asked is not, and stays to check."""
    try:
        answer = checking.fetch(row.url, web, pause=pause)
    except checking.Refused as refused:
        return _record(row, checking.Finding(Verdict.TO_CHECK, f"non vérifiée : {refused}"), None, run_id)
    return _record(row, checking.judge(answer, asked=row.url, known=row.fingerprint), answer, run_id)


@transaction.atomic
def _record(row: Reference, found: checking.Finding, answer, run_id) -> ReferenceCheck:
    verdict = Verdict.DEAD if found.failed and _failed_before(row) else found.verdict
    kept, _ = ReferenceCheck.objects.get_or_create(
        reference=row,
        run_id=run_id,
        **({} if run_id else {"checked_at": timezone.now()}),
        defaults={
            "verdict": verdict,
            "by": TOOL,
            "url": row.url,
            "found_url": answer.url[:600] if answer and answer.url != row.url else "",
            "answer": answer.status if answer else None,
            "reason": found.reason[:255],
            "fingerprint": found.fingerprint,
            "failed": found.failed,
        },
    )
    if verdict != Verdict.TO_CHECK:  # what could not be known changes nothing of what a person knew
        _conclude(row, verdict, found)
    return kept


def _failed_before(row: Reference) -> bool:
    last = list(row.checks.values_list("failed", flat=True)[: FAILURES - 1])
    return len(last) == FAILURES - 1 and all(last)


def _conclude(row: Reference, verdict, found: checking.Finding) -> None:
    """The content a person checked stays the one to compare with, until a person checks again."""
    today = timezone.localdate()
    changes = {"status": verdict, "checked_on": today, "checked_by": TOOL, "next_check_on": in_months(today, 6)}
    if not row.fingerprint and found.fingerprint:
        changes["fingerprint"] = found.fingerprint
    Reference.objects.filter(pk=row.pk, url=row.url).update(**changes)


def summary(run: CheckRun) -> list[tuple[str, int]]:
    """Return how many references a run found in each state, in French."""
    found = run.checks.values_list("verdict").annotate(Count("pk")).order_by("verdict")
    return [(Verdict(verdict).label, count) for verdict, count in found]
