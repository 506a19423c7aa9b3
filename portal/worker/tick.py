"""The periodic work, done by one worker at a time whatever the number of workers."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from forms_app.services.dossiers import diagnoses, dossier_marks
from forms_app.services.fiches import calibration, discussions, drafts
from forms_app.services.mail import digests
from forms_app.services.trace import journal_heads, journal_sending
from guidance.search import index
from guidance.services import search_care
from portal import advisories
from portal.accounts import open_sessions
from portal.models import Lease
from portal.worker.mail import deliver_due_mail
from portal.worker.queue import purge_finished, requeue_lost, retry_failed

logger = logging.getLogger("portal.worker")
LEASE = timedelta(minutes=5)


def publish_scheduled():
    """Publish what was approved for a moment now past."""
    call_command("publish_scheduled", verbosity=0)


def clear_sessions():
    """Forget ended sessions."""
    call_command("clearsessions", verbosity=0)
    open_sessions.end_what_is_over(timezone.now())


def index_of_the_day():
    """Index again at the first turn of each day in Paris: an edition comes into force without being touched."""
    today = timezone.localdate()
    if _indexed.get("day") != today:
        index.rebuild()
        _indexed["day"] = today


_indexed = {}

PERIODIC = {
    "minute": (
        timedelta(minutes=1),
        (publish_scheduled, deliver_due_mail, requeue_lost, retry_failed, index_of_the_day, drafts.purge_expired)
        + (dossier_marks.refresh_old, digests.send_due),
    ),
    "hour": (
        timedelta(hours=1),
        (purge_finished, clear_sessions, discussions.purge_over, calibration.purge_over, search_care.forget)
        + (diagnoses.open_over,),
    ),
    "journal": (timedelta(minutes=settings.PORTAL_JOURNAL_MINUTES), (journal_heads.export,)),
    # On its own, and last: a collector that does not answer holds nobody's mail.
    "collector": (timedelta(minutes=1), (journal_sending.send_new,)),
    "libraries": (timedelta(days=1), (advisories.review_of_the_day,)),
}


def tick(holder, now=timezone.now):
    """Do what is due and free to take; returns the names of the periods done."""
    return [name for name in PERIODIC if run_period(name, holder, now)]


def run_period(name, holder, now):
    """Whether this worker did the period; a job that fails is logged and does not stop the others."""
    every, jobs = PERIODIC[name]
    started = now()
    if not Lease.objects.take(name, holder, at=started, until=started + LEASE):
        return False
    for job in jobs:
        try:
            job()
        except Exception as error:
            logger.error("Periodic work %s failed: %s", job.__name__, type(error).__name__)
    Lease.objects.finish(name, holder, at=now(), due_at=started + every)
    return True
