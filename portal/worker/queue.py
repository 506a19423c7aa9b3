"""What the queue's library does not do: take back the work of a killed worker, retry, forget what is finished."""

from datetime import timedelta

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

MAX_ATTEMPTS = 5
STALE_AFTER = timedelta(minutes=10)
KEEP_DONE, KEEP_FAILED = timedelta(days=7), timedelta(days=30)


def backoff(attempts):
    """Wait before the next attempt: 1, 4, 16, 64 minutes."""
    return timedelta(minutes=4 ** (attempts - 1))


def requeue_lost(stale_after=STALE_AFTER):
    """Put back tasks that a killed worker left running for longer than `stale_after`; tasks must be idempotent."""
    lost = DBTaskResult.objects.running().filter(started_at__lte=timezone.now() - stale_after)
    return sum(put_back(task, TaskResultStatus.RUNNING, timedelta()) for task in lost)


def retry_failed():
    """Put back failed tasks that have attempts left, each after a longer wait."""
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=timezone.now() - KEEP_FAILED)
    return sum(put_back(task, TaskResultStatus.FAILED, backoff(len(task.worker_ids))) for task in failed)


def put_back(task, status, wait):
    """1 if the task is ready again; each claim wrote a worker's name, so names count the attempts."""
    row = DBTaskResult.objects.filter(pk=task.pk, status=status, started_at=task.started_at)
    if len(task.worker_ids) >= MAX_ATTEMPTS:
        row.exclude(status=TaskResultStatus.FAILED).update(
            status=TaskResultStatus.FAILED, finished_at=timezone.now(), exception_class_path="portal.WorkerLost"
        )
        return 0
    return row.update(status=TaskResultStatus.READY, run_after=timezone.now() + wait, finished_at=None)


def purge_finished():
    """Forget finished tasks: done ones after a week, failed ones after a month."""
    now = timezone.now()
    DBTaskResult.objects.successful().filter(finished_at__lte=now - KEEP_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lte=now - KEEP_FAILED).delete()
