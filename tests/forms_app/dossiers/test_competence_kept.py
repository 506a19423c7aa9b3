"""Why an authority has a dossier is kept as it was said on the day, with its clauses and the choice (A-03, A-27)."""

import pytest
from django.db import DatabaseError, connection, transaction

from forms_app.enums import Authority
from forms_app.services.dossiers import dossiers
from tests.forms_app.dossiers.conftest import make_authority, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.databases, pytest.mark.usefixtures("switched_on")]


def page(client, row):
    return client.get(f"/dossiers/{row.pk}/").content.decode()


def test_the_rule_is_kept_with_its_clause_and_shown(here, dossier_in, signed_in):
    row = dossier_in(here)
    kept = row.competences.get()
    assert kept.follows and kept.clauses == ["instruction-2011#I-2"]
    shown = page(signed_in("secretariat"), row)
    assert kept.explanation in shown and "/c/instruction-2011/I-2/" in shown


def test_another_choice_keeps_its_reason_beside_the_rule(here, dossier_in, signed_in):
    here.demonstration, here.region = False, "53"
    here.save()
    row = dossier_in(here, residence="44", competence_reason="Demande déposée avant le déménagement")
    kept = row.competences.get()
    assert not kept.follows and "Pays de la Loire" in kept.explanation
    assert "Demande déposée avant le déménagement" in page(signed_in("medecin"), row)


def test_a_centre_in_paris_is_the_police_s_and_marked_deduced(accounts, signed_in, dossier_in):
    paris = make_authority("pp-essai", "75", Authority.PP)
    make_member(accounts, "secretariat", paris, "secretary")
    row = dossier_in(paris, residence="35", situation="cra", centre="75")
    shown = page(signed_in("secretariat"), row)
    assert "à Paris, le médecin chef de la préfecture de police" in shown
    assert "déduit" in shown and row.competences.get().silence in shown


def test_a_centre_elsewhere_is_not_marked_deduced(here, dossier_in):
    assert dossier_in(here, situation="cra", centre="35", residence="75").competences.get().silence == ""


def test_what_was_said_is_read_and_never_computed_again(here, dossier_in, signed_in, monkeypatch):
    row = dossier_in(here)
    monkeypatch.setattr(dossiers.competence, "competent", None)
    assert row.competences.get().explanation in page(signed_in("medecin"), row)


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET follows = follows"])
def test_the_database_refuses_to_change_or_lose_it(statement, here, dossier_in):
    dossier_in(here)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("forms_app_keptcompetence"))
