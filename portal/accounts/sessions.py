"""Sessions in the database, as Django keeps them; the reading of one, at every request, is plain SQL.

With it, in the same question, comes the row that says since when it is open and whether it is locked.
"""

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from guidance import plain
from portal.models import OpenSession

_QUESTION = """SELECT o.id, o.session_key, o.user_id, o.started_at, o.seen_at, o.locked_at, s.session_data
    FROM django_session s LEFT JOIN portal_opensession o ON o.session_key = s.session_key
    WHERE s.session_key = %s AND s.expire_date > %s"""
_READ = ("id", "session_key", "user_id", "started_at", "seen_at", "locked_at")


class SessionStore(db.SessionStore):
    """Django's store: writing, expiry and encoding are its own. `opened` is the row of who is signed in, or None."""

    opened = None

    def load(self):
        """Return what a session holds; an unknown or expired one is empty and loses its key."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        rows = plain.ask(_QUESTION, [self.session_key, now]) if self.session_key else []
        if not rows:
            self._session_key = None
            return {}
        self.opened = plain.part(OpenSession, _READ, rows[0]) if rows[0][0] else None
        return self.decode(rows[0][-1])

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
