"""A calendar behind a secret, a mail of numbers: neither names anybody, both stop with the rights."""

import base64
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from forms_app import secrecy
from forms_app.enums import Digest, JournalAct, Outgoing
from forms_app.models import CalendarFeed, DigestChoice, JournalEvent, Membership
from forms_app.rules import deadlines
from forms_app.services.doctrine import lexicon
from forms_app.services.mail import calendars, digests
from forms_app.services.trace.journal import Origin
from portal.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("switched_on")]
ADDRESS = "/dossiers/agenda.ics"
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def late(here, dossier_in, act):
    """A dossier whose report came long ago."""
    row = dossier_in(here, family="Zorblaxo", given="Quintaline")
    act(row, "register-report", day=timezone.localdate() - timedelta(days=40), author="Kerdoncuff")
    return row


@pytest.fixture
def secret(accounts, here):
    return calendars.make(accounts["secretariat"], Origin(accounts["secretariat"]))


def calendar(secret):
    return Client().get(ADDRESS, {"cle": secret})


def test_the_calendar_tells_references_and_rules_and_no_name(late, secret):
    answer = calendar(secret)
    words = answer.content.decode()
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:{late.reference}\\, fiche 1 à envoyer" in words and "avis à rendre" in words
    assert "IV-2" in words and f"/dossiers/{late.pk}/" in words.replace("\r\n ", "")
    assert not any(name in words for name in ("Zorblaxo", "Quintaline", "Q. Z.", "Kerdoncuff", "médic", "malade"))


def test_what_a_calendar_says_of_each_rule_passes_the_outgoing_check():
    keys = {rule.key for rule in deadlines.RULES if rule.key != "bilan"}
    assert set(calendars.WORDS) == keys
    assert not [words for words in calendars.WORDS.values() if secrecy.check(words, Outgoing.PROSE, lexicon.current())]


def test_the_lines_of_a_calendar_are_short_and_whole(late, secret):
    raw = calendar(secret).content
    assert raw.endswith(b"END:VCALENDAR\r\n") and b"\n\n" not in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert raw.count(b"BEGIN:VEVENT") == raw.count(b"END:VEVENT") == 2


def test_a_secret_that_is_unknown_revoked_or_replaced_opens_nothing(late, secret, accounts):
    user = accounts["secretariat"]
    assert calendar("x").status_code == 404
    again = calendars.make(user, Origin(user))
    assert (calendar(secret).status_code, calendar(again).status_code) == (404, 200)
    calendars.revoke(user, Origin(user))
    assert calendar(again).status_code == 404
    acts = list(JournalEvent.objects.filter(object_type="calendarfeed").values_list("act", flat=True))
    assert acts.count(JournalAct.CALENDAR_MADE) == 2 and acts.count(JournalAct.CALENDAR_REVOKED) == 1


def with_password(said, user="agenda"):
    given = base64.b64encode(f"{user}:{said}".encode()).decode()
    return Client().get(ADDRESS, headers={"authorization": f"Basic {given}"})


def test_a_program_gives_the_secret_as_a_password_that_stands_in_no_address(late, secret):
    answer = with_password(secret)
    assert answer.status_code == 200 and late.reference in answer.content.decode()
    assert secret not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]


def test_a_program_without_the_password_is_asked_for_it(late, secret):
    for answer in (Client().get(ADDRESS), with_password("x"), with_password("")):
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize("said", ["Basic", "Basic %%%", "Basic //8=", "Bearer abc", "é"])
def test_a_header_that_says_nothing_readable_opens_nothing(said, late, secret):
    assert Client().get(ADDRESS, headers={"authorization": said}).status_code == 401


def test_while_dossiers_are_closed_no_password_is_asked_for(secret, settings):
    settings.PORTAL_DOSSIERS = False
    assert Client().get(ADDRESS).status_code == with_password(secret).status_code == 404


def test_a_calendar_ends_with_the_last_membership_the_account_or_the_opening(late, secret, accounts, settings):
    Membership.objects.filter(user=accounts["secretariat"]).update(ends_on=timezone.localdate())
    assert calendar(secret).status_code == 200
    Membership.objects.filter(user=accounts["secretariat"]).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert calendar(secret).status_code == 404
    Membership.objects.filter(user=accounts["secretariat"]).update(ends_on=None)
    settings.PORTAL_DOSSIERS = False
    assert calendar(secret).status_code == 404


def test_a_calendar_holds_the_dossiers_of_one_s_own_authority_only(late, elsewhere, accounts):
    other = calendars.make(accounts["valideur"], Origin(accounts["valideur"]))
    assert late.reference not in calendar(other).content.decode()


def test_a_calendar_asked_all_day_is_journaled_once_an_hour(late, secret):
    for minutes, expected in ((0, 1), (59, 1), (61, 2)):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            calendar(secret)
        assert JournalEvent.objects.filter(act=JournalAct.CALENDAR_READ).count() == expected


def test_the_secret_is_shown_once_and_is_not_in_the_database(late, signed_in):
    page = signed_in("secretariat").post("/dossiers/agenda/", {"acte": "creer"}).content.decode()
    [shown] = re.findall(r'id="secret" readonly value="([\w-]{43})"', page)
    assert page.index('agenda.ics"') < page.index(f"?cle={shown}")
    assert shown not in signed_in("secretariat").get("/dossiers/agenda/").content.decode()
    assert shown not in str(CalendarFeed.objects.values())
    assert calendar(shown).status_code == 200


def test_the_calendar_costs_the_same_queries_whatever_it_holds(
    late, here, dossier_in, act, secret, django_assert_max_num_queries
):
    counts = []
    for _ in range(2):
        calendar(secret)
        with django_assert_max_num_queries(30) as seen:
            calendar(secret)
        counts.append(len(seen.captured_queries))
        act(dossier_in(here), "register-report")
    assert counts[0] == counts[1]


def at(hour, days=0):
    day = timezone.localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=PARIS)


def chosen(accounts, choice):
    digests.choose(accounts["secretariat"], choice, Origin(accounts["secretariat"]))


def test_the_mail_of_the_day_is_numbers_and_an_address(late, accounts, settings):
    settings.EMAIL_BACKEND = "portal.worker.mail.OutboxBackend"
    chosen(accounts, Digest.DAILY)
    assert (digests.send_due(at(6)), digests.send_due(at(7)), digests.send_due(at(9))) == (0, 1, 0)
    mail = OutgoingMail.objects.get()
    words = mail.subject + mail.body
    assert "Échéances dépassées : 1" in words and "/dossiers/a-faire/" in words
    hidden = ("Zorblaxo", "Quintaline", "Q. Z.", late.reference, "médic", "malade", "santé")
    assert not any(word in words for word in hidden)
    assert not secrecy.check(words, Outgoing.PROSE, lexicon.current())
    assert mail.recipients == [accounts["secretariat"].email]


def test_the_mail_of_the_day_follows_the_choice(here, dossier_in, act, accounts, settings):
    settings.EMAIL_BACKEND = "portal.worker.mail.OutboxBackend"
    act(dossier_in(here), "register-report")  # due today: nothing is late
    for number, (choice, expected) in enumerate(((Digest.NEVER, 0), (Digest.LATE, 0), (Digest.DAILY, 1))):
        DigestChoice.objects.all().delete()
        chosen(accounts, choice)
        assert digests.send_due(at(8)) == expected, (number, choice)


def test_nobody_is_written_to_without_asking_nor_without_a_right(late, accounts, settings):
    settings.EMAIL_BACKEND = "portal.worker.mail.OutboxBackend"
    assert digests.send_due(at(8)) == 0
    chosen(accounts, Digest.DAILY)
    Membership.objects.filter(user=accounts["secretariat"]).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert digests.send_due(at(8)) == 0 and not OutgoingMail.objects.exists()


def test_the_choice_is_made_on_the_page_and_a_wrong_one_is_refused(here, accounts, signed_in):
    browser = signed_in("secretariat")
    wrong = browser.post("/dossiers/agenda/", {"acte": "courriel", "choice": "lune"})
    assert wrong.status_code == 422 and "Choisissez dans la liste" in wrong.content.decode()
    browser.post("/dossiers/agenda/", {"acte": "courriel", "choice": "late"})
    assert digests.choice_of(accounts["secretariat"]) == Digest.LATE
