"""Where readers find the alerts: their own page, the home page and the texts; each leaves with its last day."""

from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from guidance.services import network

pytestmark = pytest.mark.django_db
PLACES = ("/", "/textes/", "/alertes/")
LAST_EVENING, MIDNIGHT_PASSED = "2027-03-10T23:59:00+01:00", "2027-03-11T00:01:00+01:00"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_texts", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def texts(loaded, db):
    """Every test of this module finds the home page and the texts."""


def main(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("path", ["/", "/textes/"])
def test_a_page_that_is_kept_drops_an_alert_after_midnight(client, make, path):
    make("Rougeole")
    with time_machine.travel(LAST_EVENING, tick=False):
        assert "Rougeole" in main(client, path)
        assert "Rougeole" in main(client, path)
    with time_machine.travel(MIDNIGHT_PASSED, tick=False):
        assert "Rougeole" not in main(client, path)


def test_after_its_last_day_an_alert_is_in_the_archives_only(client, make):
    make("Rougeole")
    with time_machine.travel(LAST_EVENING, tick=False):
        assert "Archives" not in main(client, "/alertes/")
    with time_machine.travel(MIDNIGHT_PASSED, tick=False):
        page = main(client, "/alertes/")
    assert "Aucune alerte en cours" in page
    assert page.index("Archives") < page.index("Rougeole") and "Montrée jusqu’au 10 mars 2027" in page


@pytest.mark.parametrize("path", PLACES)
def test_an_alert_reaches_readers_when_validated_and_leaves_when_withdrawn(
    client, make, editor, validator, reader, path
):
    row = make("Rougeole", validated=False)
    with time_machine.travel("2027-03-05T10:00:00+01:00", tick=False):
        assert "Rougeole" not in main(client, path)
        network.validate(row, validator)
        assert "Rougeole" not in main(client, path)
        network.validate(row, reader)
        assert "Rougeole" in main(client, path)
        network.withdraw(row, editor)
        assert "Rougeole" not in main(client, path).partition("Archives")[0]


@time_machine.travel("2027-03-05T10:00:00+01:00", tick=False)
def test_a_filter_keeps_what_is_about_the_country_and_ignores_an_unknown_one(client, make):
    make("Rougeole", countries=["ML"])
    assert "Rougeole" in main(client, "/alertes/?pays=ML")
    assert "Rougeole" not in main(client, "/alertes/?pays=SN")
    assert "Rougeole" in main(client, "/alertes/?pays=Atlantide&groupe=%00")


@time_machine.travel("2027-03-05T10:00:00+01:00", tick=False)
def test_typed_markup_and_hostile_addresses_reach_no_page(client, make):
    make("<b>Titre</b>", body="<script>x</script>\n\nSuite", url="javascript:alert(1)")
    page = main(client, "/alertes/")
    assert "<b>Titre" not in page and "<script>x" not in page and "javascript:" not in page
    assert "&lt;b&gt;Titre" in page


@time_machine.travel("2027-03-05T10:00:00+01:00", tick=False)
def test_the_number_of_queries_does_not_grow_with_the_alerts(client, make):
    before = asked(client)
    for number in range(40):
        make(f"Alerte {number}", ends="2027-03-10" if number % 2 else "2027-03-02", groups=["vih"], countries=["ML"])
    assert asked(client) == before


def asked(client):
    main(client, "/alertes/")
    with CaptureQueriesContext(connection) as queries:
        main(client, "/alertes/")
    return len(queries)
