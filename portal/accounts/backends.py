"""Who a session belongs to: the person, their roles and the version of the site, in one question."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from guidance.models import SiteVersion


class PersonBackend(AuthenticationBackend):
    """allauth's sign-in; the person that a session names arrives with what every page asks of them."""

    def get_user(self, user_id):
        """Return an active person with `groups_read` and `site_version`, read now; None for anybody else.

        One row for each group: nobody has more than a few.
        """
        rows = list(get_user_model().objects.raw(_question(), [user_id]))
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        person = rows[0]
        person.groups_read = frozenset(row.group_name for row in rows if row.group_name)
        person.site_version = person.version_number or 0
        return person


def _question() -> str:
    """Names of our own tables only; the person's key is a parameter."""
    user = get_user_model()
    people, members = user._meta.db_table, user.groups.through._meta.db_table
    return f"""SELECT p.*, g.name AS group_name, v.number AS version_number FROM {people} p
        LEFT JOIN {members} m ON m.{user._meta.model_name}_id = p.id
        LEFT JOIN {Group._meta.db_table} g ON g.id = m.group_id
        LEFT JOIN {SiteVersion._meta.db_table} v ON v.id = 1
        WHERE p.id = %s"""  # noqa: S608 - names of our own tables
