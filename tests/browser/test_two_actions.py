"""Any clause of either text is reached from the home page in two actions: a section then its clause, or a search."""

from urllib.parse import urlencode

import pytest
from lxml import html
from playwright.sync_api import expect

from guidance.content import reader

HOME = "/"
CLAUSES = [
    (f"/textes/{text.slug}/{edition.slug}/", section.slug, item.label)
    for text in reader.read_texts()
    for edition in text.editions
    for section in edition.sections
    for item in section.body
    if hasattr(item, "label")
]
# Twenty spread over both texts, the first and the last among them.
SOME = [CLAUSES[round(place * (len(CLAUSES) - 1) / 19)] for place in range(20)]


@pytest.fixture(scope="module")
def page_of(site, open_visitor):
    """Function that returns a page of the site as a tree, asked once."""
    visitor, pages = open_visitor(site), {}

    def fetch(path):
        if path not in pages:
            answer = visitor.context.request.get(site.url + path)
            assert answer.status == 200, path
            pages[path] = html.fromstring(answer.text())
        return pages[path]

    yield fetch
    visitor.context.close()


def text_of(edition):
    """Undated address of the text of an edition, which leads to the edition in force."""
    return edition.rstrip("/").rpartition("/")[0] + "/"


def targets(tree):
    return {link.partition("#")[0] for link in tree.xpath("//main//a/@href")}


def test_the_texts_hold_the_clauses_they_are_known_for():
    assert len(CLAUSES) > 150
    assert len({(edition, label) for edition, _, label in CLAUSES}) == len(CLAUSES)


def test_the_home_page_leads_to_the_section_of_every_clause_or_to_the_text_that_does(page_of):
    """One action opens the section, which holds the clause; the signature of the arrêté, a page alone, takes two."""
    from_home, far = targets(page_of(HOME)), []
    for edition, section, label in CLAUSES:
        address = f"{edition}{section}/"
        direct = address in from_home
        text = text_of(edition)
        through_text = section == "signature" and text in from_home and address in targets(page_of(text))
        if not (direct or through_text) or not page_of(address).xpath("//main//*[@id=$label]", label=label):
            far.append(f"{address}#{label}")
    assert not far


def test_a_label_typed_in_the_search_box_gives_its_clause_first(page_of):
    """Labels that both texts use give both clauses, one after the other."""
    lost = []
    for edition, section, label in CLAUSES:
        sharing = sum(other == label for _, _, other in CLAUSES)
        found = page_of(f"/recherche/?{urlencode({'q': label})}").xpath("//*[@class='hit']//h3/a/@href")
        if f"{edition}{section}/#{label}" not in found[:sharing]:
            lost.append(f"{label}: {found[:3]}")
    assert not lost


@pytest.mark.parametrize(("edition", "section", "label"), SOME, ids=lambda value: value)
def test_two_clicks_show_the_clause(visit, edition, section, label):
    visitor = visit()
    visitor.go(HOME)
    main = visitor.page.locator("main")
    first = main.locator(f"a[href='{edition}{section}/']")
    if first.count() == 0:
        visitor.follow(main.locator(f"a[href='{text_of(edition)}']").first)
        first = main.locator(f"a[href='{edition}{section}/']")
    visitor.follow(first.first)
    visitor.page.locator(f"[id='{label}'] > .clause-label").click()
    visitor.expect_at(f"{edition}{section}/#{label}")
    assert in_window(visitor, label)
    assert not visitor.take_faults()


@pytest.mark.parametrize(("edition", "section", "label"), SOME[3::8], ids=lambda value: value)
def test_a_search_and_a_click_show_the_clause(visit, edition, section, label):
    visitor = visit()
    visitor.go(HOME)
    visitor.page.get_by_role("searchbox").fill(label)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.follow(visitor.page.locator(f".hit h3 a[href='{edition}{section}/#{label}']").first)
    assert in_window(visitor, label)


def in_window(visitor, label):
    """Whether the beginning of a clause, once it is shown, is in the window."""
    expect(visitor.page.locator(f"[id='{label}']:target")).to_be_in_viewport()
    top = visitor.page.locator(f"[id='{label}']").bounding_box()["y"]
    return 0 <= top < visitor.page.viewport_size["height"] or at_the_end(visitor)


def at_the_end(visitor):
    """Whether the page cannot scroll further."""
    return visitor.page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1")
