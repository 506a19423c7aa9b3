"""What a reader sees, page after page, is the source word for word, and each thing named is at its place (A, B, T)."""

import re
from difflib import SequenceMatcher
from urllib.parse import urlsplit

import pytest
from django.test import Client

from guidance.content import shapes
from guidance.content.reader import TEXT_SLUGS, read_references, read_requirements, read_restorations, read_text
from guidance.models import EditionPage, SectionPage
from guidance.views import page_cache
from tests.guidance.content.source import restored_words
from tests.guidance.content.test_fidelity import FALSE_WORDS

from .reading import Read

DAYS = {"instruction-2011": "2011-11-10", "arrete-2017": "2021-05-03"}
# Words of the source that the pages do not show, with the reason.
EXPLAINED: dict[str, dict[str, str]] = {
    "instruction-2011": {},
    "arrete-2017": {},
}


def edition(slug):
    return EditionPage.objects.get(slug=DAYS[slug])


@pytest.fixture(scope="module")
def pages(loaded, django_db_blocker):
    """Every page of both texts, fetched once, by address."""
    with django_db_blocker.unblock():
        page_cache.clear()
        urls = [edition(slug).url for slug in TEXT_SLUGS] + [section.url for section in SectionPage.objects.all()]
        return {url: Read(Client().get(url)) for url in urls}


@pytest.fixture
def page_of(pages):
    """Function that returns a page: `page_of("arrete-2017", "annexe-iii")`; without a section, the identity card."""
    return lambda slug, section="": pages[f"/textes/{slug}/{DAYS[slug]}/{section + '/' if section else ''}"]


@pytest.fixture
def words(page_of):
    """Function that returns the words of a whole text, as its pages show them in order."""

    def read(slug):
        shown = page_of(slug).identity_words()
        for section in edition(slug).sections():
            page = page_of(slug, section.slug)
            said = page.section_words()
            shown += said[len(page.heading_words()) :] if section.heading_restored else said
        return shown

    return read


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_the_pages_show_the_words_of_the_source_in_order(words, slug):
    source, shown = restored_words(slug), words(slug)
    blocks = SequenceMatcher(a=source, b=shown, autojunk=False).get_matching_blocks()
    kept = {place for block in blocks for place in range(block.a, block.a + block.size)}
    missing = [
        f"{place}: {' '.join(source[max(0, place - 3) : place + 4])}"
        for place in range(len(source))
        if place not in kept
    ]
    assert len(kept) / len(source) >= 0.995, missing[:30]
    assert [each for each in missing if source[int(each.split(":")[0])] not in EXPLAINED[slug]] == []


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_the_pages_show_no_word_that_the_source_does_not_have(words, slug):
    source, shown = restored_words(slug), words(slug)
    blocks = SequenceMatcher(a=source, b=shown, autojunk=False).get_matching_blocks()
    kept = {place for block in blocks for place in range(block.b, block.b + block.size)}
    assert [" ".join(shown[max(0, n - 3) : n + 4]) for n in range(len(shown)) if n not in kept] == []


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_no_page_glues_the_call_of_a_note_to_a_word(page_of, slug):
    for section in ["", *edition(slug).sections().values_list("slug", flat=True)]:
        page = page_of(slug, section)
        said = page.tree.text_content()
        assert [word for word in FALSE_WORDS if word in page.source] == []
        assert [word for word in FALSE_WORDS if word in said] == []


def test_the_ceilings_of_the_ame_stand_in_their_footnote(page_of):
    rows = page_of("instruction-2011", "annexe-v").cells("note-2")
    amounts = [row[1] for row in rows]
    assert amounts == ["7 771 €", "11 657 €", "13 988€", "16 320 €", "3 108,48 €"]
    assert rows[-1][0] == "Par personne supplémentaire"


def test_the_189_cells_of_the_statistics_stand_in_their_table(page_of):
    rows = page_of("arrete-2017", "annexe-iii").cells("annexe-III-tableau")
    cells = [cell for row in rows for cell in row[1:]]
    assert (len(rows), len(cells), cells.count("nc")) == (21, 189, 4)
    assert all(re.fullmatch(r"\d+(,\d)?%|nc", cell) for cell in cells)


def test_the_20_addresses_printed_in_the_texts_are_links_of_their_clauses(client, pages):
    links = [row for row in read_references().references if row.url]
    assert len({link.url for link in links}) == 20
    for link in links:
        for found in link.occurrences:
            target = client.get(f"/c/{found.text}/{found.label}/{DAYS[found.text]}/").url
            if found.printed:
                assert link.url in pages[target.split("#")[0]].links(), (found, link.url)


@pytest.mark.parametrize("row", read_requirements(), ids=lambda row: row.id)
def test_a_requirement_is_reached_through_the_short_address_of_each_of_its_clauses(client, pages, row):
    for label in row.labels:
        for day in ("", f"{DAYS[row.text]}/"):
            answer = client.get(f"/c/{row.text}/{label}/{day}")
            assert answer.status_code == 302, label
            target = urlsplit(answer.url)
            assert target.path.startswith(f"/textes/{row.text}/{DAYS[row.text]}/")
            assert target.fragment == label
        assert label in pages[target.path].ids


def test_each_anchor_is_carried_once_and_each_inner_link_leads_somewhere(pages):
    for url, page in pages.items():
        ids = page.tree.xpath("//@id")
        assert sorted(ids) == sorted(set(ids)), url
        inner = {str(link) for link in page.tree.xpath("//main//a[not(@class='close')]/@href") if link.startswith("#")}
        assert {link[1:] for link in inner} <= page.ids, url
        calls = set(page.tree.xpath("//a[@class='fn']/@href"))
        assert {
            f"#{note}" for note in page.tree.xpath("//div[contains(@class,'sidenotes')]//div[@class='note']/@id")
        } == calls


def test_every_link_of_the_texts_inside_the_site_answers(client, pages):
    seen = {link.split("#")[0] for page in pages.values() for link in page.links() if link.startswith("/")}
    assert len(seen) > 40
    answers = {link: client.get(link).status_code for link in seen if not link.endswith(".pdf")}
    assert {link: code for link, code in answers.items() if code not in (200, 302)} == {}


def test_the_gaps_page_lists_every_restoration_with_its_words(client):
    page = Read(client.get("/textes/ecarts-avec-la-source/"))
    said = " ".join(page.tree.xpath("//main")[0].text_content().split())
    for row in read_restorations():
        assert " ".join(row.reason.split()) in said, row.id
        assert " ".join(row.published.split()) in said, row.id
        assert row.id in page.ids, row.id


@pytest.mark.parametrize(
    ("slug", "section", "sign"),
    [
        ("instruction-2011", "annexe-iii", "Absent de la source."),
        ("arrete-2017", "article-2", "Absent de la source."),
        ("arrete-2017", "annexe-iii", "Anomalie de la source."),
        ("instruction-2011", "i", "soulign"),
    ],
)
def test_what_is_missing_or_lost_is_said_where_a_reader_meets_it(page_of, slug, section, sign):
    page = page_of(slug, section)
    notices = " ".join(node.text_content() for node in page.tree.xpath("//div[contains(@class,'notice')]"))
    assert sign in notices
    assert page.tree.xpath("//div[contains(@class,'notice')]//a[contains(@href,'ecarts-avec-la-source')]")


def _blanks_of_the_data():
    """How many blanks the six fiches of the data file have."""
    section = next(each for each in read_text("instruction-2011").editions[0].sections if each.slug == "annexe-iv")
    lines = [
        line
        for clause in section.clauses()
        for fiche in clause.body
        if isinstance(fiche, shapes.Fiche)
        for line in fiche.lines
    ]
    counts = {
        shapes.TextLine: lambda line: line.text.count("{"),
        shapes.Boxes: lambda line: "".join([line.legend or "", *line.options]).count("{"),
    }
    return sum(counts.get(type(line), lambda line: line.count)(line) for line in lines)


def test_the_blanks_and_boxes_of_the_fiches_are_fields_and_not_characters(page_of):
    page = page_of("instruction-2011", "annexe-iv")
    assert len(page.tree.xpath("//span[contains(@class,'box')]")) == 20
    blanks = page.tree.xpath("//span[contains(@class,'blank')]")
    assert len(blanks) == _blanks_of_the_data() and all("à remplir" in blank.text_content() for blank in blanks)
    fiches = page.tree.xpath("//div[@class='fiche']")
    assert len(fiches) == 6 and not any(re.search(r"\.{4,}|…{2,}", fiche.text_content()) for fiche in fiches)
