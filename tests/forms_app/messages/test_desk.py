"""The screens of the mails at the desk: refusals beside the field, preview, history, one click back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_app.messages import MESSAGES
from forms_app.models import MessageWording
from forms_app.services.mail import messages

KEPT = MESSAGES["courriel-du-jour"]
LIST, PAGE = "/admin/forms_app/messagewording/", "/admin/messages/courriel-du-jour/"
WORDS = f"{PAGE}mots/"
BODY = "Le point : {depassees}, {aujourdhui}, {liste}"


def page(client, address=PAGE):
    return client.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_list_says_which_words_leave_and_which_are_fixed(signed_in):
    shown = page(signed_in("redacteur"), LIST)
    assert "Courriel du jour" in shown and "Texte d’origine" in shown
    assert "Mot de passe oublié" in shown and "Courriels dont les mots sont fixes" in shown


def test_words_are_proposed_then_validated_by_another_on_the_page_of_the_message(accounts, client):
    client.force_login(accounts["redacteur"])
    answer = client.post(WORDS, {"subject": "Le point du jour", "body": BODY})
    assert answer.url == PAGE
    row = MessageWording.objects.get()
    assert "Valider ces mots" not in page(client)
    client.force_login(accounts["valideur"])
    assert "Messages à valider" in page(client, "/admin/") and "Valider ces mots" in page(client)
    client.post(PAGE, {"valider": row.pk})
    assert messages.standing(KEPT.key).subject == "Le point du jour"
    client.post(PAGE, {"origine": "1"})
    assert messages.standing(KEPT.key).subject == KEPT.subject
    assert "Retour au texte d’origine" in page(client)


@pytest.mark.parametrize(
    ("subject", "body", "field", "words"),
    [
        ("Objet", f"{BODY} {{dossier}}", "body", "n’existe pas ici"),
        ("Objet", "Rien", "body", "Il manque « {liste} »"),
        ("Objet", f"{BODY} dialyse", "body", "Ce message ne peut pas contenir « dialyse »"),
        ("Objet {liste}", BODY, "subject", "ne va pas dans l’objet"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(signed_in, subject, body, field, words):
    answer = signed_in("redacteur").post(WORDS, {"subject": subject, "body": body})
    assert answer.status_code == 422
    assert any(words in told for told in answer.context["form"].errors[field])
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["body"].value() == body and not MessageWording.objects.exists()
    assert "<title> Erreur : " in " ".join(answer.content.decode().replace("<title>", "<title> ").split())


def test_the_preview_shows_made_up_values_and_keeps_nothing(signed_in):
    answer = signed_in("redacteur").post(WORDS, {"subject": "Le point", "body": BODY, "apercu": "1"})
    assert answer.status_code == 200 and not MessageWording.objects.exists()
    assert "Le point : 3, 1, https://portail.exemple/" in answer.content.decode()


def test_the_form_begins_with_ones_own_proposal_and_else_with_what_leaves(signed_in, accounts):
    messages.propose(KEPT, accounts["redacteur"], "À moi", BODY)
    assert "À moi" in page(signed_in("redacteur"), WORDS)
    assert "À moi" not in page(signed_in("valideur"), WORDS)


def test_what_is_typed_is_shown_as_words(signed_in, accounts):
    row = messages.propose(KEPT, accounts["redacteur"], "Le « point » & la suite", BODY)
    MessageWording.objects.filter(pk=row.pk).update(body="<img src=x>")
    assert "<img" not in page(signed_in("valideur"))


@pytest.mark.parametrize("asked", ["0", "abc", "999999999999", ""])
def test_a_proposal_that_is_not_there_is_not_found(signed_in, asked):
    assert signed_in("valideur").post(PAGE, {"valider": asked}).status_code == 404


def test_an_unknown_message_is_not_found(signed_in):
    assert signed_in("redacteur").get("/admin/messages/inconnu/").status_code == 404


@pytest.mark.parametrize("address", [LIST, PAGE, "/admin/"])
def test_a_page_costs_the_same_queries_whatever_was_written(accounts, signed_in, address):
    browser = signed_in("valideur")

    def write(sign):
        row = messages.propose(KEPT, accounts["redacteur"], f"Le point {sign}", BODY)
        messages.validate(row, accounts["valideur"])
        for username in ("redacteur", "valideur"):
            messages.propose(KEPT, accounts[username], f"La suite {sign}", BODY)

    def queries():
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            browser.get(address)
        return len(seen)

    write("un")
    first = queries()
    write("deux")
    write("trois")
    assert queries() == first
