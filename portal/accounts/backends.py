"""Who a session belongs to: the person, their roles and the version of the site, in one question."""

from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.utils import timezone

from guidance import plain
from portal.accounts import persons


class PersonBackend(AuthenticationBackend):
    """allauth's sign-in; the person that a session names arrives with what every page asks of them."""

    def get_user(self, user_id):
        """Return an active person with `groups_read`, `audits` and both versions of the site; None for anybody else.

        One question, or none when the reading of the session has just brought this very person.
        """
        person = persons.arrived(user_id) or self.asked(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None

    @staticmethod
    def asked(user_id):
        return persons.made(plain.ask(_question(), [*persons.auditing(timezone.localdate()), user_id]))


@cache
def _question() -> str:
    """Names of our own tables only; the person's key is a parameter."""
    people = get_user_model()._meta.db_table
    return f"SELECT {persons.columns()} FROM {people} p {persons.joins()} WHERE p.id = %s"  # noqa: S608 - our own names
