"""The texts and what stands beside the fiches, loaded once for a folder of tests and rolled back after it."""

from contextlib import contextmanager
from io import StringIO

from django.core.management import call_command
from django.db import transaction

from forms_app.services.doctrine import clauses


@contextmanager
def everything(blocker):
    """Both texts, the mapping and the delivered models."""
    with blocker.unblock(), transaction.atomic():
        call_command("load_texts", stdout=StringIO())
        call_command("load_fiches", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def forget_what_is_held():
    """Tests give one version number to several states of the site, which a real site never does."""
    clauses.clear()
