"""Reading with a keyboard, a telephone, a printer, without JavaScript, in the dark; and nothing left behind."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import running
from tests.browser.conftest import PHONE

SECTION = "/textes/instruction-2011/2011-11-10/iv/"
COMPARISON = "/comparer/instruction-2011/arrete-2017/?section=annexe-i"
STORAGE = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map((base) => base.name), ...(await caches.keys()),
]"""


@pytest.fixture
def reader(visit):
    visitor = visit()
    yield visitor
    assert not visitor.take_faults()


def test_the_first_tab_offers_to_skip_to_the_content(reader):
    reader.go(SECTION)
    reader.page.keyboard.press("Tab")
    expect(reader.page.locator(":focus")).to_have_text("Aller au contenu")
    expect(reader.page.locator(".skip")).to_be_in_viewport(ratio=1)
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#contenu")).to_be_focused()


def test_every_place_the_keyboard_reaches_shows_that_it_has_the_focus(reader):
    reader.go(SECTION)
    unseen, reached = [], 0
    for _ in range(60):
        reader.page.keyboard.press("Tab")
        outline, name = reader.page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [parseFloat(s.outlineWidth) * (s.outlineStyle !== 'none'), e.outerHTML.slice(0, 90)]; })()"
        )
        reached += 1
        if outline < 2:
            unseen.append(name)
    assert reached == 60
    assert not unseen


def test_a_search_is_sent_with_enter(reader):
    reader.go(SECTION)
    reader.page.get_by_role("searchbox").focus()
    reader.page.keyboard.type("récépissé")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/recherche/**")
    expect(reader.page.locator("h1")).to_contain_text("résultats")


def test_a_definition_opens_with_enter_closes_with_escape_and_gives_the_focus_back(reader):
    reader.go(SECTION)
    term = reader.page.locator("main a.term").first
    words = term.inner_text()
    term.focus()
    reader.page.keyboard.press("Enter")
    definition = reader.page.locator(".pop:popover-open")
    expect(definition).to_be_visible()
    assert len(definition.inner_text()) > len(words)
    assert not reader.axe()
    reader.page.keyboard.press("Escape")
    expect(definition).to_have_count(0)
    expect(term).to_be_focused()


def test_the_copied_link_of_a_clause_is_said_politely_and_leads_to_it(reader):
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.go(SECTION)
    reader.page.locator("#IV-3 > .clause-label").focus()
    reader.page.keyboard.press("Enter")
    said = reader.page.locator(".copied[role=status]")
    said.get_by_text("Lien copié : IV-3").wait_for()
    address = reader.page.evaluate("navigator.clipboard.readText()")
    assert address.startswith(reader.site.url)
    reader.page.goto(address)
    reader.expect_at(f"{SECTION}#IV-3")


def test_the_clause_aimed_at_stands_out(reader):
    reader.go(f"{SECTION}#IV-3")
    expect(reader.page.locator("#IV-3")).to_be_in_viewport()
    looks = [
        reader.page.locator(f"#{label}").evaluate("e => getComputedStyle(e).backgroundColor")
        for label in ("IV-2", "IV-3")
    ]
    assert looks[0] != looks[1]
    assert 0 <= reader.page.locator("#IV-3").bounding_box()["y"] < 900


def test_a_footnote_call_leads_to_its_note_and_back(reader):
    reader.go(SECTION)
    call = reader.page.locator("main a.fn").first
    call.focus()
    reader.page.keyboard.press("Enter")
    note = reader.page.locator(".note:target")
    expect(note).to_be_in_viewport()
    note.locator(".back").click()
    expect(reader.page.locator(":target")).to_have_id(call.get_attribute("id"))


def test_on_a_telephone_the_sections_and_the_plan_unfold(visit):
    visitor = visit(viewport=PHONE, has_touch=True)
    visitor.go(SECTION)
    page = visitor.page
    expect(page.locator("nav.site-nav > ul")).to_be_hidden()
    page.locator("details.nav-toggle > summary").tap()
    menu = page.locator("details.nav-toggle")
    expect(menu.get_by_role("link", name="Glossaire")).to_be_visible()
    expect(menu.get_by_role("link", name="Concordance")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Concordance")).to_be_hidden()
    page.locator("details.outline-fold > summary").tap()
    page.locator("details.outline-fold a", has_text="Bilan annuel").tap()
    page.wait_for_url("**/vi/")
    assert not visitor.take_faults()


@pytest.mark.parametrize("chosen", ["", "/regime/?enregistree=12/03/2015&suite="])
def test_on_a_telephone_the_bar_of_the_regime_takes_two_lines_at_most(visit, chosen):
    visitor = visit(viewport=PHONE, has_touch=True)
    visitor.go(f"{chosen}{SECTION}")
    bar = visitor.page.get_by_role("region", name="Régime applicable")
    tops = bar.locator("input:visible, button, a, b").evaluate_all(
        "all => all.map(one => { const box = one.getBoundingClientRect(); return (box.top + box.bottom) / 2; })"
    )
    lines = {round(top / 12) for top in tops}
    assert len(lines) <= 2 and bar.bounding_box()["height"] < 90
    assert not visitor.take_faults()


def test_a_definition_opens_with_a_touch(visit):
    visitor = visit(viewport=PHONE, has_touch=True)
    visitor.go(SECTION)
    visitor.page.locator("main a.term").first.tap()
    expect(visitor.page.locator(".pop:popover-open")).to_be_visible()
    box = visitor.page.locator(".pop:popover-open").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


def paper(visitor):
    """Lightness of the page, from 0 to 255."""
    colour = visitor.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return max(int(part) for part in re.findall(r"\d+", colour)[:3])


def test_the_dark_theme_that_is_chosen_stays_on_every_page(reader):
    reader.go(f"/affichage/?suite={SECTION}")
    light = paper(reader)
    reader.page.get_by_text("Sombre").click()
    reader.follow(reader.page.get_by_role("button", name="Enregistrer"))
    reader.expect_at(SECTION)
    assert paper(reader) < 60 < 200 < light
    reader.go("/glossaire/")
    assert paper(reader) < 60
    assert not reader.axe()


@pytest.mark.parametrize(
    "path", ["/", SECTION, "/textes/instruction-2011/2011-11-10/annexe-iv/", COMPARISON, "/concordance/"]
)
def test_the_dark_of_the_device_is_as_readable(visit, path):
    visitor = visit(color_scheme="dark")
    visitor.go(path)
    assert paper(visitor) < 60
    assert not visitor.axe()


def test_without_javascript_every_section_is_read_and_searched(visit):
    visitor = visit(java_script_enabled=False)
    visitor.go("/")
    visitor.page.get_by_role("searchbox").fill("secret médical")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("searchbox").press("Enter")
    visitor.follow(visitor.page.locator(".hit h3 a").first)
    assert visitor.page.locator("main .clause").count() > 1
    visitor.follow(visitor.page.locator("a[rel=next]"))
    assert visitor.page.locator("main .clause").count() > 0


def test_without_javascript_a_definition_is_shown_by_its_link(visit):
    visitor = visit(java_script_enabled=False)
    visitor.go(SECTION)
    term = visitor.page.locator("main a.term").first
    definition = visitor.page.locator(term.get_attribute("href"))
    expect(definition).to_be_hidden()
    term.click()
    expect(definition).to_be_visible()
    definition.locator(".close").click()
    expect(definition).to_be_hidden()


def test_without_javascript_the_menus_of_a_telephone_unfold(visit):
    visitor = visit(java_script_enabled=False, viewport=PHONE)
    visitor.go(SECTION)
    for menu, words in (("details.nav-toggle", "Glossaire"), ("details.outline-fold", "Préambule")):
        link = visitor.page.locator(f"{menu} a", has_text=words)
        expect(link).to_be_hidden()
        visitor.page.locator(f"{menu} > summary").click()
        expect(link).to_be_visible()


def test_a_printed_section_keeps_the_words_and_says_its_version(reader):
    reader.go(SECTION)
    page = reader.page
    expect(page.locator(".print-only").first).to_be_hidden()
    words = page.locator("#IV-3 .clause-body").inner_text()
    page.emulate_media(media="print")
    expect(page.locator(".print-only").first).to_be_visible()
    for bar in (".site-header", ".site-footer", ".context", ".crumbs", ".outline", ".prev-next", ".skip"):
        expect(page.locator(bar).locator("visible=true"), bar).to_have_count(0)
    assert page.locator("#IV-3 .clause-body").inner_text() == words
    stamp = page.locator(".print-only").first.inner_text()
    assert "Édition du 10 novembre 2011" in stamp
    assert re.search(r"publiée ici le .+\s20\d\d, imprimée le .+\s20\d\d", stamp)


def test_a_comparison_says_aloud_what_was_added_and_deleted(reader):
    reader.go(COMPARISON)
    for mark, word in (("ins", "ajout"), ("del", "suppression")):
        marks = reader.page.locator(f".compare {mark}")
        assert marks.count() > 5
        assert all(f"[{word}]" in text for text in marks.all_inner_texts())
        hidden = marks.first.locator(".vh").first.bounding_box()
        assert max(hidden["width"], hidden["height"]) <= 1
    looks = {
        mark: reader.page.locator(f".compare {mark}").first.evaluate("e => getComputedStyle(e).textDecorationLine")
        for mark in ("ins", "del")
    }
    assert looks == {"ins": "underline", "del": "line-through"}


def test_nothing_is_kept_in_the_browser_but_plain_cookies(visit):
    visitor = visit("redacteur")
    for path in ("/", SECTION, "/recherche/?q=VIH", COMPARISON):
        visitor.go(path)
        assert visitor.page.evaluate(STORAGE) == []
    assert {cookie["name"] for cookie in visitor.context.cookies()} <= {"sessionid", "csrftoken", "messages"}


def test_after_signing_out_back_shows_nothing_of_the_account(visit):
    visitor = visit()
    visitor.sign_in("directeur", running.PASSWORD)
    assert "/connexion/" not in visitor.path
    answer = visitor.go("/compte/mot-de-passe/")
    assert "no-store" in answer.headers["cache-control"]
    visitor.page.locator("details.account > summary").click()
    visitor.follow(visitor.page.get_by_role("button", name="Se déconnecter"))
    visitor.expect_at("/")
    visitor.page.go_back()
    expect(visitor.page).to_have_url(re.compile("/compte/connexion/"))
    visitor.page.wait_for_load_state()
    assert "Claude Charmes" not in visitor.page.content()
