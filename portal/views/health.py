"""What supervisors ask: is it alive, is it ready for visitors, what do its numbers say; never who or what."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, HttpResponseNotFound
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import measures

_TEXT = "text/plain; charset=utf-8"
_ready = False  # once the schema is complete it stays so for the life of a process


@never_cache
@login_not_required
@require_safe
def healthz(request):
    """Ask the database one row; says nothing about why it fails, the logs do."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("indisponible\n", status=503, content_type=_TEXT)
    return HttpResponse("ok\n", content_type=_TEXT)


@never_cache
@login_not_required
@require_safe
def ready(request):
    """200 when the database answers and no migration waits: a proxy may send visitors here."""
    global _ready
    try:
        _ready = _ready or not _waiting_migrations()
    except DatabaseError:
        return HttpResponse("indisponible\n", status=503, content_type=_TEXT)
    return healthz(request) if _ready else HttpResponse("en préparation\n", status=503, content_type=_TEXT)


def _waiting_migrations():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


@never_cache
@login_not_required
@require_safe
def metrics(request):
    """The numbers of `portal.measures` for a collector that has the token; for anybody else, nothing is here."""
    token = settings.PORTAL_METRICS_TOKEN
    if not token or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return HttpResponseNotFound("absent\n", content_type=_TEXT)
    return HttpResponse(measures.text(), content_type="text/plain; version=0.0.4; charset=utf-8")
