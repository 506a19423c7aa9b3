"""The background work of the library, on the queue: identifiers only, safe to run twice."""

from django_tasks import task

from guidance.services import checking, importing


@task(backend="jobs")
def check_links(run_id: int) -> None:
    """Do a part of a run, then ask for the next one: a queue is never held long."""
    if checking.work(run_id):
        check_links.enqueue(run_id)


@task(backend="jobs")
def read_import(import_id: int) -> None:
    """Read a file of references whole and say what is wrong in it."""
    importing.read(import_id)


@task(backend="jobs")
def bring_import(import_id: int) -> None:
    """Bring in the valid lines of a file that was read, all of them or none."""
    importing.bring(import_id)
