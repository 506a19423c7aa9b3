"""Every address of the resolver attacked over HTTP: a new one is, without being named here.

HOSTILE_WALKS adds so many whole walks, each kind of attack as each person; HOSTILE_SEED changes what is sent.
"""

import logging
import os

import pytest

from tests.access import patterns
from tests.hostile.walking import besieged

WALKS = int(os.environ.get("HOSTILE_WALKS", "0"))
SEED = int(os.environ.get("HOSTILE_SEED", "20161227"))
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def siege(django_db_setup, django_db_blocker):
    """The attacks and their answers; nothing is logged, as the log that pytest captures would keep the megabytes."""
    logging.disable(logging.CRITICAL)
    try:
        with django_db_blocker.unblock(), besieged(SEED) as found:
            found.walk()
            for _ in range(WALKS):
                found.walk(everybody=True)
            yield found
    finally:
        logging.disable(logging.NOTSET)


def test_no_attack_breaks_the_server_and_every_answer_and_form_is_protected(siege):
    assert [f"{pattern} as {name}, {attack.kind}: {faults}" for pattern, name, attack, faults in siege.faults] == []


def test_the_attacks_went_everywhere_and_through_the_doors(siege):
    """A walk that is stopped at the sign-in, or sends nothing that can be read, would prove nothing."""
    assert siege.attacked == set(patterns())
    assert {200, 302, 400, 403, 404, 405, 422} <= set(siege.answered)
    assert siege.answered[200] + siege.answered[422] > 200
    assert siege.forms > 100
