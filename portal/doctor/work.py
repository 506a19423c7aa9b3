"""Who works: the background worker, what waits for it, the administrators, the opening of dossiers."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forms_app.services.dossiers import opening
from portal.accounts import administrators
from portal.doctor.finding import Finding
from portal.models import Lease, OutgoingMail

LATE = timedelta(minutes=10)


def worker():
    """The work of each minute was done a short while ago by a worker, whichever it is."""
    minute = Lease.objects.filter(name="minute").first()
    if minute is None:
        return Finding.mend("worker", "never ran: start portal-work.service (manage.py work)")
    behind = timezone.now() - minute.due_at
    if behind > LATE:
        return Finding.mend(
            "worker", f"nothing done for {behind.total_seconds() / 60:.0f} minutes: portal-work.service"
        )
    return Finding.ok("worker", "the work of the minute is done")


def mail():
    if "@" not in settings.DEFAULT_FROM_EMAIL:
        return Finding.mend("mail", f"PORTAL_MAIL_FROM is no address: {settings.DEFAULT_FROM_EMAIL}")
    waiting = OutgoingMail.objects.filter(created_at__lt=timezone.now() - LATE).count()
    if waiting:
        return Finding.mend("mail", f"{waiting} wait for more than ten minutes: see « Mail » in the worker's log")
    return Finding.ok("mail", "nothing waits")


def tasks():
    failed = DBTaskResult.objects.failed().count()
    if failed:
        return Finding.look("tasks", f"{failed} failed in thirty days: each has its class and place, not its words")
    return Finding.ok("tasks", "none failed in thirty days")


def people():
    count = administrators.count()
    if count < 2:
        return Finding.mend("administrators", f"{count} in use, two are needed: manage.py name_administrator")
    return Finding.ok("administrators", f"{count} in use")


def dossiers():
    """Closed is a sound state; asked for and not met is not."""
    missing = [each.words for each in opening.conditions() if not each.met]
    if not settings.PORTAL_DOSSIERS:
        return Finding.ok("dossiers", "closed, as PORTAL_DOSSIERS says")
    if missing:
        return Finding.mend("dossiers", "asked for, still closed: " + "; ".join(missing))
    return Finding.ok("dossiers", "open")


CHECKS = (worker, mail, tasks, people, dossiers)
