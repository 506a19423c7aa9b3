"""What could not be stored is shown in the words of the fiche, never under the name of its control."""

from django.test import RequestFactory

from forms_app.views.runs import posted_fields


def test_a_field_shown_again_has_its_question_and_its_answer_in_french():
    request = RequestFactory().post("/", {"gravite-gravity": "can", "identite-person": "Exemple", "version": "3"})
    told = {field["name"]: (field["label"], field["shown"], field["typed"]) for field in posted_fields(request)}
    assert told["identite-person"] == ("Nom et prénom du demandeur", "Exemple", True)
    assert told["gravite-gravity"][1].startswith("peut entraîner des conséquences")
    assert told["version"][2] is False


def test_a_field_that_no_fiche_asks_is_kept_without_its_name():
    [field] = posted_fields(RequestFactory().post("/", {"autre-champ": "Exemple"}))
    assert (field["label"], field["shown"], field["value"]) == ("Réponse", "Exemple", "Exemple")
