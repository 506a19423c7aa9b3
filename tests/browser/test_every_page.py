"""Every page that a reader without an account can reach is whole, valid, accessible and asks nothing of other hosts."""

import re
from itertools import pairwise

import pytest

from tests.browser import html
from tests.browser.touring import walk

# Pages that no link leads to before a reader types something, and what is typed.
TYPED = (
    "/regime/",
    "/plafonds/calcul/",
    "/statistiques/?annee=2011&avec=2014",
    "/recherche/",
    "/references/?pays=ML",
    "/recherche/?q=zzzzzz",
    "/recherche/?q=recepise",
    "/recherche/?q=L313-11&genre=clause&texte=instruction-2011",
    "/comparer/?gauche=instruction-2011@2011-11-10&droite=instruction-2011@2011-11-10",
    "/comparer/instruction-2011@2011-11-10/arrete-2017@2021-05-03/",
    "/textes/etat-de-la-doctrine.pdf",
)
UNDATED = re.compile(r"/textes/[\w-]+/")


@pytest.fixture(scope="module")
def tour(site, open_visitor):
    visitor = open_visitor(site)
    seen, leading = walk(visitor, ["/", *TYPED])
    visitor.context.close()
    return seen, leading


@pytest.fixture(scope="module")
def pages(tour):
    found = [seen for seen in tour[0].values() if seen.is_page]
    assert len(found) > 100
    return found


def told(faults):
    return "\n".join(faults)


def test_every_link_of_the_site_leads_somewhere(tour):
    seen, leading = tour
    wrong = [f"{s.status} {s.path}, linked from {leading.get(s.path)}" for s in seen.values() if s.status != 200]
    assert not wrong, told(wrong)


def test_every_file_is_a_pdf_or_a_series(tour):
    files = [seen for seen in tour[0].values() if not seen.is_page]
    assert len(files) >= 3
    others = [seen for seen in files if seen.kind != "application/pdf"]
    assert sorted(seen.path for seen in others) == [
        *("/plafonds/serie.csv", "/plafonds/serie.xlsx"),
        *("/statistiques/serie.csv", "/statistiques/serie.json"),
    ]


def test_every_page_is_said_to_be_french(pages):
    assert {seen.lang for seen in pages} == {"fr"}


def test_every_page_has_a_title_of_its_own(pages):
    """Views of one comparison, pages of one search, and a text at its undated address are one page."""
    titles = {}
    for seen in (page for page in pages if not UNDATED.fullmatch(page.path)):
        titles.setdefault(seen.title, set()).add(seen.path.partition("?")[0])
    shared = [f"{title!r}: {sorted(paths)}" for title, paths in titles.items() if len(paths) > 1]
    assert not shared, told(shared)
    assert all(title.strip().removesuffix("– Portail étrangers malades").strip() for title in titles)


def test_every_page_has_one_first_heading_and_skips_no_level(pages):
    wrong = []
    for seen in pages:
        levels = [level for level, _ in seen.headings]
        jumps = [b for a, b in pairwise(levels) if b > a + 1]
        if levels.count(1) != 1 or jumps or not all(words.strip() for _, words in seen.headings if words is not None):
            wrong.append(f"{seen.path}: {seen.headings[:8]}")
    assert not wrong, told(wrong)


def test_no_id_stands_twice_on_a_page(pages):
    wrong = [f"{seen.path}: {sorted({i for i in seen.ids if seen.ids.count(i) > 1})}" for seen in pages]
    assert not [line for line in wrong if not line.endswith(": []")]


def test_every_fragment_leads_to_a_place_of_its_page(tour):
    """A link `page#place` to a page seen on the walk names an id of that page."""
    seen, _ = tour
    wrong = set()
    for page in seen.values():
        for link in page.links:
            address, _, place = link.partition("#")
            target = next((s for s in seen.values() if place and address.endswith(s.path) and s.is_page), None)
            if target and address.count("/") == target.path.count("/") + 2 and place not in target.ids:
                wrong.add(f"{page.path} -> {link}")
    assert not wrong, told(sorted(wrong))


def test_no_page_fails_the_accessibility_rules(pages):
    wrong = [f"{seen.path}: {line}" for seen in pages for line in seen.axe]
    assert not wrong, told(wrong)


def test_no_page_breaks_the_policy_errs_in_the_console_or_asks_another_host(pages):
    wrong = [f"{seen.path}: {line}" for seen in pages for line in seen.faults]
    assert not wrong, told(wrong)


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(pages, width):
    wrong = [f"{seen.path}: {seen.overflow[width]} px" for seen in pages if seen.overflow[width] > 0]
    assert not wrong, told(wrong)


def test_no_heading_lies_upon_another(pages):
    wrong = [f"{seen.path}: {pair}" for seen in pages for pair in seen.covered]
    assert not wrong, told(wrong)


def test_every_page_is_valid_html(pages):
    with html.validator() as errors:
        wrong = [f"{seen.path}: {line}" for seen in pages for line in errors(seen.source)]
    assert not wrong, told(wrong)
