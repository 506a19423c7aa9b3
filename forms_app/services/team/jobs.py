"""The background work of the register, on the queue: identifiers only, safe to run twice."""

from django_tasks import task

from forms_app.services.team import register_import


@task(backend="jobs")
def read_list(import_id: int) -> None:
    """Read a list of doctors whole and keep what it would add and what it refuses."""
    register_import.read(import_id)


@task(backend="jobs")
def write_list(import_id: int) -> None:
    """Write the accepted lines of a confirmed list, all of them or none."""
    register_import.apply(import_id)
