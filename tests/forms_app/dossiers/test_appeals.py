"""The documents of an appeal hold what the préfet received and no medical word, proven by marks in all the rest."""

import io
import zipfile

import pytest
from django.utils import timezone

from forms_app import policy
from forms_app.enums import Compartment, JournalAct
from forms_app.models import JournalEvent
from forms_app.rules.workflow import TABLES
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import appeals, custody, dossier_files
from forms_app.services.dossiers.custody import CustodyStep
from forms_app.services.trace.journal import Origin
from tests.forms_app.documents import poppler

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def reader_of(user, row):
    return policy.opened(user, row.pk, on=timezone.localdate())


@pytest.fixture
def contested(here, dossier_in, act, deliver, accounts):
    """A dossier that went to its end and is contested, a mark in everything that must stay."""
    row = dossier_in(here)
    act(row, "register-report", author="CANARIAUTEUR")
    deliver(row, "receipt", "secretariat", pdf=b"%PDF fiche 1")
    act(row, "begin-review", "medecin")
    deliver(row, "complements", "medecin", pdf=b"%PDF CANARIFICHE2")
    act(row, "register-details")
    deliver(row, "avis", "medecin", pdf=b"%PDF avis")
    act(row, "validate-avis", "medecin", authenticated_at=timezone.now())
    deliver(row, "note", "medecin", pdf=b"%PDF CANARINOTE")
    for username, compartment in (("medecin", Compartment.MEDICAL), ("directeur", Compartment.DIRECTOR)):
        user = accounts[username]
        dossier_files.write(
            origin=Origin(user), reader=reader_of(user, row), compartment=compartment,
            content={"notes": "CANARI", "checks": []},
        )  # fmt: skip
    user = accounts["secretariat"]
    custody.move(
        origin=Origin(user), reader=reader_of(user, row), step=CustodyStep.PLACED, day=timezone.localdate(),
        place="CANARIARMOIRE",
    )  # fmt: skip
    act(row, "file-appeal", reason="contentious")
    row.refresh_from_db()
    return row


def opened(accounts, row, username="secretariat"):
    user = accounts[username]
    content = appeals.pack(origin=Origin(user), reader=reader_of(user, row))
    file = zipfile.ZipFile(io.BytesIO(content))
    return {name: file.read(name) for name in file.namelist()}


def test_the_file_holds_the_letters_of_the_prefet_and_the_avis_as_their_very_bytes(contested, accounts):
    files = opened(accounts, contested)
    assert list(files) == ["00-liste.pdf", "01-fiche-1.pdf", "02-fiche-3.pdf"]
    assert (files["01-fiche-1.pdf"], files["02-fiche-3.pdf"]) == (b"%PDF fiche 1", b"%PDF avis")
    assert JournalEvent.objects.about(contested).filter(act=JournalAct.APPEAL_PACKED).count() == 1


def test_no_mark_of_what_is_medical_or_kept_inside_is_in_any_file(contested, accounts):
    files = opened(accounts, contested, "medecin")
    told = " ".join(poppler.pages(files.pop("00-liste.pdf"))) + str(list(files.values())) + str(list(files))
    assert "CANARI" not in told
    assert "Kerdoncuff" not in told and "précisions" not in told.lower()


def test_the_list_tells_the_life_the_letters_and_their_digests(contested, accounts):
    words = " ".join(" ".join(poppler.pages(opened(accounts, contested)["00-liste.pdf"])).split())
    avis = contested.avis.get()
    assert "Enregistrer un recours (recours contentieux)" in words and "Valider l’avis" in words
    assert avis.pdf_sha256[:32] in words and contested.reference in words
    assert "Doctrine en vigueur le" in words


def test_without_a_recours_nothing_is_put_together(contested, act, accounts):
    act(contested, "end-appeal")
    with pytest.raises(Refused, match="Aucun recours"):
        opened(accounts, contested)


def test_the_director_puts_nothing_together(contested, accounts):
    type(contested).objects.filter(pk=contested.pk).update(avis_state="under-cover")
    with pytest.raises(Refused):
        opened(accounts, contested, "directeur")


def test_every_act_that_is_told_exists_and_none_is_an_exchange_with_a_doctor():
    names = {one.name for table in TABLES.values() for one in table.transitions}
    doctors = {"ask-details", "ask-details-again", "remind-doctor", "register-details", "ask-doctor",
               "order-exams", "summon", "summon-commission", "send-note",
               "ask-elements", "register-elements", "ask-new-report"}  # fmt: skip
    assert names >= appeals.TOLD and not appeals.TOLD & doctors and doctors <= names


def test_the_page_says_that_nothing_is_destroyed_and_gives_the_file(contested, signed_in, switched_on):
    browser, path = signed_in("secretariat"), f"/dossiers/{contested.pk}/"
    assert "rien n’est détruit" in browser.get(path).content.decode()
    answer = browser.get(f"{path}recours.zip")
    assert answer["Content-Type"] == "application/zip" and contested.reference in answer["Content-Disposition"]
