"""A draft open across a publication says so, and shows the words before and after."""

import json
from copy import deepcopy
from datetime import date

import pytest

from forms_app import fiches
from forms_app.services.doctrine import beside
from guidance import items
from guidance.models import EditionPage, Publication, SectionPage, SiteVersion

OLD, NEW = "garant de la régularité", "garant de la tenue"
FICHE = fiches.get("avis")


@pytest.fixture
def republish(texts):
    """Function that publishes section IV again with some words, or a label, replaced."""

    def publish(old=OLD, new=NEW):
        section = SectionPage.objects.get(slug="iv", path__startswith=texts["instruction-2011"].path)
        page = section.get_latest_revision_as_object()
        raw = json.dumps(page.body.get_prep_value(), ensure_ascii=False)
        assert old in raw
        page.body = raw.replace(old, new)
        page.change_note = "Une faute de copie."
        page.publish(page.save_revision(clean=False))

    return publish


def panel(step=None, answers=None, state=None, fiche=FICHE):
    return beside.panel(fiche, step, answers or {}, draft_state=state)


def changed(shown):
    return {entry.key: entry.change for entry in shown.entries if entry.change}


def test_nothing_changed_says_nothing():
    shown = panel(state=beside.snapshot(FICHE))
    assert shown.changed == ()
    assert changed(shown) == {}


def test_a_snapshot_goes_to_json_and_back():
    state = beside.snapshot(FICHE)
    assert json.loads(json.dumps(state)) == state
    assert set(state) == {entry.key for entry in panel().entries if entry.kind == "clause"}


def test_a_clause_published_again_shows_its_words_before_and_after(republish):
    note = fiches.get("receipt")
    state = beside.snapshot(note) | {"instruction-2011#IV-1": held("instruction-2011#IV-1")}
    republish()
    shown = beside.panel(note, None, {}, draft_state=state, pinned=["instruction-2011#IV-1"])
    change = changed(shown)["instruction-2011#IV-1"]
    assert OLD in change.before
    assert OLD not in change.after
    assert NEW in change.after
    assert {segment.text.strip() for segment in change.segments if segment.op == "insert"} == {"tenue"}
    assert {segment.text.strip() for segment in change.segments if segment.op == "delete"} == {"régularité"}
    assert not change.other_edition
    assert shown.changed == ("IV-1",)


def held(key):
    """What a draft keeps of one clause."""
    [entry] = [e for e in beside.panel(FICHE, None, {}, pinned=[key]).entries if e.key == key]
    return [entry.clause.sha256, entry.clause.publication]


def test_a_section_published_again_with_the_same_words_is_no_change(republish):
    state = beside.snapshot(FICHE)
    republish()
    assert "IV-8" not in panel(state=state).changed


def test_a_clause_that_is_gone_keeps_its_words_of_the_start(republish):
    state = beside.snapshot(FICHE)
    republish('"IV-8"', '"IV-88"')
    entry = next(entry for entry in panel(state=state).entries if entry.key == "instruction-2011#IV-8")
    assert entry.kind == "missing"
    assert entry.change.before
    assert entry.change.after == ""


def test_a_change_on_another_step_is_announced_without_a_query_more(republish, django_assert_num_queries):
    state = beside.snapshot(FICHE)
    republish('"IV-8"', '"IV-88"')
    panel(state=state)
    with django_assert_num_queries(1):
        assert panel("demande", state=state).changed == ("IV-8",)


def test_a_date_that_calls_another_edition_says_so(texts):
    state = beside.snapshot(FICHE)
    second_edition()
    today, before = panel(state=state), panel(answers={"letter_date": date(2012, 1, 1)}, state=state)
    assert "IV-8" in today.changed
    assert changed(today)["instruction-2011#IV-8"].other_edition
    assert before.changed == ()


def second_edition():
    """An edition in force since 2020 whose clause IV-8 has one word more."""
    first = EditionPage.objects.get(slug="2011-11-10")
    copy = first.copy(
        recursive=True,
        update_attrs={"slug": "2020-01-01", "title": "Édition du 1er janvier 2020", "effective_from": date(2020, 1, 1)},
        keep_live=False,
    )
    copy.publish(copy.get_latest_revision())
    section = SectionPage.objects.get(slug="iv", path__startswith=copy.path)
    row = Publication.objects.filter(page_id=section.pk).first()
    body = deepcopy(row.items)
    clause = next(item for item in body if item.get("label") == "IV-8")
    clause["blocks"].append({"type": "paragraph", "html": "<p>Encore.</p>"})
    again = {field.attname: getattr(row, field.attname) for field in Publication._meta.fields if field.name != "id"}
    again |= {"items": body, "sha256": items.digest(row.heading, body, row.notes)}
    Publication.objects.create(**again)
    SiteVersion.bump()


@pytest.mark.parametrize(
    "state", [{"x": 1}, {"instruction-2011#IV-8": "abc"}, {"instruction-2011#IV-8": ["a", "b"]}, {"article:x": []}]
)
def test_a_snapshot_that_cannot_be_read_is_none(state):
    assert panel(state=state).changed == ()
