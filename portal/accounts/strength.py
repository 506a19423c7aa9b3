"""Whether a session has shown a second factor: read from what the session itself did, never from « has a device ».

A password alone opens a session that reaches nothing but the screens where the second factor is shown or set up.
"""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings

from guidance.settled import settled

SECOND = "mfa"  # the method under which allauth records a code, a key, a recovery code


@settled
def demanded() -> bool:
    """Tell whether sessions must show a second factor: always, but in a demonstration that says it does without."""
    return settings.PORTAL_SECOND_FACTOR or not settings.PORTAL_DEMO


def is_shown(request, user) -> bool:
    """Tell whether this session of this person has shown a second factor."""
    return any(record.get("method") == SECOND for record in get_authentication_records(request, user))


def show(request, user, **what) -> None:
    """Record that the session has just shown a second factor; its key changes with its rights."""
    record_authentication(request, user, SECOND, **what)
    request.session.cycle_key()


def forget(request) -> None:
    """Take the second factor of this session back: what proved it is no more."""
    records = request.session.get("account_authentication_methods", [])
    request.session["account_authentication_methods"] = [one for one in records if one.get("method") != SECOND]
