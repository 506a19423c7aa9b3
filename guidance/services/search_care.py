"""The care of the search (R5): words that find nothing, counted of nobody, and the results editors pin or set aside.

The rule of what is kept: the words without order of time finer than the week, of no person; a digest alone until
`READERS` readers have typed them in that week, so that what one person typed once, or ten times, is never written.
"""

import hashlib
import hmac
import secrets
from datetime import date, timedelta

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guidance import extensions
from guidance.enums import SearchAct
from guidance.models import Entry, SearchChoice, SearchMiss
from guidance.search import analyser
from guidance.search.choices import phrase_key
from guidance.search.parsing import clean

READERS = 3
MOST_WORDS, MOST_SIGNS, MOST_DIGITS = 6, 120, 3
MOST_PENDING = 2_000  # digests of one week; beyond, new words are not counted
WEEKS_KEPT = 52
_WEEK = 7 * 24 * 3600  # seconds


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def countable(query: str) -> str:
    """Return the words of a query as they are counted; nothing for what may speak of a person (C2) or is no phrase."""
    query = clean(query)
    found = [token.word for token in analyser.words(query, 0, len(query))]
    words = " ".join(found)
    digits = sum(sign.isdigit() for sign in words)
    if not 0 < len(found) <= MOST_WORDS or len(words) > MOST_SIGNS or digits > MOST_DIGITS:
        return ""
    return "" if extensions.objections(query) else words


def missed(query: str, reader: str, today: date | None = None) -> None:
    """Count words that found nothing, once a week for a reader, whichever process answers; `reader` is not kept."""
    words, week = countable(query), week_of(today or timezone.localdate())
    if not words or _counted(week, reader, words):
        return
    digest = salted_hmac("guidance.search_care", f"{week}:{words}", algorithm="sha256").hexdigest()
    asked = SearchMiss.objects.filter(week=week, digest=digest)
    with transaction.atomic():
        if not asked.exists():
            forget(week)
            if SearchMiss.objects.filter(week=week, words="").count() >= MOST_PENDING:
                return
            SearchMiss.objects.get_or_create(week=week, digest=digest)
        asked.update(count=F("count") + 1)
        asked.filter(count__gte=READERS, words="").update(words=words)


def _counted(week: date, reader: str, words: str) -> bool:
    """Tell whether this reader was already counted for these words this week, and remember it for a week.

    All processes share the mark: a digest under a secret drawn for the week and dropped after it, so that who typed
    what cannot be asked afterwards, even with every key of the installation.
    """
    name = f"search-care:{week}"
    secret = cache.get_or_set(name, lambda: secrets.token_hex(32), 2 * _WEEK)
    sealed = hmac.digest(bytes.fromhex(secret), f"{reader}\n{words}".encode(), hashlib.sha256).hex()
    return not cache.add(f"{name}:{sealed}", 1, _WEEK)


def forget(week: date | None = None) -> None:
    """Erase the digests of past weeks, and the words of more than a year ago."""
    week = week or week_of(timezone.localdate())
    cache.delete_many([f"search-care:{week - timedelta(weeks=back)}" for back in range(1, 4)])
    SearchMiss.objects.filter(week__lt=week, words="").delete()
    SearchMiss.objects.filter(week__lt=week - timedelta(weeks=WEEKS_KEPT)).delete()


def misses():
    """Return the words that readers looked for in vain and nobody has handled, the oldest week first."""
    return SearchMiss.objects.filter(handled=False).exclude(words="").order_by("week", "-count", "words")


def handle(pk: int) -> int:
    """Take words off the list of what waits; returns how many rows were there."""
    return SearchMiss.objects.exclude(words="").filter(pk=pk, handled=False).update(handled=True)


def decide(act: SearchAct, phrase: str, entry: str, editor, reason: str) -> SearchChoice:
    """Pin a result for a phrase, or set it aside; raises ValidationError in French when it cannot be."""
    phrase, reason = clean(phrase), reason.strip()
    if not phrase:
        raise ValidationError("Écrivez d’abord la phrase cherchée.")
    if not reason or len(reason) > 255:
        raise ValidationError("Donnez la raison en une phrase, 255 signes au plus : les rédacteurs la liront.")
    if objections := extensions.objections(phrase, reason):
        raise ValidationError(objections)
    row = Entry.objects.filter(key=entry).first()
    if row is None:
        raise ValidationError("Ce résultat n’existe plus.")
    title = f"{row.label} {row.title}".strip()
    try:
        with transaction.atomic():
            return SearchChoice.objects.create(
                phrase=phrase,
                stems=phrase_key(phrase),
                act=act,
                entry=entry,
                title=title,
                reason=reason,
                made_by=editor,
            )
    except IntegrityError:
        raise ValidationError("Un choix existe déjà pour ce résultat : annulez-le d’abord.") from None


def undo(pk: int, editor) -> int:
    """End a choice; the row stays as history. Returns how many choices were ended."""
    standing = SearchChoice.objects.filter(pk=pk, ended_at=None)
    return standing.update(ended_at=timezone.now(), ended_by=editor)


def restore(pk: int, editor) -> SearchChoice:
    """Make again a choice that was ended, under the name of who does; raises ValidationError as `decide` does."""
    row = SearchChoice.objects.get(pk=pk)
    if row.ended_at is None:
        raise ValidationError("Ce choix est en cours.")
    return decide(SearchAct(row.act), row.phrase, row.entry, editor, row.reason)


def lost():
    """Return the choices in use whose result is not in the index any more."""
    held = Entry.objects.filter(key=OuterRef("entry"))
    return SearchChoice.objects.filter(~Exists(held), ended_at=None).order_by("made_at", "pk")
