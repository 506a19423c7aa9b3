"""The two models of a fiche side by side, for editors; two letters of one title told apart."""

from datetime import date

import pytest

from forms_app.letters import models as letters
from forms_app.letters.names import named, variant
from forms_app.models import LetterModel
from forms_app.services.fiches import pairs

ADDRESS, LIST = "/admin/modeles-de-lettres/comparer/", "/admin/forms_app/lettermodel/"


def test_each_pair_of_annexe_iv_is_compared_and_its_known_differences_are_found():
    found = {(pair.left, pair.right): pair for pair in pairs.pairs(date(2026, 11, 22))}
    assert {("Fiche 1", "Fiche 1 bis"), ("Fiche 2", "Fiche 2 bis"), ("Fiche 3", "Fiche 3 bis")} <= set(found)
    lines = found["Fiche 3", "Fiche 3 bis"].rows
    added = {segment.right.strip() for row in lines for segment in row.right if segment.op == "insert"}
    assert "de police" in added
    assert 0 < found["Fiche 3", "Fiche 3 bis"].differences < len(lines)


def test_a_line_that_takes_the_place_of_another_faces_it():
    pair = next(one for one in pairs.pairs(date(2026, 11, 22)) if one.left == "Fiche 2")
    heading = next(row for row in pair.rows if any("AGENCE REGIONALE" in segment.left for segment in row.left))
    assert [segment.right for segment in heading.right] == ["PRÉFECTURE DE POLICE"]


@pytest.mark.parametrize(
    ("role", "status"), [("redacteur", 200), ("valideur", 200), ("medecin", 403), ("administrateur", 302)]
)
def test_only_the_desk_compares_models(signed_in, role, status):
    assert signed_in(role).get(ADDRESS).status_code == status


def test_the_list_of_models_leads_to_the_comparison(signed_in):
    page = signed_in("redacteur").get(LIST).content.decode()
    assert f'href="{ADDRESS}"' in page
    assert "Avis en matière d’éloignement (" in page


def test_no_two_models_have_one_name_and_none_shows_its_key():
    names = [named(key) for key in letters.delivered()]
    assert len(set(names)) == len(names)
    assert not set(names) & set(letters.delivered())
    assert variant("transmission") == ""
    assert str(LetterModel(key="note-pp", version=2)) == f"{named('note-pp')}, version 2"
