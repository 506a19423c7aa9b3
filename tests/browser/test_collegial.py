"""Physicians among themselves in a browser: a question refused then asked, an answer, a case answered blind."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.html import validator

LIST, CASES = "/fiches/echanges/", "/fiches/cas-types/"


@pytest.fixture(scope="module")
def errors_of():
    with validator() as errors:
        yield errors


@pytest.fixture
def whole(errors_of):
    """Function that fails, naming each fault, unless the screen is accessible, valid, quiet and narrow enough."""

    def check(visitor):
        source = visitor.page.content() if "Erreur" in visitor.page.title() else ""
        source = source or visitor.context.request.get(visitor.page.url).text()
        faults = visitor.axe() + visitor.take_faults() + errors_of(source)
        faults += [f"{width} px: {beyond} px beyond" for width in (320, 1280) if (beyond := visitor.overflow(width))]
        assert not faults, f"{visitor.page.url}:\n" + "\n".join(faults)

    return check


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_question_with_a_name_is_explained_rewritten_asked_answered_and_erased(visit, own_site, whole, script):
    visitor = visit("medecin", at=own_site, java_script_enabled=script)
    check = whole if script else lambda visitor: None
    page = visitor.page
    visitor.go("/fiches/")
    visitor.follow(page.get_by_role("link", name="Discussions sans identité"))
    check(visitor)
    visitor.follow(page.get_by_role("link", name="Poser", exact=False).first)
    page.get_by_label("Sujet").fill("Dialyse en zone rurale")
    page.get_by_label("Votre question").fill("Mme Tarnaud, 43 ans, dialysée. Que dire de l’accès effectif ?")
    visitor.follow(page.get_by_role("button", name="Poser la question"))
    expect(page.locator(".error-summary")).to_contain_text("« Mme »")
    expect(page.get_by_label("Votre question")).to_have_value(
        "Mme Tarnaud, 43 ans, dialysée. Que dire de l’accès effectif ?"
    )
    check(visitor)
    page.get_by_label("Votre question").fill("Patiente de 43 ans, dialysée. Que dire de l’accès effectif ?")
    visitor.follow(page.get_by_role("button", name="Poser la question"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dialyse en zone rurale")
    page.get_by_label("Votre réponse").fill("L’offre existe, l’accès non.")
    visitor.follow(page.get_by_role("button", name="Répondre"))
    expect(page.locator("main")).to_contain_text("L’offre existe")
    check(visitor)
    visitor.follow(page.get_by_role("link", name="Effacer ma question"))
    check(visitor)
    visitor.follow(page.get_by_role("button", name="Effacer définitivement"))
    visitor.expect_at(LIST)
    expect(page.locator("main")).not_to_contain_text("Dialyse en zone rurale")


def test_a_case_is_written_and_answered_with_the_keyboard_or_a_finger(visit, own_site, whole):
    visitor = visit("medecin", at=own_site, viewport=PHONE)
    page = visitor.page
    visitor.go(CASES)
    whole(visitor)
    visitor.follow(page.get_by_role("link", name="Écrire un cas", exact=True))
    whole(visitor)
    page.get_by_label("Titre du cas").fill("Dialyse, accès effectif")
    page.get_by_label("Le cas, inventé").fill("Homme de 43 ans, dialysé, originaire du Mali, sans assurance au retour.")
    visitor.follow(page.get_by_role("button", name="Proposer ce cas"))
    expect(page.locator(".error-summary")).to_contain_text("un cas réel ne sert pas ici")
    whole(visitor)
    page.get_by_label("Ce cas est inventé").check()
    visitor.follow(page.get_by_role("button", name="Proposer ce cas"))
    whole(visitor)
    visitor.follow(page.get_by_role("button", name="Répondre définitivement"))
    expect(page.locator(".error-summary li")).to_have_count(4)
    whole(visitor)
    for group in page.locator("main fieldset").all():
        group.get_by_role("radio").first.check()
    visitor.follow(page.get_by_role("button", name="Répondre définitivement"))
    expect(page.get_by_role("heading", name="Vous avez répondu")).to_be_visible()
    whole(visitor)
    visitor.go(CASES)
    expect(page.locator("main")).to_contain_text("Vous avez répondu")
    whole(visitor)
