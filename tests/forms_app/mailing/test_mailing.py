"""One job prints the day's letters with their list; what left is recorded for many, and taken back the same day."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forms_app import policy
from forms_app.enums import Authority, CaseRole, Compartment, JournalAct, MailPiece, Way
from forms_app.models import CustodyMove, Draft, JournalEvent, Mailing, PrintJob, SentLetter
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_files, dossier_letters
from forms_app.services.mail import mailing
from forms_app.services.trace.journal import Origin
from forms_app.wizard import jobs, prepared
from guidance.dates import in_words
from tests.forms_app.documents import poppler
from tests.forms_app.dossiers.conftest import make_authority, make_member

pytestmark = pytest.mark.django_db


def held_by(user):
    return policy.memberships(user, on=timezone.localdate())


@pytest.fixture
def job(accounts, here):
    """Function that makes a job of all that is due, as the secretary does."""

    def make(**options):
        user = accounts["secretariat"]
        [desk] = mailing.desks(held_by(user))
        made = mailing.ask(
            origin=Origin(user), membership=desk, chosen=mailing.due(desk), **{"layout": "window"} | options
        )
        prepared.work(made, origin=Origin(user))
        return made

    return make


def pdf_of(made, user):
    held = held_by(user)
    return mailing.file_of(origin=Origin(user), held=held, job=made, membership=held[0])


def left(made, user, *ranks, day=None, way=Way.POST):
    return mailing.leave(
        origin=Origin(user), held=held_by(user), job=made, ranks=set(ranks), day=day or timezone.localdate(), way=way
    )


def test_one_file_holds_the_letters_and_a_list_that_names_nobody(arrived, job, accounts):
    rows = [arrived(family=name) for name in ("Abara", "Benkhir", "Castelo")]
    made = job()
    pages = poppler.pages(pdf_of(made, accounts["secretariat"]))
    listed, *letters = pages
    assert all(row.reference in listed for row in rows) and "Préfecture 990" in listed and "3 pièces" in listed
    assert not any(name in listed for name in ("Abara", "Benkhir", "Castelo"))
    assert len(letters) == 3
    assert all(name in page for name, page in zip(("Abara", "Benkhir", "Castelo"), letters, strict=True))
    assert all("rapport médical" in page for page in letters)
    assert [row.passages.filter(name="notify-prefecture").count() for row in rows] == [1, 1, 1]
    assert not Draft.objects.exists()


def test_the_letters_printed_are_the_very_files_kept_with_the_dossiers(arrived, job, accounts):
    row = arrived()
    made = job()
    kept = SentLetter.objects.get(dossier=row)
    assert made.mailings.get().sent_id == kept.pk
    assert job() and not job().mailings.exists(), "what is in a job is offered by no other"


def test_what_another_page_has_just_put_in_a_job_is_not_printed_twice(arrived, accounts, here):
    """Two tabs, or a button pressed twice: both pages showed the same pieces."""
    first, second = arrived(), arrived(family="Autre")
    user = accounts["secretariat"]
    [desk] = mailing.desks(held_by(user))
    shown = mailing.due(desk)
    asked = {"origin": Origin(user), "membership": desk, "layout": "window"}
    mailing.ask(chosen=[one for one in shown if one.dossier == first], **asked)
    later = mailing.ask(chosen=shown, **asked)
    assert [row.dossier for row in later.mailings.all()] == [second]
    with pytest.raises(Refused, match="viennent d’être mises dans une impression"):
        mailing.ask(chosen=shown, **asked)
    assert PrintJob.objects.count() == 2


@pytest.mark.usefixtures("switched_on")
def test_the_screen_says_that_another_page_has_just_printed(arrived, signed_in, here, accounts):
    arrived()
    browser = signed_in("secretariat")
    [desk] = mailing.desks(held_by(accounts["secretariat"]))
    [one] = mailing.due(desk)
    fields = {"pieces": one.key, "layout": "window", "first": 1}
    fields = {"autorite": here.code} | {f"{here.code}-{name}": value for name, value in fields.items()}
    assert browser.post("/dossiers/courriers/", fields).status_code == 302
    assert browser.post("/dossiers/courriers/", fields).status_code == 422  # the form itself no longer offers it
    assert PrintJob.objects.count() == 1


def test_what_left_is_recorded_once_when_two_pages_say_it(arrived, job, accounts, monkeypatch):
    arrived()
    made, user = job(), accounts["secretariat"]
    seen_before = mailing.pieces(made)
    assert left(made, user, 1, way=Way.POST) == (1, [])
    monkeypatch.setattr(mailing, "pieces", lambda asked: seen_before)
    count, refused = left(made, user, 1, way=Way.COURIER)
    assert count == 0 and "vient d’être enregistré" in refused[0]
    assert made.mailings.get().way == Way.POST
    assert JournalEvent.objects.filter(act=JournalAct.MAIL_LEFT).count() == 1


def test_labels_fill_a_sheet_from_the_first_free_one(arrived, job, accounts):
    arrived()
    pages = poppler.pages(pdf_of(job(layout="labels", first=24), accounts["secretariat"]))
    assert len(pages) == 3 and pages[0] == "Préfecture 990"


def test_the_letter_is_dated_when_the_report_came_today_and_else_by_hand(arrived, here, dossier_in, act, job, accounts):
    today = timezone.localdate()
    arrived(family="Abara")
    act(dossier_in(here, family="Benkhir"), "register-report", day=today - timedelta(days=2), author_kind="hospital")
    job()
    words = [poppler.spaced(" ".join(poppler.pages(dossier_letters.opened(row)))) for row in SentLetter.objects.all()]
    written = in_words(today)
    dated = {name: written in page for name in ("Abara", "Benkhir") for page in words if name in page}
    assert dated == {"Abara": True, "Benkhir": False}


def test_a_fiche_that_asks_for_a_person_is_left_aside_and_stops_no_other(arrived, job, accounts):
    bad, good = arrived(family="Sida Hôpital"), arrived(family="Abara")
    made = job()
    told = {row.dossier_id: (row.problem, row.sent_id is not None) for row in made.mailings.all()}
    assert told == {bad.pk: ("words", False), good.pk: ("", True)}
    assert not bad.passages.filter(name="notify-prefecture").exists()
    assert len(poppler.pages(pdf_of(made, accounts["secretariat"]))) == 2


def test_letters_that_left_are_recorded_together_and_journaled_each(arrived, job, accounts):
    for name in ("Abara", "Benkhir"):
        arrived(family=name)
    made = job()
    assert left(made, accounts["secretariat"], 1, 2) == (2, [])
    assert left(made, accounts["secretariat"], 1, 2) == (0, []), "a second click records nothing"
    rows = made.mailings.all()
    assert {(row.left_on, row.way, row.left_by) for row in rows} == {
        (timezone.localdate(), Way.POST, accounts["secretariat"])
    }
    assert JournalEvent.objects.filter(act=JournalAct.MAIL_LEFT).count() == 2


def test_a_day_to_come_is_refused_and_today_is_not(arrived, job, accounts):
    arrived()
    made = job()
    assert left(made, accounts["secretariat"], 1, day=timezone.localdate() + timedelta(days=1))[0] == 0
    assert left(made, accounts["secretariat"], 1)[0] == 1


def test_an_envoi_is_taken_back_until_midnight_and_not_after(arrived, job, accounts):
    arrived()
    made, user = job(), accounts["secretariat"]
    left(made, user, 1)
    tomorrow = timezone.localtime().replace(hour=0, minute=0, second=1) + timedelta(days=1)
    with time_machine.travel(tomorrow, tick=False), pytest.raises(Refused, match="ne s’annule plus"):
        mailing.undo(origin=Origin(user), held=held_by(user), job=made, rank=1)
    mailing.undo(origin=Origin(user), held=held_by(user), job=made, rank=1)
    assert made.mailings.get().is_ready
    assert JournalEvent.objects.filter(act=JournalAct.MAIL_UNDONE).count() == 1


def test_a_long_job_is_made_by_the_worker_a_part_at_a_time(arrived, accounts, here, monkeypatch):
    for name in ("Abara", "Benkhir", "Castelo"):
        arrived(family=name)
    user = accounts["secretariat"]
    [desk] = mailing.desks(held_by(user))
    made = mailing.ask(origin=Origin(user), membership=desk, chosen=mailing.due(desk), layout="window")
    monkeypatch.setattr(prepared, "AT_ONCE", 2)
    asked = []
    monkeypatch.setattr(type(jobs.make_letters), "enqueue", lambda task, key: asked.append(key))
    states = []
    for _ in range(3):
        jobs.make_letters.func(str(made.pk))
        states.append(made.mailings.filter(sent=None).count())
    assert (states, len(asked)) == ([1, 0, 0], 2)


def test_a_secretary_of_elsewhere_sees_no_job_and_no_file(arrived, job, accounts, elsewhere, switched_on, signed_in):
    arrived(family="Abara")
    made = job()
    browser = signed_in("valideur")
    for end in ("", "courriers.pdf"):
        assert browser.get(f"/dossiers/courriers/{made.pk}/{end}").status_code == 404
    assert browser.post(f"/dossiers/courriers/{made.pk}/1/annuler/").status_code == 404
    assert "Abara" not in browser.get("/dossiers/courriers/").content.decode()


def test_the_director_has_no_mail(here, switched_on, signed_in):
    assert signed_in("directeur").get("/dossiers/courriers/").status_code == 404


def test_the_screens_go_from_the_choice_to_the_envoi(arrived, here, switched_on, signed_in):
    row = arrived(family="Abara")
    browser, key = signed_in("secretariat"), f"{row.pk}:receipt:"
    assert row.reference in browser.get("/dossiers/courriers/").content.decode()
    typed = {"autorite": here.code, f"{here.code}-layout": "window", f"{here.code}-first": "1"}
    nothing = browser.post("/dossiers/courriers/", typed)
    assert nothing.status_code == 422 and "Choisissez au moins une pièce" in nothing.content.decode()
    wrong = browser.post("/dossiers/courriers/", typed | {f"{here.code}-pieces": "x", f"{here.code}-first": "25"})
    assert wrong.status_code == 422 and "de 1 à 24" in wrong.content.decode()
    answer = browser.post("/dossiers/courriers/", typed | {f"{here.code}-pieces": [key]})
    made = PrintJob.objects.get()
    assert answer.url == f"/dossiers/courriers/{made.pk}/"
    file = browser.get(f"{answer.url}courriers.pdf")
    assert file["Content-Disposition"].startswith('inline; filename="courriers-20') and file.content[:4] == b"%PDF"
    late = browser.post(answer.url, {"pieces": ["1"], "day": "01/01/2999", "way": "post"})
    assert late.status_code == 422 and "à venir" in late.content.decode()
    browser.post(answer.url, {"pieces": ["1"], "day": f"{timezone.localdate():%d/%m/%Y}", "way": "hand"})
    assert Mailing.objects.get().way == "hand"
    page = browser.get(answer.url).content.decode()
    assert "Annuler l’envoi" in page and "Abara" not in page


def test_the_pages_of_the_mail_cost_the_same_queries_whatever_they_hold(
    arrived, job, accounts, here, switched_on, signed_in, django_assert_max_num_queries
):
    browser, counts = signed_in("secretariat"), []
    for names in (("Abara",), ("Benkhir", "Castelo", "Dembarou")):
        for name in names:
            arrived(family=name)
        counts.append([_queries(browser, django_assert_max_num_queries, "/dossiers/courriers/")])
        made = job()
        counts[-1].append(_queries(browser, django_assert_max_num_queries, f"/dossiers/courriers/{made.pk}/"))
    assert counts[1][1] == counts[0][1] and counts[1][0] <= counts[0][0] + 4


def _queries(browser, measured, address):
    browser.get(address)
    with measured(60) as seen:
        browser.get(address)
    return len(seen.captured_queries)


def test_a_signed_avis_of_paris_leaves_with_the_list_as_an_act_that_is_not_taken_back(
    arrived, here, accounts, monkeypatch
):
    row = arrived()
    user = accounts["secretariat"]
    done = []
    monkeypatch.setattr(mailing.dossier_acts, "do", lambda **asked: done.append(asked["name"]))
    made = PrintJob.objects.create(authority=here, made_by=user)
    Mailing.objects.create(job=made, rank=1, dossier=row, piece=MailPiece.TRANSMIT)
    assert left(made, user, 1) == (1, []) and done == ["transmit"]
    with pytest.raises(Refused, match="ne s’annule pas"):
        mailing.undo(origin=Origin(user), held=held_by(user), job=made, rank=1)
    [page] = poppler.pages(pdf_of(made, user))
    assert row.reference in page and "Avis signé, pour le préfet" in page


def test_in_paris_the_first_fiche_bears_its_own_number(accounts, dossier_in, act):
    paris = make_authority("pp-essai", "75", Authority.PP)
    make_member(accounts, "secretariat", paris, CaseRole.SECRETARY)
    act(dossier_in(paris, residence="75"), "register-report", author_kind="hospital")
    [desk] = mailing.desks(held_by(accounts["secretariat"]))
    assert [one.label for one in mailing.due(desk)] == ["Fiche 1 bis, réception du rapport médical"]


def test_in_a_region_the_first_fiche_bears_its_number(accounts, arrived):
    arrived()
    [desk] = mailing.desks(held_by(accounts["secretariat"]))
    assert [one.label for one in mailing.due(desk)] == ["Fiche 1, réception du rapport médical"]


def test_a_printed_job_bears_what_fiche_1_prints_and_no_mark_of_another_compartment(arrived, job, accounts):
    """Every field of a dossier is marked; the very file is read, its properties too."""
    row = arrived(family="CANARINOM")
    physician, today = accounts["medecin"], timezone.localdate()
    dossier_files.write(
        origin=Origin(physician), reader=policy.opened(physician, row.pk, on=today),
        compartment=Compartment.MEDICAL, content={"notes": "CANARIMEDICAL", "checks": []},
    )  # fmt: skip
    CustodyMove.objects.create(
        dossier=row, step="placed", day=today, place="CANARIGARDE", written_by=physician, role="physician"
    )
    pdf = pdf_of(job(), accounts["secretariat"])
    listed, *letters = poppler.pages(pdf)
    assert "CANARI" not in listed and "CANARI" not in poppler.run("pdfinfo", pdf, "-")
    assert {word for word in " ".join(letters).split() if word.startswith("CANARI")} == {"CANARINOM"}
