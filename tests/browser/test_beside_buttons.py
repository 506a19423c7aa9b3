"""The buttons beside the questions, from a browser: pins, reminders maintained, Enter; nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.html import validator
from tests.browser.test_fiches import ARS_DAY, begin

PINNED = "button[name=retirer]"


@pytest.fixture
def physician(own_site, visit):
    return visit("medecin", at=own_site)


def begun(visitor):
    page = begin(visitor, "Avis du médecin", 0, ARS_DAY)
    return page, page.url.rsplit("/", 2)[0]


def contradicted(page, base):
    """Two answers that stand oddly together, and the page of the second one."""
    for slug, box in (("prise-en-charge", "care-2"), ("gravite", "gravity-1")):
        page.goto(f"{base}/{slug}/")
        page.locator(f"#id_{slug}-{box}").check()
        page.get_by_role("button", name="Continuer").last.click()
        page.wait_for_url(lambda url, slug=slug: f"/{slug}/" not in url)
    page.goto(f"{base}/gravite/")


def test_enter_in_a_field_goes_on_and_does_not_leave_the_fiche(physician):
    page, base = begun(physician)
    page.goto(f"{base}/identite/")
    page.locator("#id_identite-person").fill("Exemple Entrée")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prise-en-charge/")


def test_a_clause_is_pinned_with_the_keyboard_and_what_is_typed_stays(physician):
    page, base = begun(physician)
    page.goto(f"{base}/identite/")
    page.locator("#id_identite-person").fill("Exemple Épingle")
    button = page.locator("button[name=epingler]").first
    key = button.get_attribute("value")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{PINNED}[value='{key}']")).to_be_focused()
    expect(page.locator("[data-heard]")).to_have_text("Clause gardée sous les yeux.")
    expect(page.locator("#id_identite-person")).to_have_value("Exemple Épingle")
    assert not physician.axe()
    page.goto(f"{base}/signature/")
    expect(page.locator(f"{PINNED}[value='{key}']")).to_have_count(1)
    page.locator(PINNED).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(PINNED)).to_have_count(0)
    assert not physician.take_faults()


def test_a_clause_found_by_a_search_opens_in_the_panel_and_is_pinned_there(physician):
    page, base = begun(physician)
    page.locator("#cote-q").fill("secret médical")
    page.locator("#cote-q").press("Enter")
    page.locator("[data-found] a[data-clause]").first.click()
    page.locator("[data-found] button[name=epingler]").first.click()
    expect(page.locator(PINNED)).to_have_count(1)
    page.locator("#cote-q").fill("récépissé")
    page.locator("#cote-q").press("Enter")
    expect(page.locator("[data-found] [role=status]")).to_contain_text("trouvée")
    page.locator(PINNED).click()
    expect(page.locator(PINNED)).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_a_reminder_is_maintained_and_opened_again_and_takes_the_focus(own_site, visit, script):
    visitor = visit("medecin", at=own_site, java_script_enabled=script, viewport=PHONE)
    visitor.go("/fiches/nouvelle/avis/")
    page = visitor.page
    page.locator("#autorite-1").check()
    page.locator("#dossier-1").check()
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url("**/demande/")
    contradicted(page, page.url.rsplit("/", 2)[0])
    page.get_by_role("button", name="Maintenir ma réponse").click()
    folded = page.locator("#rappel-gravity-without-care.held")
    expect(folded).to_contain_text("maintenu par vous le")
    expect(folded).to_be_focused()
    page.get_by_role("button", name="Rouvrir").click()
    expect(page.get_by_role("button", name="Maintenir ma réponse")).to_be_visible()
    assert not visitor.take_faults()


def test_a_reminder_of_the_review_puts_the_focus_on_the_question_it_speaks_of(physician):
    page, base = begun(physician)
    contradicted(page, base)
    page.goto(f"{base}/relecture/")
    assert not physician.axe()
    page.locator(".reminders a", has_text="Le défaut de prise en charge").click()
    expect(page.locator("#id_gravite-gravity-1")).to_be_focused()


def test_the_pad_of_sources_is_whole_keeps_the_step_and_leads_back(physician):
    page, base = begun(physician)
    page.goto(f"{base}/identite/")
    page.locator("#id_identite-person").fill("Exemple Carnet")
    page.get_by_role("button", name="Sources consultées").click()
    expect(page).to_have_url(re.compile(r"/sources/\?retour="))
    page.locator("button[name=reference]").first.click()
    expect(page.locator("button[name=oter]")).to_have_count(1)
    expect(page.locator("#carnet")).to_be_focused()
    with validator() as errors:
        faults = errors(physician.context.request.get(page.url).text())
    assert not faults + physician.axe() + physician.take_faults()
    assert [physician.overflow(width) for width in (320, 1280)] == [0, 0]
    page.get_by_role("link", name="Revenir à la fiche").first.click()
    expect(page.locator("#id_identite-person")).to_have_value("Exemple Carnet")
