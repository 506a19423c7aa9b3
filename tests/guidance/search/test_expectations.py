"""What readers type puts the right clause in the first three results, on either database."""

from pathlib import Path

import pytest
import yaml

from guidance.search.query import search

pytestmark = [pytest.mark.django_db, pytest.mark.databases]

EXPECTATIONS = yaml.safe_load((Path(__file__).parent / "expectations.yaml").read_text(encoding="utf-8"))
TEXTS = {"A": "instruction-2011/2011-11-10", "B": "arrete-2017/2021-05-03"}
RECALL = 0.97


def full(name):
    text, _, rest = name.partition("/")
    return f"{TEXTS[text]}/{rest}"


def section_of(hit):
    return "/".join(hit.url.strip("/").split("#")[0].strip("/").split("/")[1:])


def first_sections(query, wanted=10):
    """The first distinct sections, over as many pages as it takes."""
    sections, page, pages = [], 1, 1
    while page <= pages and len(sections) < wanted:
        results = search(query, page=page)
        sections += [each for each in dict.fromkeys(map(section_of, results.hits)) if each not in sections]
        page, pages = page + 1, results.pages
    return sections[:wanted]


@pytest.mark.parametrize("case", EXPECTATIONS, ids=[case["q"] for case in EXPECTATIONS])
def test_the_right_clause_is_among_the_first_three(case, both_texts):
    found = [hit.key for hit in search(case["q"]).hits[:3]]
    assert {full(name) for name in case["first"]} & set(found), found


def test_the_right_sections_are_among_the_first_ten(both_texts):
    wanted = [(case["q"], full(name)) for case in EXPECTATIONS for name in case["sections"]]
    missed = [(query, section) for query, section in wanted if section not in first_sections(query)]
    assert 1 - len(missed) / len(wanted) >= RECALL, missed


def test_every_name_of_the_list_is_a_published_clause(both_texts):
    keys = {entry.key for entry in both_texts}
    assert not {full(name) for case in EXPECTATIONS for name in case["first"]} - keys
