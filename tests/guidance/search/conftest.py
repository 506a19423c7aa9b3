"""The two official texts, indexed once for all the tests of search."""

from uuid import uuid4

import pytest

from guidance import items
from guidance.blocks import NotesBody, SectionBody
from guidance.content import raw, reader
from guidance.content.articles import read_articles
from guidance.models.vocabulary import ArticleSuccession
from guidance.search import index, registry, seed
from guidance.search.entries import Place, section_entries


def identified(value):
    """Give list items the id Wagtail's stored lists have, without which it reads them as bare values."""
    if isinstance(value, list):
        return [identified(each) for each in value]
    if isinstance(value, dict):
        more = {"id": str(uuid4())} if value.get("type") == "item" else {}
        return {key: identified(each) for key, each in value.items()} | more
    return value


def official_entries():
    """Both texts as entries, read from their data files by the road a publication takes."""
    body, notes = SectionBody(), NotesBody()
    for text in reader.read_texts():
        for edition in text.editions:
            for order, section in enumerate(edition.sections):
                place = Place(
                    text_slug=text.slug,
                    text_title=text.short_title,
                    edition=edition.slug,
                    section_slug=section.slug,
                    section_title=section.heading,
                    url=f"/textes/{text.slug}/{edition.slug}/{section.slug}/",
                    in_force=True,
                    badge="",
                    groups=frozenset(),
                    order=order,
                    scope=f"{text.slug}/{edition.slug}",
                )
                frozen = items.section_items(body.to_python(identified(raw.section_body(section))))
                yield from section_entries(
                    frozen, items.note_items(notes.to_python(identified(raw.section_notes(section)))), place
                )


@pytest.fixture
def sources(monkeypatch):
    """An empty registry for the test."""
    monkeypatch.setattr(registry, "_sources", {})
    return registry


@pytest.fixture(scope="module")
def both_texts(django_db_setup, django_db_blocker):
    """The index of both texts, the synonyms and the concordance, for the tests of a module."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        seed.add_missing()
        for row in read_articles():
            for new in row.new:
                mark = "verified" if row.status == "verified" else "to-confirm"
                ArticleSuccession.objects.create(
                    old_key=row.old, new_key=new, since=row.since, source=row.source, mark=mark, note=row.note or ""
                )
        entries = list(official_entries())
        for kind in ("clause", "fiche"):
            for scope in {entry.scope for entry in entries}:
                index.replace(kind, scope, [e for e in entries if (e.kind, e.scope) == (kind, scope)])
        yield entries
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
