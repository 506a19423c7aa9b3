"""Numbers of an installation for a collector, in the text format of Prometheus: of no person, of no dossier."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forms_app.models import JournalEvent
from forms_app.services.dossiers import opening
from portal.models import Lease, OpenSession, OutgoingMail

SEEN = timedelta(minutes=30)


def text() -> str:
    """Return every measure with its meaning; six queries whatever the installation holds."""
    return "".join(_family(*each) for each in _measures())


def _family(name: str, meaning: str, values: Iterable[tuple[str, float]]) -> str:
    lines = "".join(f"portal_{name}{label} {value:g}\n" for label, value in values)
    return f"# HELP portal_{name} {meaning}\n# TYPE portal_{name} gauge\n{lines}"


def _measures():
    now = timezone.now()
    yield "mail_waiting", "Mails not yet sent.", [("", OutgoingMail.objects.count())]
    yield "tasks", "Background tasks by state.", [(f'{{state="{state}"}}', count) for state, count in _tasks()]
    leases = Lease.objects.order_by("name").values_list("name", "due_at")
    behind = [(f'{{work="{name}"}}', max(0.0, (now - due).total_seconds())) for name, due in leases]
    yield "work_behind_seconds", "How long each periodic work is overdue.", behind
    last = JournalEvent.objects.order_by("-number").values_list("number", flat=True).first()
    yield "journal_rows", "Rows of the journal.", [("", last or 0)]
    yield (
        "sessions",
        "Sessions seen in the last half hour.",
        [("", OpenSession.objects.filter(seen_at__gte=now - SEEN).count())],
    )
    yield "dossiers_open", "Whether named dossiers may exist here.", [("", opening.dossiers_open())]


def _tasks():
    return DBTaskResult.objects.values_list("status").annotate(Count("pk")).order_by("status")
