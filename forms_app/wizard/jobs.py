"""The background work of the mail, on the queue: identifiers only, safe to run twice."""

from django_tasks import task

from forms_app.models import PrintJob
from forms_app.wizard import prepared


@task(backend="jobs")
def make_letters(job: str) -> None:
    """Make a part of the letters of a job, then ask for the next one: a queue is never held long."""
    row = PrintJob.objects.select_related("authority", "made_by").get(pk=job)
    if prepared.work(row, origin=prepared.origin_of_job(row), most=prepared.AT_ONCE):
        make_letters.enqueue(job)
