"""Discussions without identity: asked, answered, erased by their author, forgotten on their day (A-31, W13).

No word of them enters the journal, a log or an error: only the sealed rows hold them.
"""

import json
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from forms_app import crypto
from forms_app.enums import KeptText
from forms_app.models import Discussion, DiscussionReply
from forms_app.rules import keeping
from forms_app.services.fiches.unnamed import unnamed


class Absent(Exception):
    """No such discussion, or it is over; answered as if it had never been."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A question or an answer in clear, for the time of one request."""

    row: Discussion | DiscussionReply
    subject: str
    text: str


def alive() -> QuerySet[Discussion]:
    """Return the discussions that may be read today, newest first, each with its number of `answers`. One query."""
    rows = Discussion.objects.alive(timezone.localdate()).select_related("author")
    return rows.annotate(answers=Count("replies")).order_by("-asked_at", "pk")


def opened(row: Discussion | DiscussionReply) -> Opened:
    """Return a row in clear; an unreadable one, sealed under a key that is lost, has no words."""
    try:
        held = json.loads(crypto.unseal(row.payload))
    except crypto.Unreadable:
        held = {"subject": "Illisible", "text": ""}
    return Opened(row, held["subject"], held["text"])


def get(key: uuid.UUID) -> Discussion:
    """Return a discussion that may be read today; `Absent` otherwise."""
    row = alive().filter(pk=key).first()
    if row is None:
        raise Absent
    return row


def replies(row: Discussion) -> list[Opened]:
    """Return the answers to a question, oldest first. One query."""
    return [opened(reply) for reply in row.replies.select_related("author").order_by("said_at", "pk")]


def ask(author, key: uuid.UUID, subject: str, text: str) -> Discussion:
    """Keep a question and return it; the same `key` sent twice by its author is one question.

    Raises `unnamed.Named` when a word could tell who, `Absent` when the key is somebody else's.
    """
    row = Discussion(pk=key, author=author, payload=sealed(unnamed(subject), unnamed(text)), ends_on=_last_day())
    return _once(row)


def reply(row: Discussion, author, key: uuid.UUID, text: str) -> DiscussionReply:
    """Keep an answer and return it, under the same conditions; it ends with its question."""
    return _once(DiscussionReply(pk=key, discussion=row, author=author, payload=sealed("", unnamed(text))))


def erase(row: Discussion | DiscussionReply, user) -> None:
    """Erase one's own question with its answers, or one's own answer; `Absent` for somebody else's."""
    if row.author_id != user.pk:
        raise Absent
    row.delete()


def purge_over() -> int:
    """Erase the discussions whose last day is past, and return how many there were."""
    over = Discussion.objects.over(timezone.localdate())
    count = over.count()
    over.delete()
    return count


def sealed(subject: str, text: str) -> bytes:
    """Return the words of a row, sealed under the keys of the installation."""
    return crypto.seal(json.dumps({"subject": subject, "text": text}).encode("ascii"))


def _last_day():
    return keeping.last_day(KeptText.DISCUSSION, timezone.localdate())


def _once(row):
    """Insert a row; the second of two clicks finds the first one's."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        first = type(row).objects.filter(pk=row.pk, author=row.author).first()
        if first is None:
            raise Absent from None
        return first
    return row
