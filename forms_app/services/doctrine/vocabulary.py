"""Words added to the outgoing check: by whom, when, and never removed without a trace.

The log holds words of the list, which are nobody's health: no word of a letter comes here.
"""

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from forms_app.models import LexiconEntry

ADDED, STOPPED, RESUMED = "forms_app.word.add", "forms_app.word.stop", "forms_app.word.resume"
SAID = {ADDED: "ajouté", STOPPED: "mis de côté", RESUMED: "repris"}
_LATEST = 50


def entries():
    """Return every word that was added, used or not, in alphabetical order. One query."""
    return LexiconEntry.objects.select_related("added_by").order_by("word")


@transaction.atomic
def add(entry: LexiconEntry, user) -> LexiconEntry:
    """Keep a new word under its author's name; ValidationError when it cannot be one, or is there already."""
    entry.added_by = user
    entry.full_clean()
    entry.save()
    log(instance=entry, action=ADDED, user=user, title=entry.word)
    return entry


@transaction.atomic
def switch(entry: LexiconEntry, user, *, active: bool) -> LexiconEntry:
    """Use a word again, or stop using it; twice the same act is one."""
    entry = LexiconEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.active != active:
        entry.active = active
        entry.save(update_fields=["active", "updated_at"])
        log(instance=entry, action=RESUMED if active else STOPPED, user=user, title=entry.word)
    return entry


def history() -> list[dict]:
    """Return the latest acts: when, who, which word, what. One query."""
    rows = ModelLogEntry.objects.filter(action__in=SAID).select_related("user").order_by("-timestamp", "-pk")[:_LATEST]
    return [{"at": row.timestamp, "by": _name(row.user), "word": row.label, "act": SAID[row.action]} for row in rows]


def _name(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else "un compte supprimé"
