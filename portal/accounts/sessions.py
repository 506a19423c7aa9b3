"""Sessions in the database, as Django keeps them; the reading of one, at every request, is plain SQL."""

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from guidance import plain

_QUESTION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's store: writing, expiry and encoding are its own."""

    def load(self):
        """Return what a session holds; an unknown or expired one is empty and loses its key."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        rows = plain.ask(_QUESTION, [self.session_key, now]) if self.session_key else []
        if not rows:
            self._session_key = None
            return {}
        return self.decode(rows[0][0])
