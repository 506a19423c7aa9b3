"""The load adds what is missing once, never undoes an editor's act, and adds nothing when a file is malformed."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.content import reader
from guidance.models import (
    ArticleSuccession,
    ClauseCorrespondence,
    EditionPage,
    LinkedText,
    LoadedItem,
    Publication,
    Reference,
    SectionPage,
    Synonym,
    Term,
    TextPage,
)

ROWS = (TextPage, EditionPage, SectionPage, Term, Reference, LinkedText, ClauseCorrespondence, ArticleSuccession)


def load():
    said = StringIO()
    call_command("load_texts", stdout=said)
    return dict(line.rsplit(": ", 1) for line in said.getvalue().splitlines())


def counts():
    return {model: model.objects.count() for model in (*ROWS, Publication, Synonym, LoadedItem)}


def test_the_report_says_what_was_added_and_the_rows_are_there(loaded):
    assert loaded["texte: ajouté"] == TextPage.objects.count() == 2
    assert loaded["édition: ajouté"] == EditionPage.objects.count() == 2
    for kind, model in (
        ("terme", Term),
        ("référence", Reference),
        ("texte lié", LinkedText),
        ("article", ArticleSuccession),
        ("synonyme", Synonym),
    ):
        assert loaded[f"{kind}: ajouté"] == model.objects.count() > 0, kind
    assert not [line for line in loaded if line.endswith("déjà chargé")]


def test_a_second_run_adds_nothing_and_says_so():
    before = counts()
    report = load()
    assert counts() == before
    assert [line for line, count in report.items() if line.endswith(": ajouté") and count != "0"] == []


def test_a_second_run_leaves_an_editors_change_alone(section):
    page = section("iv")
    page.heading = "Titre corrigé"
    page.save_revision().publish()
    Term.objects.filter(slug="ars").update(definition="Définition corrigée")
    link = Reference.objects.first()
    Reference.objects.filter(pk=link.pk).update(url="https://exemple.invalid/")
    TextPage.objects.filter(slug="instruction-2011").update(status="repealed")
    load()
    assert section("iv").heading == "Titre corrigé"
    assert Term.objects.get(slug="ars").definition == "Définition corrigée"
    assert Reference.objects.get(pk=link.pk).url == "https://exemple.invalid/"
    assert TextPage.objects.get(slug="instruction-2011").status == "repealed"


@pytest.mark.parametrize("model", [Term, Reference, LinkedText, ClauseCorrespondence, ArticleSuccession, Synonym])
def test_a_row_that_an_editor_removed_does_not_come_back(model):
    model.objects.first().delete()
    before = model.objects.count()
    load()
    assert model.objects.count() == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("glossary.yaml", "- id: x\n  unknown: y\n"),
        ("references.yaml", "references: [\n"),
        ("arrete-2017/2021-05-03/020-article-2.yaml", "slug: article-2\nslug: twice\n"),
        ("linked-texts.yaml", "- 3\n"),
    ],
)
def test_a_malformed_file_loads_nothing_and_names_itself(monkeypatch, tmp_path, name, words):
    root = tmp_path / "content"
    shutil.copytree(reader.ROOT, root)
    (root / name).write_text(words, encoding="utf-8")
    for function in ("read_glossary", "read_references", "read_linked_texts", "read_correspondences"):
        whole = getattr(reader, function)
        monkeypatch.setattr(reader, function, lambda whole=whole: whole(root))
    slugs = [name.split("/")[0]] if "/" in name else []  # both texts are loaded already, and long to read
    monkeypatch.setattr(reader, "read_texts", lambda: [reader.read_text(slug, root) for slug in slugs])
    LoadedItem.objects.filter(kind__in=["terme", "référence", "texte lié"]).delete()
    for model in (Reference, Term, LinkedText):
        model.objects.all().delete()
    before = counts()
    with pytest.raises(CommandError, match=name.rsplit("/", 1)[-1]):
        load()
    assert counts() == before


def test_a_second_run_asks_the_database_little():
    load()
    with CaptureQueriesContext(connection) as queries:
        load()
    assert len(queries) < 60


def test_the_cost_of_a_section_is_bounded(texts):
    """A section is saved, published, recorded and indexed in a number of queries that does not follow its length."""
    edition = EditionPage.objects.get(slug="2011-11-10").copy(
        recursive=True, update_attrs={"slug": "2031-01-01"}, keep_live=False
    )
    costs = []
    for slug in ("annexe-iii", "iv"):
        part = edition.get_children().get(slug=slug).specific
        with CaptureQueriesContext(connection) as queries:
            part.publish(part.get_latest_revision(), within_edition=edition.get_latest_revision())
        costs.append(len(queries))
    assert max(costs) <= min(costs) + 3 and max(costs) < 75
