"""Who a session belongs to: the person, their roles and the version of the site, in one question."""

from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from forms_app.enums import CaseRole
from forms_app.models import Membership
from guidance import plain
from guidance.models import SiteVersion


class PersonBackend(AuthenticationBackend):
    """allauth's sign-in; the person that a session names arrives with what every page asks of them."""

    def get_user(self, user_id):
        """Return an active person with `groups_read`, `audits` and both versions of the site; None for anybody else.

        One row for each group: nobody has more than a few.
        """
        rows = plain.ask(_question(), [*_auditing(), user_id])
        person = plain.made(get_user_model(), rows[0]) if rows else None
        if person is None or not self.user_can_authenticate(person):
            return None
        person.audits = bool(rows[0][-4])
        person.groups_read = frozenset(row[-3] for row in rows if row[-3])
        person.site_version, person.beside_version = (number or 0 for number in rows[0][-2:])
        return person


def _auditing() -> tuple:
    """The role that reads the journal of an authority, today: the bar shows the way to it."""
    today = timezone.localdate().isoformat()
    return CaseRole.AUDITOR.value, today, today


@cache
def _question() -> str:
    """Names of our own tables only; the person's key is a parameter."""
    user = get_user_model()
    people, members = user._meta.db_table, user.groups.through._meta.db_table
    return f"""SELECT {plain.columns(user, "p")}, EXISTS (
            SELECT 1 FROM {Membership._meta.db_table} a WHERE a.user_id = p.id AND a.role = %s AND a.starts_on <= %s
            AND (a.ends_on IS NULL OR a.ends_on >= %s) AND a.confirmed_at IS NOT NULL AND a.closed_at IS NULL
        ), g.name, v.number, b.number FROM {people} p
        LEFT JOIN {members} m ON m.{user._meta.model_name}_id = p.id
        LEFT JOIN {Group._meta.db_table} g ON g.id = m.group_id
        LEFT JOIN {SiteVersion._meta.db_table} v ON v.id = {SiteVersion.PAGES}
        LEFT JOIN {SiteVersion._meta.db_table} b ON b.id = {SiteVersion.BESIDE}
        WHERE p.id = %s"""  # noqa: S608 - names of our own tables
