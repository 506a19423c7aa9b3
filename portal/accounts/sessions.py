"""Sessions in the database, as Django keeps them; the reading of one, at every request, is plain SQL.

With it, in the same question, come the row that says since when it is open and whether it is locked, and the person
whose session it is: three questions of one moment, one journey to the database. A page of a run has the draft brought
with them, if it is this person's own.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends import db
from django.core import signing
from django.db import connection
from django.utils import timezone

from forms_app.models import Draft
from guidance import dates, plain
from portal.accounts import persons
from portal.models import OpenSession

_READ = ("id", "user_id", "started_at", "seen_at", "locked_at")


@dataclass(slots=True)
class Opened:
    """What every request asks of a session that is open."""

    pk: int
    user_id: int
    started_at: datetime
    seen_at: datetime
    locked_at: datetime | None


class SessionStore(db.SessionStore):
    """Django's store: writing, expiry and encoding are its own.

    `opened` says who is signed in since when, or is None; `came` are the rows of that person as they were just read,
    for the middleware alone.
    """

    opened: Opened | OpenSession | None = None
    came: Sequence[tuple] = ()

    def __init__(self, session_key=None):
        super().__init__(session_key)
        self.brought: dict[UUID, Draft | None] = {}
        self._run: UUID | None = None

    def bring(self, run: UUID) -> None:
        """Have the draft of a run come with the session, into `brought`; nothing is, once the session has been read."""
        self._run = run

    def load(self):
        """Return what a session holds; an unknown or expired one is empty and loses its key."""
        rows = _rows(self.session_key, self._run) if self.session_key else []
        if not rows:
            self._session_key = None
            return {}
        first = persons.width()
        row, held = rows[0][first : first + len(_READ)], rows[0][first + len(_READ)]
        self.came, self.opened = rows, Opened(*plain.values(OpenSession, _READ, row)) if row[0] else None
        if self._run:
            draft = rows[0][first + len(_READ) + 1 :]
            self.brought[self._run] = _draft(draft) if draft[0] is not None else None
        return self.decode(held)

    def decode(self, session_data):
        """Return what the words of a row say; those that this process has verified once are not verified again."""
        try:
            return json.loads(_verified(session_data, self.key_salt, settings.SECRET_KEY))
        except (signing.BadSignature, ValueError):
            return super().decode(session_data)  # says so in the log

    def cycle_key(self):
        """Change the key, and that of the open session with it: a session renamed is the same one."""
        former, held = self.session_key, self._session
        self.create()
        self._session_cache = held
        if former:
            OpenSession.objects.filter(session_key=former).update(session_key=self.session_key)
            self.delete(former)

    def delete(self, session_key=None):
        """Remove a session and what says that it is open."""
        gone = session_key or self.session_key
        super().delete(session_key)
        if gone:
            OpenSession.objects.filter(session_key=gone).delete()


def _draft(read: Sequence) -> Draft:
    row = plain.made(Draft, read)
    row.of_dossier = read[-1]
    return row


@lru_cache(maxsize=256)
def _verified(words: str, salt: str, key: str) -> str:
    """Return as JSON what signed words say; the same words under the same key say it for ever. BadSignature if not."""
    return json.dumps(signing.loads(words, salt=salt, key=key))


def _rows(key: str, run: UUID | None) -> list[tuple]:
    now = timezone.now()
    until = connection.ops.adapt_datetimefield_value(now)
    draft = [Draft._meta.pk.get_db_prep_value(run, connection), until] if run else []
    return plain.ask(_question(bool(run)), [*persons.auditing(dates.of_paris(now).date()), *draft, key, until])


@cache
def _question(with_draft: bool) -> str:
    """Names of our own tables only; run, key and time are parameters."""
    read = ", ".join(f"o.{name}" for name in _READ)
    draft, joined = "", ""
    if with_draft:
        draft = f", {plain.columns(Draft, 'd')}, {Draft.of_dossier_as('d')}"
        joined = f"""LEFT JOIN {Draft._meta.db_table} d
            ON d.run = %s AND d.owner_id = o.user_id AND d.expires_at > %s"""
    return f"""SELECT {persons.columns()}, {read}, s.session_data{draft}
        FROM {db.SessionStore.get_model_class()._meta.db_table} s
        LEFT JOIN {OpenSession._meta.db_table} o ON o.session_key = s.session_key
        LEFT JOIN {get_user_model()._meta.db_table} p ON p.id = o.user_id
        {persons.joins()}
        {joined}
        WHERE s.session_key = %s AND s.expire_date > %s"""  # noqa: S608 - names of our own tables
