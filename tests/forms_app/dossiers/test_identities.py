"""An identity is corrected by another row; the avis is made again with the same substance, naming the first (A-35)."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from forms_app import fiches, policy
from forms_app.enums import JournalAct
from forms_app.letters import compose
from forms_app.models import IdentityVersion, JournalEvent, Letter
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossier_fiches, dossiers, identities, remaking
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.fiches import letters
from forms_app.services.trace.journal import Origin
from forms_app.wizard.reading import read
from tests.forms_app.letters.models import facsimiles

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def reader_of(user, row):
    return policy.opened(user, row.pk, on=timezone.localdate())


@pytest.fixture
def correct(accounts):
    """Function that corrects fields of the identity of a dossier."""

    def do(row, username="secretariat", reason="clerical", prefecture=None, **changes):
        user = accounts[username]
        reader = reader_of(user, row)
        return identities.correct(
            origin=Origin(user), reader=reader, person=replace(dossiers.person_of(reader), **changes),
            prefecture_id=prefecture or row.prefecture_id, given=Given(timezone.localdate(), reason=reason),
        )  # fmt: skip

    return do


@pytest.fixture
def avis(accounts, monkeypatch):
    """Function that fills fiche 3 from a dossier, delivers it and returns its letter, printed for good."""
    monkeypatch.setattr(dossier_fiches.beside, "snapshot", lambda fiche: {})

    def make(row, username="medecin"):
        user = accounts[username]
        opened = dossier_fiches.begin(
            origin=Origin(user), reader=reader_of(user, row), key="avis", on=timezone.localdate()
        )
        fiche = fiches.get("avis")
        answers = read(fiche, opened.typed).answers | {"care": "needed", "treatment": "none"}
        letter = letters.deliver(
            letters.preview(opened.row, compose(fiche, answers, facsimiles()["annexe-IV-fiche-3"], authority="ars"))
        )
        dossier_acts.letter_delivered(origin=Origin(user), letter=letter)
        return letter

    return make


@pytest.fixture
def handed(here, dossier_in, act, avis):
    """A dossier whose avis is under cover, an error pointed out by the director."""
    row = dossier_in(here, family="Benn Ali")
    act(row, "register-report")
    act(row, "begin-review", "medecin")
    avis(row)
    act(row, "validate-avis", "medecin", authenticated_at=timezone.now())
    act(row, "record-signature")
    act(row, "submit")
    act(row, "report-clerical-error", "directeur", reason="identity", mode=None)
    return row


def test_the_former_identity_stays_sealed_beside_and_still_finds_the_dossier(here, dossier_in, correct, accounts):
    row = dossier_in(here, family="Benn Ali")
    correct(row, family="Ben Ali")
    row.refresh_from_db()
    reader = reader_of(accounts["secretariat"], row)
    assert dossiers.person_of(reader).family == "Ben Ali"
    assert [dossiers.unsealed(each.person).family for each in row.identities.all()] == ["Benn Ali", "Ben Ali"]
    assert [each.person.family for each in identities.former(reader)] == ["Benn Ali"]
    for name in ("Ben Ali Amina", "Benn Ali Amina"):
        assert list(dossiers.named(name, among=type(row).objects.all())) == [row]


def test_the_identity_of_the_dossier_is_that_of_its_last_row(here, dossier_in, correct):
    row = dossier_in(here)
    correct(row, family="Un")
    correct(row, family="Deux", reason="declared")
    row.refresh_from_db()
    assert dossiers.unsealed(row.person) == dossiers.unsealed(row.identities.last().person)
    assert [each.reason for each in row.identities.all()] == ["", "clerical", "declared"]


def test_a_correction_is_one_passage_and_one_line_of_the_journal(here, dossier_in, correct):
    row = dossier_in(here)
    passage = correct(row, birth="15/03/1981")
    assert (passage.name, passage.reason) == ("correct-identity", "clerical")
    assert JournalEvent.objects.about(row).filter(act=JournalAct.IDENTITY_CORRECTED).count() == 1


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET initials = initials"])
def test_the_database_refuses_to_change_or_lose_an_identity(statement, here, dossier_in, correct):
    correct(dossier_in(here), family="Autre")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(IdentityVersion._meta.db_table))


def test_the_same_identity_and_a_prefecture_of_elsewhere_are_refused(here, elsewhere, dossier_in, correct):
    row = dossier_in(here)
    with pytest.raises(Refused, match="Rien n’a changé"):
        correct(row)
    with pytest.raises(Refused, match="rattachée"):
        correct(row, prefecture=elsewhere.prefectures.get().pk)
    assert not row.passages.exists() and not row.identities.exists()


def test_the_director_corrects_nothing(handed, correct):
    type(handed).objects.filter(pk=handed.pk).update(avis_state="under-cover")
    with pytest.raises(Refused, match="rôle"):
        correct(handed, "directeur", family="Autre")


def test_an_avis_with_an_error_pointed_out_is_not_handed_over_again_before_its_letter_is_made_again(
    handed, act, correct, accounts
):
    with pytest.raises(Refused, match="erreur matérielle attend"):
        act(handed, "submit")
    correct(handed, family="Ben Ali")
    with pytest.raises(Refused, match="erreur matérielle attend"):
        act(handed, "submit")
    user = accounts["medecin"]
    remaking.again(origin=Origin(user), reader=reader_of(user, handed))
    act(handed, "rectify-avis", "medecin", authenticated_at=timezone.now(), reason="clerical", mode=None)
    act(handed, "record-signature")
    act(handed, "submit")
    first, second = handed.avis.order_by("validated_at")
    assert second.replaces == first
    assert [row.reason for row in handed.passages.filter(name="rectify-avis")] == ["clerical"]


def said(letter):
    """Every word of a letter but those that name the person and the day, with its boxes."""
    return [_said(line) for line in letter.lines]


def _said(line):
    words = [(piece.kind, piece.words) for piece in line.pieces if piece.name not in NAMED]
    return line.kind, line.align, line.items, words, [(option.ticked, option.pieces) for option in line.options]


NAMED = {"demandeur", "domicile", "date_naissance", "lieu_naissance", "prefecture", "date"}


def test_the_letter_made_again_says_the_same_but_for_the_identity_and_the_day(handed, correct, accounts):
    user = accounts["medecin"]
    former = Letter.objects.get(pk=handed.avis.get().letter)
    correct(handed, family="Ben Ali", birth="15/03/1981")
    again = letters.open_content(remaking.again(origin=Origin(user), reader=reader_of(user, handed)))
    before = letters.open_content(former)
    assert said(again) == said(before)
    words = [piece.words for line in again.lines for piece in line.pieces]
    assert "Ben Ali Amina" in words and "Benn Ali Amina" not in words and "15/03/1981" in words
    assert any(option.ticked for line in again.lines for option in line.options)
    assert "erreur matérielle" in again.notes[-1] and again.notes[:-1] == before.notes


def test_only_its_physician_makes_the_letter_of_an_avis_again(handed, correct, accounts, act):
    correct(handed, family="Ben Ali")
    secretary = accounts["secretariat"]
    with pytest.raises(Refused):
        remaking.again(origin=Origin(secretary), reader=reader_of(secretary, handed))


def test_no_letter_is_made_again_when_nothing_was_corrected_or_the_printed_words_change(handed, correct, accounts):
    user = accounts["medecin"]
    with pytest.raises(Refused, match="n’attend"):
        remaking.again(origin=Origin(user), reader=reader_of(user, handed))
    correct(handed, civility="monsieur")
    with pytest.raises(Refused, match="nouvel avis"):
        remaking.again(origin=Origin(user), reader=reader_of(user, handed))


def test_a_signature_alone_answers_an_error_of_signature(here, dossier_in, act, avis):
    row = dossier_in(here)
    act(row, "register-report")
    act(row, "begin-review", "medecin")
    avis(row)
    act(row, "validate-avis", "medecin", authenticated_at=timezone.now())
    act(row, "record-signature")
    act(row, "submit")
    act(row, "report-clerical-error", "directeur", reason="signature", mode=None)
    with pytest.raises(Refused, match="erreur matérielle"):
        act(row, "submit")
    act(row, "record-signature")
    assert act(row, "submit").target == "under-cover"


def test_the_screens_correct_an_identity_and_make_the_letter_again(handed, signed_in, switched_on, here):
    address = f"/dossiers/{handed.pk}/"
    browser = signed_in("secretariat")
    assert browser.get(f"{address}actes/correct-identity/").url == f"{address}identite/"
    shown = browser.get(f"{address}identite/").content.decode()
    assert "Benn Ali" in shown
    day = f"{timezone.localdate():%d/%m/%Y}"
    typed = {"family": "", "given": "Amina", "civility": "madame", "birth": "14/03/1981", "birth_place": "Ville",
             "nationality": "Nation", "country": "Pays", "address": "1 rue de l’Essai",
             "prefecture": here.prefectures.get().pk, "reason": "clerical", "day": day}  # fmt: skip
    answer = browser.post(f"{address}identite/", typed)
    assert answer.status_code == 422 and "Écrivez le nom" in answer.content.decode()
    assert browser.post(f"{address}identite/", typed | {"family": "Ben Ali"}).status_code == 302
    browser = signed_in("medecin")
    assert "Refaire la lettre" in browser.get(address).content.decode()
    browser.post(f"{address}lettre-refaite/")
    shown = browser.get(address).content.decode()
    assert "Relire la lettre refaite" in shown and "Benn Ali" in shown
    assert signed_in("secretariat").post(f"{address}lettre-refaite/").status_code == 404
