"""The published words are the words of the source files, in order, once the listed restorations are applied."""

import hashlib
import re
from collections import Counter
from difflib import SequenceMatcher

import pytest

from guidance.content.reader import ROOT, TEXT_SLUGS, read_restorations, read_text

from .source import OPERATIONS, raw_text, restored_words
from .words import published_words

# Words of the source absent from the published text, with the reason; and the converse. Nothing is missing today.
EXPLAINED_MISSES: dict[str, dict[str, str]] = {"instruction-2011": {}, "arrete-2017": {}}
FALSE_WORDS = ("R.4127-952", "CSP1", "mois4", "maternité3", "seule2", "publique1", "médicale1")


def words_of(slug):
    return [word.word for word in published_words(read_text(slug).editions[0])]


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_the_words_of_the_source_are_published_in_order(slug):
    source, published = restored_words(slug), words_of(slug)
    blocks = SequenceMatcher(a=source, b=published, autojunk=False).get_matching_blocks()
    kept = {place for block in blocks for place in range(block.a, block.a + block.size)}
    missing = [word for place, word in enumerate(source) if place not in kept]
    assert [word for word in missing if word not in EXPLAINED_MISSES[slug]] == []
    assert len(kept) / len(source) >= 0.995


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_no_word_is_published_that_the_source_does_not_have(slug):
    excess = Counter(words_of(slug)) - Counter(restored_words(slug))
    assert excess == Counter()


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_today_the_published_words_are_the_words_of_the_source_one_by_one(slug):
    assert words_of(slug) == restored_words(slug)


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_the_words_fill_the_source_file(slug):
    assert len(words_of(slug)) > {"instruction-2011": 6700, "arrete-2017": 3450}[slug]


def test_the_restorations_of_the_instruction_change_these_words_and_no_other():
    lost = Counter(raw_text("instruction-2011").split()) - Counter(words_of("instruction-2011"))
    leaders = {word for word in lost if re.fullmatch(r"[.,-]*\.{2,}[.,-]*|\.,?", word)}
    joined = {"R.313-", "22", "ci-", "jointe,", "CMU-", "complémentaire"}
    calls = {"publique1.", "CSP1.", "R.4127-952", "médicale1.", "seule2)", "maternité3", "mois4)"}
    glued = {word for word in lost if re.fullmatch(r"(Madame|Domicilié\(e\))\.+", word)}
    assert set(lost) == leaders | joined | calls | glued | {"o"}
    assert lost["o"] == 20


def test_the_restorations_of_the_arrete_change_these_words_and_no_other():
    lost = Counter(raw_text("arrete-2017").split()) - Counter(words_of("arrete-2017"))
    navigation = dict.fromkeys(["Retourner", "en", "haut", "de", "la", "page"], 1)
    calls = {"(1)": 2, "(2)": 2, "(3)": 2}
    assert lost == Counter({"•": 10, **calls, **navigation})


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_every_operation_on_the_source_is_a_listed_restoration(slug):
    listed = {row.id for row in read_restorations() if row.text in (slug, None)}
    assert {operation["restoration"] for operation in OPERATIONS[slug]} <= listed


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_the_source_file_is_the_one_the_edition_names(slug):
    source = read_text(slug).editions[0].source
    assert hashlib.sha256((ROOT / source.file).read_bytes()).hexdigest() == source.sha256


@pytest.mark.parametrize("word", FALSE_WORDS)
def test_a_footnote_call_is_glued_to_no_word_anywhere(word):
    files = [path for path in ROOT.rglob("*.yaml")]
    assert files
    assert [path.name for path in files if word in path.read_text(encoding="utf-8")] == []
    assert all(word not in each for slug in TEXT_SLUGS for each in words_of(slug))


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_a_heading_the_source_does_not_print_is_marked_as_restored(slug):
    restored = {section.heading for section in read_text(slug).editions[0].sections if section.heading_restored}
    expected = {"instruction-2011": {"Préambule"}, "arrete-2017": {"Visas", "Signature"}}[slug]
    assert {heading for heading in restored if not heading.startswith("Article ")} == expected
