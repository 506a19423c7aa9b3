"""Conditional questions and steps of the fiches other than the avis, in a browser: announced, opened, never lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_fiches import ARS_DAY, OFII_DAY, begin

#: Title, and who fills it.
OTHERS = [
    ("Transmission du rapport au collège", "secretariat"),
    ("Avis du collège, titre de séjour", "medecin"),
    ("Avis en matière d’éloignement", "medecin"),
]
PERSON = "#id_dossier-person"


def base_of(page):
    return page.url.rsplit("/", 2)[0]


def slugs_of(page):
    """Steps that the line of steps leads to, in order."""
    values = page.locator("button[name=wizard_goto_step]").evaluate_all("all => all.map(one => one.value)")
    other = ("dossier", "relecture", "quitter", "sources")  # the step shown, the review, the way out, the private pad
    return [slug for slug in dict.fromkeys(values) if slug not in other and "/" not in slug]


@pytest.mark.parametrize(("title", "role"), OTHERS)
def test_a_jump_to_every_step_and_back_and_forward_keep_what_was_written(own_site, visit, title, role):
    page = begin(visit(role, at=own_site), title, None, OFII_DAY)
    base = base_of(page)
    page.goto(f"{base}/dossier/")
    reached = slugs_of(page)
    assert len(reached) > 1
    for rank, slug in enumerate(reached):
        page.locator(PERSON).fill(f"Exemple {rank}")
        page.locator(f"button[name=wizard_goto_step][value='{slug}']").first.click()
        page.wait_for_url(f"**/{slug}/")
        page.go_back()
        page.wait_for_url("**/dossier/")
        expect(page.locator(PERSON)).to_have_value(f"Exemple {rank}")
        page.go_forward()
        page.wait_for_url(f"**/{slug}/")
        page.goto(f"{base}/dossier/")
        expect(page.locator(PERSON)).to_have_value(f"Exemple {rank}")


def test_a_conditional_question_is_announced_opens_by_script_and_is_listed_before_it_is_cleared(own_site, visit):
    page = begin(visit("medecin", at=own_site), "Avis du médecin", 0, ARS_DAY)
    base = base_of(page)
    page.goto(f"{base}/duree/")
    expect(page.get_by_text("Le nombre de mois est demandé si la durée est en mois.").first).to_be_visible()
    months = page.locator("#id_duree-months")
    expect(months).to_be_hidden()
    page.locator("input[name='duree-duration'][value='months']").check()
    expect(months).to_be_visible()
    months.fill("12")
    page.get_by_role("button", name="Continuer").last.click()
    page.wait_for_url(lambda url: "/duree/" not in url)
    page.goto(f"{base}/duree/")
    page.locator("input[name='duree-duration'][value='long-term']").check()
    page.get_by_role("button", name="Continuer").last.click()
    page.wait_for_url("**/a-effacer/**")
    expect(page.locator("main")).to_contain_text("12")
    page.get_by_role("button", name="Effacer et continuer").click()
    page.wait_for_url(lambda url: "/a-effacer/" not in url)
    page.goto(f"{base}/duree/")
    page.locator("input[name='duree-duration'][value='months']").check()
    expect(months).to_have_value("")


def test_a_double_click_on_continuer_after_a_save_is_no_conflict_with_oneself(own_site, visit):
    page = begin(visit("medecin", at=own_site), "Avis du médecin", 0, ARS_DAY)
    page.goto(f"{base_of(page)}/identite/")
    with page.expect_response(lambda answer: answer.url.endswith("/enregistrer/") and answer.status == 204):
        page.locator("#id_identite-person").fill("Exemple Enregistré")
    page.locator("#id_identite-birth_date").fill("1981")
    twice = "(button) => { button.click(); setTimeout(() => button.click(), 5); }"
    page.get_by_role("button", name="Continuer").last.evaluate(twice)
    page.wait_for_url("**/prise-en-charge/")
    expect(page.locator("h1")).not_to_contain_text("modifiée ailleurs")
    page.goto(f"{base_of(page)}/identite/")
    expect(page.locator("#id_identite-person")).to_have_value("Exemple Enregistré")
    expect(page.locator("#id_identite-birth_date")).to_have_value("1981")
