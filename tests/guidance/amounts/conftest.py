"""The delivered series as rows, loaded once for each test that asks; people of the desk."""

from collections import Counter
from datetime import date

import pytest

from guidance.content.amounts import read_amounts
from guidance.enums import AmountKind
from guidance.models import AmountPeriod
from guidance.services import loading, loading_amounts
from guidance.views import page_cache
from tests.conftest import make_account


@pytest.fixture
def loaded(db):
    """Rows of the delivered series; the texts themselves are not loaded."""
    page_cache.clear()
    ledger = loading.Ledger()
    loading_amounts.load(read_amounts(), {}, ledger)
    yield Counter(ledger.report)
    page_cache.clear()


@pytest.fixture
def people(db):
    """Two editors and two validators, by name."""
    found = {}
    for name, role in (
        ("editor", "redacteur"),
        ("colleague", "redacteur"),
        ("validator", "valideur"),
        ("second", "valideur"),
    ):
        user = make_account(role, first_name=name.capitalize(), last_name="Essai")
        user.username = name
        user.save()
        found[name] = user
    return found


@pytest.fixture
def draft(people):
    """Function that returns a draft typed by the editor: the base of métropole from a day, or what is said instead."""

    def make(day="2027-04-01", **more):
        values = {
            "kind": AmountKind.BASE,
            "effective_from": date.fromisoformat(day),
            "one": 11_000,
            "two": 16_500,
            "three": 19_800,
            "four": 23_100,
            "extra": 4_400,
            "reference": "Arrêté d’essai",
            "source": "Journal d’essai",
            "entered_by": people["editor"],
        }
        row = AmountPeriod(**values | more)
        row.full_clean()
        row.save()
        return row

    return make
