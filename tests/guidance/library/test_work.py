"""The work of the library: runs of checks, proposals and their answers, references kept, files brought in whole."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from guidance.checking import PublicOnly
from guidance.models import (
    CheckRun,
    CoveredCountry,
    Reference,
    ReferenceCheck,
    ReferenceImport,
    ReferenceProposal,
    UsedReference,
)
from guidance.services import checking, importing, proposals
from tests.guidance.checking.server import OwnServerOnly, serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def server():
    started = serve()
    yield started
    started.shutdown()
    started.server_close()


@pytest.fixture
def only(server, make):
    """Function that leaves two references alone in the library, at pages of the tests' server."""
    Reference.objects.update(url="")
    base = f"http://essai.exemple.invalid:{server.server_address[1]}"
    return make("Bonne", url=f"{base}/bon"), make("Partie", url=f"{base}/status/404")


@pytest.fixture
def web(server):
    return OwnServerOnly(server.server_address[1])


def no_wait(seconds):
    """The pause between two requests, without its time."""


def test_a_run_checks_each_reference_once_and_keeps_every_answer(only, web):
    run = checking.start("Essai")
    assert checking.work(run.pk, web=web, wait=no_wait) is False
    run.refresh_from_db()
    assert (run.state, run.done, run.total) == ("done", 2, 2)
    assert [row.checks.get().verdict for row in only] == ["alive", "dead"]
    assert Reference.objects.get(pk=only[1].pk).status == "dead"
    assert checking.work(run.pk, web=web, wait=no_wait) is False
    assert ReferenceCheck.objects.count() == 2


def test_a_run_leaves_a_host_in_peace_and_gives_the_queue_back(only, web):
    waited = []
    run = checking.start("Essai")
    assert checking.work(run.pk, web=web, wait=waited.append, seconds=-1, clock=lambda: 0.0) is True
    assert checking.work(run.pk, web=web, wait=waited.append, clock=lambda: 0.0) is False
    assert waited == [checking.PAUSE]


def test_two_runs_never_go_together_and_a_stopped_one_asks_nothing_more(only, web, server):
    run = checking.start("Essai")
    assert checking.start("Autre") is None
    checking.stop(run)
    assert checking.work(run.pk, web=web, wait=no_wait) is False
    assert server.asked == []
    assert checking.start("Autre") is not None


def test_a_run_held_by_a_worker_is_left_to_it(only, web, server):
    from django.utils import timezone

    run = checking.start("Essai")
    CheckRun.objects.filter(pk=run.pk).update(busy_until=timezone.now() + checking._HOLD)
    assert checking.work(run.pk, web=web, wait=no_wait) is False
    assert server.asked == []


def test_what_could_not_be_known_leaves_what_a_person_knew(make, accounts):
    from guidance.services import library

    row = make("Sue", url="http://127.0.0.1/")
    library.checked_by_hand(row, accounts["redacteur"], "alive")
    assert checking.check(row, PublicOnly(["*"])).verdict == "to-check"
    row.refresh_from_db()
    assert (row.status, row.checked_by) == ("alive", "Frédérique Delorme-Essai")


@pytest.mark.parametrize(("times", "status"), [(2, "to-check"), (3, "dead")])
def test_a_link_is_dead_at_the_third_check_without_an_answer(make, web, server, times, status):
    row = make("Muette", url=f"http://essai.exemple.invalid:{server.server_address[1]}/status/500")
    for _ in range(times):
        checking.check(row, web)
    row.refresh_from_db()
    assert row.status == status


def test_changed_content_stays_said_until_a_person_looks(make, web, server, accounts):
    from guidance.services import library

    row = make("Mouvante", url=f"http://essai.exemple.invalid:{server.server_address[1]}/page")
    found = []
    for words in ("un mot " * 200, "tout autre chose ici " * 200, "tout autre chose ici " * 200):
        server.pages["/page"] = words
        found.append(checking.check(row, web).verdict)
        row.refresh_from_db()
    assert found == ["alive", "changed", "changed"]
    library.checked_by_hand(row, accounts["redacteur"], "alive")
    row.refresh_from_db()
    assert checking.check(row, web).verdict == "alive"


def test_the_checker_is_off_until_hosts_are_named(settings, signed_in):
    assert settings.PORTAL_LINK_HOSTS == []
    with pytest.raises(CommandError, match="PORTAL_LINK_HOSTS"):
        call_command("check_links")
    desk = signed_in("redacteur")
    assert "éteint" in desk.get(reverse("desk_check_runs")).content.decode()
    desk.post(reverse("desk_check_runs"))
    assert not CheckRun.objects.exists()


def test_the_desk_starts_a_run_on_the_queue_and_shows_how_far_it_is(settings, signed_in):
    from django_tasks_db.models import DBTaskResult

    settings.PORTAL_LINK_HOSTS = ["who.int"]
    desk = signed_in("redacteur")
    for _ in range(2):
        assert desk.post(reverse("desk_check_runs")).status_code == 302
    assert (CheckRun.objects.count(), DBTaskResult.objects.count()) == (1, 1)
    CheckRun.objects.update(done=7)
    assert "7 sur 20" in desk.get(reverse("desk_check_runs")).content.decode()


# Proposals


PROPOSED = {"url": "https://exemple.invalid/georgie", "title": "VIH en Géorgie", "country": "GE", "group": "vih"}


def test_a_physician_proposes_and_reads_the_answer(signed_in, accounts):
    answer = signed_in("medecin").post("/references/proposer/", {**PROPOSED, "remark": "Tableau des centres de soins."})
    assert answer.status_code == 302
    row = ReferenceProposal.objects.get()
    reference = proposals.accept(row, accounts["redacteur"], "Merci.")
    assert [one.code for one in reference.covered_countries.all()] == ["GE"]
    assert (reference.status, reference.owner) == ("to-check", accounts["redacteur"])
    shown = signed_in("medecin").get("/references/mes-propositions/").content.decode()
    assert "Acceptée" in shown
    assert "Merci." in shown


def test_a_refusal_has_a_reason_that_its_author_reads(signed_in, accounts):
    row = proposals.propose(accounts["medecin"], {"url": "https://exemple.invalid/", "title": "Essai"})
    desk = signed_in("redacteur")
    wrong = desk.post(reverse("desk_proposals"), {"proposition": row.pk, "refuser": "oui", "reason": " "})
    assert wrong.status_code == 422
    desk.post(reverse("desk_proposals"), {"proposition": row.pk, "refuser": "oui", "reason": "Page commerciale."})
    assert "Page commerciale." in signed_in("medecin").get("/references/mes-propositions/").content.decode()
    with pytest.raises(ValidationError):
        proposals.accept(row, accounts["redacteur"])


@pytest.mark.parametrize(
    ("remark", "kept"),
    [
        ("Accès aux antirétroviraux au Mali, par région.", True),
        ("Sigles : VIH, VHB, dialyse, chimiothérapie.", True),
        ("Utile au suivi du diabète de M. Bertier.", False),
        ("Pour mon patient atteint de tuberculose.", False),
        ("Dossier de Mme K., VIH.", False),
        ("Demandeur né le 12/03/1980.", False),
        ("Numéro 7503123456.", False),
        ("Numéro 1 80 03 75 123 456 78.", False),
        ("Écrit par M. Bertier, médecin.", True),  # an author is no patient
    ],
)
def test_words_of_medicine_are_kept_and_words_about_a_person_are_not(signed_in, remark, kept):
    answer = signed_in("medecin").post("/references/proposer/", {**PROPOSED, "remark": remark})
    assert answer.status_code == (302 if kept else 422)
    assert ReferenceProposal.objects.exists() == kept
    if not kept:
        assert 'value="https://exemple.invalid/georgie"' in answer.content.decode()  # what was typed stays


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//exemple.invalid", "exemple", "file:///x", "http://"])
def test_a_proposal_needs_an_address_of_the_web(signed_in, url):
    answer = signed_in("medecin").post("/references/proposer/", {**PROPOSED, "url": url})
    assert answer.status_code == 422
    assert "https://" in answer.content.decode()


def test_a_dead_link_is_told_in_two_clicks_and_once(signed_in, accounts):
    page = signed_in("medecin").get("/references/gip-esther/").content.decode()
    assert 'action="/references/gip-esther/lien-rompu/"' in page
    for _ in range(2):
        assert signed_in("medecin").post("/references/gip-esther/lien-rompu/").status_code == 302
    row = ReferenceProposal.objects.get()
    proposals.accept(row, accounts["redacteur"])
    assert Reference.objects.get(slug="gip-esther").status == "dead"
    assert "Vous avez signalé" not in signed_in("medecin").get("/references/gip-esther/").content.decode()


def test_references_kept_for_a_country_are_one_click_away_theirs_alone_and_erased(signed_in, accounts):
    medecin = signed_in("medecin")
    medecin.post("/references/gip-esther/garder/", {"pays": "ML"})
    assert "GIP ESTHER" in medecin.get("/references/?pays=ML").content.decode().partition('id="tableau"')[0]
    assert "GIP ESTHER" not in medecin.get("/references/?pays=GE").content.decode().partition('id="tableau"')[0]
    row = UsedReference.objects.get()
    medecin.post("/references/mes-references/", {"ligne": row.pk, "pays": "GE"})
    assert UsedReference.objects.get().country == "GE"
    other = UsedReference.objects.create(person=accounts["valideur"], reference=row.reference, country="GE")
    medecin.post("/references/mes-references/", {"effacer": other.pk})
    assert UsedReference.objects.count() == 2  # somebody else's line stays
    medecin.post("/references/mes-references/", {"tout": "oui"})
    assert list(UsedReference.objects.all()) == [other]


def test_no_more_than_twenty_references_are_kept_for_a_country(accounts):
    for row in Reference.objects.all()[:22]:
        proposals.keep(accounts["medecin"], row, "ML")
    assert UsedReference.objects.count() == proposals.KEPT


# Files


def a_file(count, wrong_every):
    """CSV of references, one line in so many wrong in one way or another, and how many are."""
    faults = (
        {"titre": ""},
        {"adresse": "javascript:alert(1)"},
        {"pays": "Atlantide"},
        {"nature": "n’importe quoi"},
        {"adresse": "https://exemple.invalid/0"},
    )
    lines, wrong = ["titre;editeur;adresse;nature;pays;pathologies"], 0
    for number in range(count):
        row = {
            "titre": f"Titre {number}",
            "editeur": "Éditeur",
            "adresse": f"https://exemple.invalid/{number}",
            "nature": "association",
            "pays": "Mali|DZ",
            "pathologies": "infection par le VIH",
        }
        if number % wrong_every == wrong_every - 1:
            row |= faults[wrong % len(faults)]
            wrong += 1
        lines.append(";".join(row.values()))
    return "\r\n".join(lines), wrong


def test_five_thousand_lines_with_three_in_a_hundred_wrong_are_reported_exactly_then_brought_in_whole(accounts):
    words, wrong = a_file(5_000, 33)
    before = Reference.objects.count()
    row = ReferenceImport.objects.create(name="essai.csv", words=words)
    importing.read(row.pk)
    row.refresh_from_db()
    assert (row.state, row.total, row.good, len(row.report)) == ("read", 5_000, 5_000 - wrong, wrong)
    assert wrong == 151
    assert [line["line"] for line in row.report[:3]] == [34, 67, 100]
    assert Reference.objects.count() == before
    importing.bring(row.pk)  # nobody has accepted it
    assert Reference.objects.count() == before
    ReferenceImport.objects.update(state="accepted")
    importing.bring(row.pk)
    importing.bring(row.pk)
    assert Reference.objects.count() == before + row.good
    assert CoveredCountry.objects.filter(code="ML").count() == row.good


def test_a_failure_on_the_way_brings_nothing_in(monkeypatch):
    words, _ = a_file(50, 1_000)
    row = ReferenceImport.objects.create(name="essai.csv", words=words, state="accepted")
    before = Reference.objects.count()
    monkeypatch.setattr(importing.index, "rebuild", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        importing.bring(row.pk)
    assert Reference.objects.count() == before
    assert ReferenceImport.objects.get().state == "accepted"


def test_the_desk_reads_a_file_then_asks(signed_in):
    desk = signed_in("redacteur")
    file = SimpleUploadedFile("essai.csv", a_file(10, 5)[0].encode("cp1252"))
    answer = desk.post(reverse("desk_imports"), {"file": file})
    row = ReferenceImport.objects.get()
    assert answer.url == reverse("desk_import", args=[row.pk])
    importing.read(row.pk)
    shown = desk.get(answer.url).content.decode()
    assert "Ajouter les 8 lignes valables" in shown
    assert "titre : manque" in shown
    desk.post(answer.url, {"abandonner": "oui"})
    row.refresh_from_db()
    assert (row.state, row.words) == ("dropped", "")


@pytest.mark.parametrize("raw", [b"\x00\x01", b"a;b\r\n1;2", b"", b"titre;editeur\r\nx;y"])
def test_a_file_that_is_no_list_of_references_is_refused_beside_its_field(signed_in, raw):
    answer = signed_in("redacteur").post(reverse("desk_imports"), {"file": SimpleUploadedFile("x.csv", raw)})
    assert answer.status_code == 422
    assert not ReferenceImport.objects.exists()
