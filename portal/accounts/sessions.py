"""Sessions in the database, as Django keeps them; the reading of one, at every request, is plain SQL.

With it, in the same question, come the row that says since when it is open and whether it is locked, and the person
whose session it is: three questions of one moment, one journey to the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.auth import get_user_model
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from guidance import plain
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

    def load(self):
        """Return what a session holds; an unknown or expired one is empty and loses its key."""
        rows = _rows(self.session_key) if self.session_key else []
        if not rows:
            self._session_key = None
            return {}
        *row, held = rows[0][persons.width() :]
        self.came, self.opened = rows, Opened(*plain.values(OpenSession, _READ, row)) if row[0] else None
        return self.decode(held)

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


def _rows(key: str) -> list[tuple]:
    now = timezone.now()
    until = connection.ops.adapt_datetimefield_value(now)
    return plain.ask(_question(), [*persons.auditing(timezone.localdate(now)), key, until])


@cache
def _question() -> str:
    """Names of our own tables only; key and time are parameters."""
    read = ", ".join(f"o.{name}" for name in _READ)
    return f"""SELECT {persons.columns()}, {read}, s.session_data
        FROM {db.SessionStore.get_model_class()._meta.db_table} s
        LEFT JOIN {OpenSession._meta.db_table} o ON o.session_key = s.session_key
        LEFT JOIN {get_user_model()._meta.db_table} p ON p.id = o.user_id
        {persons.joins()}
        WHERE s.session_key = %s AND s.expire_date > %s"""  # noqa: S608 - names of our own tables
