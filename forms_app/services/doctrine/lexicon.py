"""The lexicon in use: the reviewed data and the physicians' words, kept by process until a word changes."""

from django.db.models import Count, Max

from forms_app import secrecy
from forms_app.models import LexiconEntry

_kept: tuple[tuple, secrecy.Lexicon] | None = None


def current() -> secrecy.Lexicon:
    """Return the lexicon as of now: one query, two when a word has changed since the last call of this process."""
    global _kept
    version = _version()
    if _kept is None or _kept[0] != version:
        rows = LexiconEntry.objects.filter(active=True).only("word", "family", "level")
        _kept = (version, secrecy.build(secrecy.delivered(), rows, _label(version)))
    return _kept[1]


def _version() -> tuple:
    """What changes with any word added, edited or removed."""
    rows = LexiconEntry.objects.aggregate(latest=Max("updated_at"), rows=Count("pk"), last=Max("pk"))
    return rows["latest"], rows["rows"], rows["last"]


def _label(version: tuple) -> str:
    latest, rows, _last = version
    delivered = secrecy.delivered()["version"]
    return f"{delivered}+{rows}@{latest:%Y-%m-%dT%H:%M:%S}" if rows else str(delivered)
