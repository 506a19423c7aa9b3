"""What every page asks of a person, as one question: the row, the roles, the versions of the site.

The reading of a session asks it with its own (`sessions`), a backend asks it alone (`backends`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Model

from forms_app.enums import CaseRole
from forms_app.models import Membership
from guidance import plain
from guidance.models import SiteVersion

#: How many columns follow those of the person: the journal they read, a group, both versions.
_MORE = 4
_arrived: ContextVar[Model | None] = ContextVar("person_of_a_session", default=None)


@cache
def columns() -> str:
    """Return what is selected of a person `p`, those of the row first; takes the values of `auditing`."""
    return f"""{plain.columns(get_user_model(), "p")}, EXISTS (
            SELECT 1 FROM {Membership._meta.db_table} a WHERE a.user_id = p.id AND a.role = %s AND a.starts_on <= %s
            AND (a.ends_on IS NULL OR a.ends_on >= %s) AND a.confirmed_at IS NOT NULL AND a.closed_at IS NULL
        ), g.name, v.number, b.number"""  # noqa: S608 - names of our own tables


@cache
def joins() -> str:
    """Return what is joined to a person `p`: one row for each group, and nobody has more than a few."""
    user = get_user_model()
    members, site = user.groups.through._meta.db_table, SiteVersion._meta.db_table
    return f"""LEFT JOIN {members} m ON m.{user._meta.model_name}_id = p.id
        LEFT JOIN {Group._meta.db_table} g ON g.id = m.group_id
        LEFT JOIN {site} v ON v.id = {SiteVersion.PAGES}
        LEFT JOIN {site} b ON b.id = {SiteVersion.BESIDE}"""


@cache
def width() -> int:
    """Return how many columns `columns` selects."""
    return len(get_user_model()._meta.concrete_fields) + _MORE


def auditing(today: date) -> tuple[str, str, str]:
    """Return the values of the question: the role that reads the journal of an authority, on a day."""
    day = today.isoformat()
    return CaseRole.AUDITOR.value, day, day


def made(rows: Sequence[tuple]) -> Model | None:
    """Return the person that rows beginning with `columns` say, with what every page asks of them; None for nobody."""
    if not rows or rows[0][0] is None:
        return None
    person, last = plain.made(get_user_model(), rows[0]), width()
    audits, _, site, beside = rows[0][last - _MORE : last]
    person.audits = bool(audits)
    person.groups_read = frozenset([row[last - 3] for row in rows if row[last - 3]])
    person.site_version, person.beside_version = site or 0, beside or 0
    return person


def themselves(user: Model) -> Model:
    """Return the person behind what Django puts in their place until somebody asks: every look passed through it."""
    return getattr(user, "_wrapped", user)


@contextmanager
def arriving(rows: Sequence[tuple]) -> Iterator[None]:
    """Hold, for the length of a block, the person that the reading of a session has just brought."""
    token = _arrived.set(made(rows))
    try:
        yield
    finally:
        _arrived.reset(token)


def arrived(key: object) -> Model | None:
    """Return the person that is arriving, when it is the one of this key."""
    person = _arrived.get()
    return person if person is not None and person.pk == key else None
