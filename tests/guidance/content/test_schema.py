"""A content file that is malformed is refused, and the message names the file and the key."""

import shutil
from datetime import date

import pytest
import yaml

from guidance.content import reader
from guidance.content.reader import ROOT, ContentError, read_text

SECTION = "instruction-2011/2011-11-10/050-iv.yaml"
TABLES = {
    "restorations.yaml": reader.read_restorations,
    "requirements.yaml": reader.read_requirements,
    "references.yaml": reader.read_references,
    "linked-texts.yaml": reader.read_linked_texts,
    "glossary.yaml": reader.read_glossary,
    "correspondences.yaml": reader.read_correspondences,
}


@pytest.fixture
def copy(tmp_path):
    for slug in reader.TEXT_SLUGS:
        shutil.copytree(ROOT / slug, tmp_path / slug)
    for name in TABLES:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def change(path, edit):
    """Rewrite a content file after `edit` changed its parsed value in place."""
    node = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(node)
    path.write_text(yaml.safe_dump(node, allow_unicode=True), encoding="utf-8")


def first_clause(node):
    return next(block["clause"] for block in node["body"] if "clause" in block)


def test_both_texts_are_read_whole():
    first, second = reader.read_texts()
    assert [section.number for section in first.editions[0].sections][1:7] == ["I", "II", "III", "IV", "V", "VI"]
    assert [section.kind for section in second.editions[0].sections].count("article") == 7
    assert (first.regime, second.regime) == ("ars", "ofii")


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_read(name):
    assert TABLES[name]()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_with_an_unknown_key_is_refused(copy, name):
    def add(node):
        rows = node["references"] if name == "references.yaml" else node
        rows[0]["colour"] = "blue"

    change(copy / name, add)
    with pytest.raises(ContentError, match=rf"^{name}.*\[0\]\.colour: unknown key"):
        TABLES[name](copy)


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_table_is_refused_by_name(copy, name):
    (copy / name).unlink()
    with pytest.raises(ContentError, match=f"^{name}"):
        TABLES[name](copy)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda node: node.update(colour="blue"), r"\.colour: unknown key"),
        (lambda node: node.pop("kind"), r"\.kind: missing key"),
        (lambda node: node.update(kind="chapter"), r"\.kind: 'chapter' is not among"),
        (lambda node: node.update(body="words"), r"\.body: a list is expected"),
        (lambda node: node["body"].append("words"), r"\.body\[\d+\]: one key is expected"),
        (lambda node: node["body"].append({"poem": "words"}), r"\.poem: unknown kind"),
        (lambda node: node["body"].append({"heading": {"level": 1, "text": "A"}}), r"\.level: 1 is not among"),
        (lambda node: first_clause(node).update(label=7), r"\.clause\.label: str is expected, not int"),
        (lambda node: first_clause(node).update(label=" "), r"\.clause\.label: empty words"),
        (lambda node: first_clause(node).pop("ids"), r"\.clause\.ids: missing key"),
        (lambda node: first_clause(node)["body"].append({"p": ["a"]}), r"\.p\.text: str is expected, not list"),
        (lambda node: node.update(file="other"), r"\.file: unknown key"),
    ],
)
def test_a_malformed_section_is_refused_with_its_file_and_key(copy, edit, message):
    change(copy / SECTION, edit)
    with pytest.raises(ContentError, match=f"^{SECTION}.*{message}"):
        read_text("instruction-2011", copy)


def test_a_section_rewritten_without_change_is_still_read(copy):
    change(copy / SECTION, lambda node: None)
    assert read_text("instruction-2011", copy) == read_text("instruction-2011")


def test_a_key_written_twice_is_refused(copy):
    path = copy / SECTION
    path.write_text(path.read_text(encoding="utf-8") + "slug: iv\n", encoding="utf-8")
    with pytest.raises(ContentError, match=f"^{SECTION}: .*'slug' is written twice"):
        read_text("instruction-2011", copy)


def test_an_edition_without_section_is_refused(copy):
    shutil.rmtree(copy / "arrete-2017/2021-05-03")
    with pytest.raises(ContentError, match="no section file"):
        read_text("arrete-2017", copy)


def test_an_error_never_names_a_folder_of_the_machine(copy):
    (copy / SECTION).write_text("slug: [", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_text("instruction-2011", copy)
    assert str(copy) not in str(caught.value)


def test_what_was_read_cannot_be_changed():
    text = read_text("arrete-2017")
    with pytest.raises(AttributeError):
        text.nor = "X"
    fiche = next(read_text("instruction-2011").editions[0].sections[10].clauses()).body[0]
    with pytest.raises(TypeError):
        fiche.fields["date"] = None


def test_the_edition_of_the_arrete_says_what_its_source_says_and_no_more():
    text = read_text("arrete-2017")
    edition = text.editions[0]
    assert (edition.slug, edition.effective_from, edition.effective_note) == (
        "2021-05-03",
        None,
        "non indiquée par la source",
    )
    assert edition.seen_in_force_on == date(2024, 11, 5)
    assert (text.in_force_from.date, text.in_force_from.mark) == (date(2017, 1, 23), "a-confirmer")


def test_the_instruction_starts_with_a_status_to_verify():
    text = read_text("instruction-2011")
    assert text.status == "a-verifier"
    assert text.status_reason
    assert text.published_on is None


@pytest.mark.parametrize("slug", reader.TEXT_SLUGS)
def test_the_official_title_is_the_first_line_of_the_identity(slug):
    text = read_text(slug)
    assert text.editions[0].identity[0].value == text.official_title
    assert text.nor in {entry.value for entry in text.editions[0].identity}


@pytest.mark.parametrize("slug", reader.TEXT_SLUGS)
def test_the_title_of_a_section_has_only_the_words_of_its_heading(slug):
    for section in read_text(slug).editions[0].sections:
        if section.title and section.slug != "annexe-iii":
            assert " ".join(section.heading.casefold().split()).endswith(section.title.casefold())
