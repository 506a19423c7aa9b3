"""The screen of the clauses of questions: picked, checked, and never the last one removed."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from forms_app.models import QuestionClause
from forms_app.services.doctrine import mapping
from guidance.services import following

INDEX = "/admin/forms_app/questionclause/"
BROKEN = {
    "arrete-2017#art-4-1": "autre régime",
    "instruction-2011#IV-99": "n’est pas dans l’édition en vigueur",
    "article:nulle-part": "n’existe pas",
    "article:ceseda/R425-12": "autre régime",
    "n’importe quoi": "Choisissez",
    "": "",
}


def create(client, **data):
    return client.post(f"{INDEX}create/", {"asked": "avis/care", "position": "1", **data})


def address(act, row):
    return reverse(f"forms_app_questionclause_modeladmin_{act}", args=[row.pk])


@pytest.mark.parametrize(("role", "status"), [("redacteur", 200), ("valideur", 200), ("medecin", 403)])
def test_the_desk_keeps_the_clauses_of_questions(signed_in, role, status):
    assert signed_in(role).get(INDEX).status_code == status


def test_an_administrator_does_not(signed_in):
    assert signed_in("administrateur").get(INDEX).status_code == 302


def test_an_editor_picks_a_clause_of_the_edition_in_force(signed_in):
    client = signed_in("redacteur")
    page = client.get(f"{INDEX}create/").content.decode()
    assert '<option value="instruction-2011#V-1">' in page
    assert "Articles nommés" in page
    assert "<optgroup" in page
    assert create(client, target="instruction-2011#V-1").status_code == 302
    assert QuestionClause.objects.filter(fiche="avis", question="care", target="instruction-2011#V-1").exists()


@pytest.mark.parametrize(("target", "said"), BROKEN.items(), ids=BROKEN)
def test_a_target_that_is_absent_or_of_the_other_regime_is_refused_with_its_reason(signed_in, target, said):
    before = QuestionClause.objects.count()
    response = create(signed_in("redacteur"), target=target)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert QuestionClause.objects.count() == before


@pytest.mark.parametrize("asked", ["", "avis", "avis/nulle", "nulle/care", "a/b/c"])
def test_a_question_that_no_fiche_asks_is_refused(signed_in, asked):
    before = QuestionClause.objects.count()
    assert create(signed_in("redacteur"), asked=asked, target="instruction-2011#V-1").status_code == 200
    assert QuestionClause.objects.count() == before


def test_a_clause_stands_once_beside_a_question(signed_in):
    row = QuestionClause.objects.filter(fiche="avis", question="care").first()
    response = create(signed_in("redacteur"), target=row.target)
    assert "accompagne déjà" in response.content.decode()


def test_a_row_keeps_its_question_when_its_clause_changes(signed_in):
    client, row = signed_in("redacteur"), QuestionClause.objects.filter(fiche="avis", question="care").first()
    page = client.get(address("edit", row)).content.decode()
    assert 'name="asked"' not in page
    assert "arrete-2017#" not in page
    posted = client.post(
        address("edit", row), {"asked": "avis/gravity", "target": "instruction-2011#V-1", "position": "3"}
    )
    assert posted.status_code == 302
    row.refresh_from_db()
    assert (row.question, row.target, row.position) == ("care", "instruction-2011#V-1", 3)


def test_the_last_clause_of_a_question_is_not_removed_and_another_is(signed_in):
    client, rows = signed_in("redacteur"), QuestionClause.objects.filter(fiche="avis", question="care")
    while rows.count() > 1:
        client.post(address("delete", rows.last()))
    [last] = rows.all()
    assert "ne peut pas être retirée" in client.get(address("delete", last)).content.decode()
    refused = client.post(address("delete", last), follow=True).content.decode()
    assert "Ajoutez-en une autre" in refused
    assert rows.count() == 1


@pytest.mark.databases
def test_the_rule_of_the_last_clause_holds_without_the_screen():
    rows = list(QuestionClause.objects.filter(fiche="avis", question="care"))
    for row in rows[:-1]:
        mapping.remove(row)
    with pytest.raises(ValidationError, match="dernière clause"):
        mapping.remove(rows[-1])


def test_a_list_is_filtered_by_fiche_and_reads_its_address_strictly(signed_in):
    client = signed_in("redacteur")
    page = client.get(f"{INDEX}?fiche=removal").content.decode()
    assert "instruction-2011#" not in page
    assert client.get(f"{INDEX}?seed__contains=a").status_code == 400


def test_the_form_shows_the_clause_that_stands(signed_in):
    row = QuestionClause.objects.filter(fiche="avis", question="care").first()
    page = signed_in("redacteur").get(address("edit", row)).content.decode()
    assert f'<option value="{row.target}" selected>' in page


# --- the report ------------------------------------------------------------------------------------------------------


def test_what_breaks_is_reported_with_its_reason():
    assert mapping.broken() == []
    row = QuestionClause.objects.filter(fiche="avis", question="care").first()
    QuestionClause.objects.filter(pk=row.pk).update(target="instruction-2011#IV-99")
    QuestionClause.objects.filter(fiche="removal", question="person").delete()
    QuestionClause.objects.create(fiche="avis", question="gone", target="instruction-2011#IV-1")
    said = {(each.question, each.why) for each in mapping.broken()}
    assert said == {
        ("care", "La clause IV-99 n’est pas dans l’édition en vigueur."),
        ("person", "Cette question n’a aucune clause."),
        ("gone", "Cette question n’existe plus."),
    }


def test_the_report_stands_on_the_desk_of_editors_alone(signed_in):
    row = QuestionClause.objects.filter(fiche="avis", question="care").first()
    QuestionClause.objects.filter(pk=row.pk).update(target="instruction-2011#IV-99")
    page = signed_in("redacteur").get("/admin/").content.decode()
    assert "IV-99" in page
    assert address("edit", row) in page
    assert "desk-mapping" not in signed_in("administrateur").get("/admin/").content.decode()


def test_the_report_costs_the_same_for_one_row_and_for_all(django_assert_max_num_queries):
    mapping.broken()
    with django_assert_max_num_queries(3):
        mapping.broken()


def test_an_editor_s_act_beside_the_fiches_leaves_the_pages_of_the_texts_alone(signed_in):
    from guidance.models import SiteVersion

    before = SiteVersion.current()
    create(signed_in("redacteur"), target="instruction-2011#V-1")
    assert SiteVersion.current() == before


def undo_last(client):
    entry = following.acts_on(QuestionClause).first()
    return client.post("/admin/suivi/questionclause/", {"annuler": entry.pk}, follow=True).content.decode()


def test_a_clause_removed_comes_back_and_the_last_added_goes_only_if_another_stays(signed_in):
    client, rows = signed_in("redacteur"), QuestionClause.objects.filter(fiche="avis", question="care")
    before = set(rows.values_list("pk", "target"))
    client.post(address("delete", rows.last()))
    undo_last(client)
    assert set(rows.values_list("pk", "target")) == before
    create(client, target="instruction-2011#V-1")
    added = following.acts_on(QuestionClause).first()
    for row in rows.exclude(target="instruction-2011#V-1"):
        row.delete()
    page = client.post("/admin/suivi/questionclause/", {"annuler": added.pk}, follow=True).content.decode()
    assert "Ajoutez-en une autre" in page and rows.count() == 1


def test_a_target_that_is_gone_does_not_come_back(signed_in):
    client, row = signed_in("redacteur"), QuestionClause.objects.filter(fiche="avis", question="care").first()
    QuestionClause.objects.filter(pk=row.pk).update(target="instruction-2011#IV-99")
    client.post(address("edit", row), {"target": "instruction-2011#V-1", "position": "1"})
    assert "n’est pas dans l’édition en vigueur" in undo_last(client)
    row.refresh_from_db()
    assert row.target == "instruction-2011#V-1"
