"""An identity corrected after the avis of a college: its letter is made again, and each validates it (V-4, A-35)."""

from dataclasses import replace

import pytest
from django.utils import timezone

from forms_app import documents, policy
from forms_app.models import Letter
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossiers, identities, remaking
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.fiches import letters
from forms_app.services.trace.journal import Origin
from tests.forms_app.dossiers.conftest import THREE
from tests.forms_app.dossiers.test_college import before_college, deliver, laid, validate  # noqa: F401 - fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def reader_of(user, row):
    return policy.opened(user, row.pk, on=timezone.localdate())


@pytest.fixture
def corrected(laid, validate, accounts, monkeypatch):
    """A dossier whose college gave its avis, then whose name was corrected by the secretary."""
    monkeypatch.setattr(letters, "_print", printed)
    for username in THREE:
        validate(laid, username)
    user = accounts["ofii-secretariat"]
    reader = reader_of(user, laid)
    person = replace(dossiers.person_of(reader), family="Zorblaxo")
    given = Given(timezone.localdate(), reason="clerical")
    identities.correct(
        origin=Origin(user), reader=reader, person=person, prefecture_id=laid.prefecture_id, given=given
    )  # fmt: skip
    return laid


def printed(run, letter, seen, kept):
    """The row of a letter, its file a few bytes: what is printed is not what is told here."""
    frozen = documents.Frozen(letter, timezone.localdate(), "", "mark")
    return Letter.objects.create(
        run=run.run, author_id=run.owner_id, fiche=letter.fiche, authority="ofii", recipient="prefecture",
        state="preview", content=letters.crypto.seal(frozen.as_bytes()), content_sha256=frozen.digest,
        pdf=letters.crypto.seal(b"%PDF again"), pdf_sha256=letters.hashlib.sha256(b"%PDF again").hexdigest(),
        template_version="1", expires_at=run.expires_at,
    )  # fmt: skip


def again(row, accounts, username):
    user = accounts[username]
    return remaking.again(origin=Origin(user), reader=reader_of(user, row))


@pytest.mark.parametrize("username", THREE)
def test_any_of_those_who_gave_the_avis_makes_its_letter_again(username, corrected, accounts):
    made = again(corrected, accounts, username)
    assert made.fiche == "college" and "erreur matérielle" in letters.open_content(made).notes[-1]


@pytest.mark.parametrize("username", ["ofii-rapporteur", "ofii-medecin-4", "ofii-secretariat"])
def test_neither_the_rapporteur_nor_another_makes_it_again(username, corrected, accounts):
    with pytest.raises(Refused):
        again(corrected, accounts, username)


def test_each_validates_the_letter_made_again_and_the_first_avis_stays(corrected, accounts, validate):
    again(corrected, accounts, THREE[1])
    for username in THREE:
        passage = validate(corrected, username, "validate-rectification", reason="clerical")
    assert (passage.name, passage.reason) == ("rectify-avis", "clerical")
    first, second = corrected.avis.order_by("validated_at")
    assert second.replaces == first
    reader = reader_of(accounts["ofii-secretariat"], corrected)
    assert dossier_acts.avis_pdf(reader, first) == b"%PDF avis"
    assert dossier_acts.avis_pdf(reader, second) == b"%PDF again"


def test_two_validations_do_not_rectify(corrected, accounts, validate, step):
    again(corrected, accounts, THREE[0])
    for username in THREE[:2]:
        validate(corrected, username, "validate-rectification", reason="clerical")
    assert corrected.avis.count() == 1
    step(corrected, "record-signature")
    with pytest.raises(Refused, match="erreur matérielle attend"):
        step(corrected, "submit")


def test_the_page_leads_each_of_them_to_the_letter_and_to_their_validation(corrected, accounts, signed_in, switched_on):
    path = f"/dossiers/{corrected.pk}/"
    assert "Refaire la lettre" in signed_in(THREE[2]).get(path).content.decode()
    assert "Refaire la lettre" not in signed_in("ofii-medecin-4").get(path).content.decode()
    again(corrected, accounts, THREE[0])
    for username in THREE:
        shown = signed_in(username).get(path).content.decode()
        assert f"{path}actes/validate-rectification/" in shown and f"{path}college/projet.pdf" in shown
    assert "Lettre à refaire" not in signed_in("ofii-medecin-4").get(path).content.decode()
