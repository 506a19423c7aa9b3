"""Who a session belongs to: the person, their roles and the version of the site, in one question."""

from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from guidance import plain
from guidance.models import SiteVersion


class PersonBackend(AuthenticationBackend):
    """allauth's sign-in; the person that a session names arrives with what every page asks of them."""

    def get_user(self, user_id):
        """Return an active person with `groups_read` and both versions of the site, read now; None for anybody else.

        One row for each group: nobody has more than a few.
        """
        rows = plain.ask(_question(), [user_id])
        person = plain.made(get_user_model(), rows[0]) if rows else None
        if person is None or not self.user_can_authenticate(person):
            return None
        person.groups_read = frozenset(row[-3] for row in rows if row[-3])
        person.site_version, person.beside_version = (number or 0 for number in rows[0][-2:])
        return person


@cache
def _question() -> str:
    """Names of our own tables only; the person's key is a parameter."""
    user = get_user_model()
    people, members = user._meta.db_table, user.groups.through._meta.db_table
    return f"""SELECT {plain.columns(user, "p")}, g.name, v.number, b.number FROM {people} p
        LEFT JOIN {members} m ON m.{user._meta.model_name}_id = p.id
        LEFT JOIN {Group._meta.db_table} g ON g.id = m.group_id
        LEFT JOIN {SiteVersion._meta.db_table} v ON v.id = {SiteVersion.PAGES}
        LEFT JOIN {SiteVersion._meta.db_table} b ON b.id = {SiteVersion.BESIDE}
        WHERE p.id = %s"""  # noqa: S608 - names of our own tables
