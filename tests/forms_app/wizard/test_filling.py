"""Filling a fiche: any order, what is typed kept whatever it is, errors said in French beside the question."""

import pytest
from django.urls import reverse

from forms_app import fiches
from forms_app.models import Draft, Letter
from forms_app.services.fiches import letters
from tests.conftest import make_account
from tests.forms_app.wizard.filling import AVIS, errors, posted, standing, values, whole

pytestmark = pytest.mark.databases
STEPS = tuple(AVIS)
PAIRS = [(first, second) for first in STEPS for second in STEPS if first != second]
RESERVED = {"page", "relecture", "lettre", "enregistrer", "a-effacer", "affichage", "supprimer", "quitter", "sources"}


def test_an_avis_is_filled_step_by_step_to_the_delivered_letter(begin, browser):
    filling = begin().fill(AVIS)
    assert "12 mois" in browser.get(filling.url("review")).content.decode()
    shown = filling.preview()
    assert "Ayoub Essai" in shown.content.decode()
    assert filling.deliver(shown).headers["Location"] == filling.url("letter")
    assert browser.get(filling.url("letter")).context["delivered"] is True
    assert browser.get(filling.url("letter_pdf")).content.startswith(b"%PDF")
    assert not Draft.objects.filter(pk=filling.run).exists()


def test_an_avis_is_filled_on_one_page_to_the_review(begin, browser):
    filling = begin()
    response = browser.post(filling.url("page"), whole(AVIS) | {"version": 0})
    assert response.headers["Location"] == filling.url("review")
    assert filling.stored() == {slug: values(typed) for slug, typed in AVIS.items()}


def test_the_page_of_a_whole_fiche_marks_each_error_and_keeps_all(begin, browser):
    filling = begin()
    typed = AVIS | {"demande": {"registered_on": "31/02/2016"}, "signature": {"signatory_name": ""}}
    response = browser.post(filling.url("page"), whole(typed) | {"version": 0})
    assert response.status_code == 422
    assert "Ce jour n’existe pas. Vérifiez le jour et le mois." in errors(response)
    assert 'value="31/02/2016"' in response.content.decode()
    assert filling.stored()["identite"] == values(AVIS["identite"])


def test_the_choice_of_one_page_is_remembered(begin, browser):
    first = begin()
    assert browser.post(first.url("display"), {"affichage": "page"}).headers["Location"] == first.url("page")
    second = begin()
    assert browser.get(second.url("page")).status_code == 200
    response = browser.post(reverse("forms_app:new", args=["avis"]), {"autorite": "ars", "dossier": "avec"})
    assert response.headers["Location"].endswith("/page/")
    browser.post(second.url("display"), {"affichage": "etapes"})
    response = browser.post(reverse("forms_app:new", args=["avis"]), {"autorite": "ars", "dossier": "avec"})
    assert response.headers["Location"].endswith("/demande/")


@pytest.mark.parametrize("fiche", fiches.FICHES, ids=lambda fiche: fiche.key)
def test_a_step_never_takes_the_address_of_a_page_of_the_run(fiche):
    assert not RESERVED & set(fiche.slugs)


@pytest.mark.parametrize(
    ("slug", "typed", "says"),
    [
        ("demande", {"registered_on": ""}, "Indiquez la date d’enregistrement : elle décide du texte applicable."),
        ("demande", {"registered_on": "bientôt"}, "Écrivez la date ainsi : 03/09/2026."),
        ("identite", {"birth_date": "14/03/2081"}, "Cette date de naissance n’est pas possible. Vérifiez l’année."),
        ("identite", {"birth_date": "1881"}, "Vérifiez l’année de naissance."),
        ("duree", {"duration": "months", "months": ""}, "Indiquez une durée en mois, ou choisissez « longue durée »."),
        ("duree", {"duration": "months", "months": "601"}, "Écrivez un nombre entier de mois, de 1 à 600."),
        ("duree", {"duration": "months", "months": "0"}, "Écrivez un nombre entier de mois, de 1 à 600."),
        ("duree", {"duration": "months", "months": "1,5"}, "Écrivez un nombre entier de mois, de 1 à 600."),
        ("gravite", {"gravity": "perhaps"}, "Choisissez une des réponses proposées."),
    ],
)
def test_an_answer_refused_is_kept_and_explained_in_french(slug, typed, says, begin):
    filling = begin()
    response = filling.post(slug, typed)
    assert response.status_code == 422
    assert says in errors(response)
    assert filling.stored()[slug] == values(typed)


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("demande", {"registered_on": "3 sept 2016"}),
        ("demande", {"registered_on": "03092016"}),
        ("demande", {"registered_on": "3/9/16"}),
        ("identite", {"birth_date": "1981"}),
        ("duree", {"duration": "months", "months": "1"}),
        ("duree", {"duration": "months", "months": "600"}),
        ("duree", {"duration": "months", "months": "12 mois"}),
    ],
)
def test_an_answer_is_taken_as_people_write_it(slug, typed, begin):
    assert begin().post(slug, typed).status_code == 302


@pytest.mark.parametrize(("day", "taken"), [("31/12/2016", True), ("01/01/2017", False)])
def test_a_fiche_of_the_other_regime_is_refused_at_its_first_step_with_the_source(day, taken, begin):
    response = begin().post("demande", {"registered_on": day})
    assert response.status_code == (302 if taken else 422)
    if not taken:
        assert "arrêté du 27\u00a0décembre 2016, art.\u00a013" in response.content.decode()
        assert reverse("forms_app:new", args=["college"]) in response.content.decode()


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=["-to-".join(pair) for pair in PAIRS])
def test_going_from_any_step_to_any_other_keeps_what_was_typed(first, second, begin):
    filling = begin()
    response = filling.post(first, AVIS[first], wizard_goto_step=second)
    assert response.headers["Location"] == filling.url("step", second)
    response = filling.post(second, AVIS[second], wizard_goto_step=first)
    assert response.headers["Location"] == filling.url("step", first)
    assert filling.stored() == {first: values(AVIS[first]), second: values(AVIS[second])}


def test_going_elsewhere_keeps_an_invalid_answer_and_marks_its_step(begin):
    filling = begin()
    filling.post("demande", {"registered_on": "hier"}, wizard_goto_step="identite")
    assert standing(filling.get("identite"))["demande"] == "à corriger"
    shown = filling.get("demande")
    assert 'value="hier"' in shown.content.decode()
    assert "Écrivez la date ainsi : 03/09/2026." in errors(shown)


def test_passing_through_a_step_is_not_answering_it(begin):
    filling = begin()
    filling.post("demande", {"registered_on": ""}, wizard_goto_step="identite")
    assert filling.stored() == {}
    assert set(standing(filling.get("identite")).values()) == {"à remplir"}


def test_back_forward_and_reload_show_what_was_typed(begin):
    filling = begin().fill(AVIS)
    for slug in [*STEPS, *reversed(STEPS), *STEPS]:
        first, again = filling.get(slug), filling.get(slug)
        assert first.status_code == again.status_code == 200
    assert filling.stored() == {slug: values(typed) for slug, typed in AVIS.items()}


def test_a_conditional_question_is_announced_before_it_is_asked(begin):
    filling = begin()
    page = filling.get("duree").content.decode()
    assert 'name="duree-months"' in page
    assert "Le nombre de mois est demandé si la durée est en mois." in page


def test_answers_that_no_question_asks_any_more_are_listed_before_they_are_cleared(begin, browser):
    filling = begin().fill(AVIS)
    response = filling.post("traitement", {"treatment": "none"})
    assert response.headers["Location"].startswith(filling.url("clear"))
    listed = browser.get(response.headers["Location"]).content.decode()
    assert "lui permet de voyager sans risque" in listed
    assert filling.stored()["duree"]["travel"] == ["can"]
    browser.post(filling.url("clear"), {"apres": "traitement"})
    assert filling.stored()["duree"] == values({"duration": "months", "months": "12"})


def test_coming_back_on_the_answer_gives_back_what_was_about_to_be_cleared(begin, browser):
    filling = begin().fill(AVIS)
    filling.post("traitement", {"treatment": "none"})
    filling.post("traitement", {"treatment": "exists"})
    assert "lui permet de voyager sans risque" in browser.get(filling.url("review")).content.decode()


def test_an_answer_no_longer_asked_never_enters_the_letter(begin, browser):
    filling = begin().fill(AVIS)
    assert ticked(filling, "voyager sans risque") == 1
    filling.post("traitement", {"treatment": "none"}, wizard_goto_step="relecture")
    browser.post(filling.url("letter"), {"faire": "refaire"})
    assert ticked(filling, "voyager sans risque") == 0


def ticked(filling, words):
    """How many ticked boxes of the letter hold these words."""
    filling.preview()
    letter = letters.open_content(Letter.objects.get(run=filling.run, state="preview"))
    options = [option for line in letter.lines for option in line.options if option.ticked]
    return sum(words in "".join(piece.words for piece in option.pieces) for option in options)


@pytest.mark.parametrize("step", ["ailleurs", "done", "demande-2"])
def test_a_step_that_the_fiche_lacks_is_not_found(step, begin, browser):
    filling = begin()
    assert browser.get(filling.url("step", step)).status_code == 404
    assert browser.post(filling.url("step", step), posted(step, {"x": "y"})).status_code == 404


def test_nobody_else_opens_a_draft(begin, client):
    filling = begin()
    for username in ("secretariat", "directeur", "redacteur"):
        client.force_login(make_account(username))
        for name in ("run", "page", "review", "letter", "letter_pdf", "clear", "delete"):
            assert client.get(filling.url(name)).status_code == 404, (username, name)
        for name in ("page", "review", "letter", "autosave", "clear", "display", "delete"):
            assert client.post(filling.url(name), {"etape": "demande"}).status_code == 404, (username, name)
    assert Draft.objects.filter(pk=filling.run).exists()


def test_a_role_taken_away_closes_the_draft_at_the_next_request(begin, physician):
    filling = begin()
    physician.groups.clear()
    assert filling.get("demande").status_code == 404
