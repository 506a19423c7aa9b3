"""What is delivered beside the fiches is loaded once, and never undoes what an editor did."""

from io import StringIO

import pytest
from django.core.management import call_command

from forms_app import fiches
from forms_app.letters import models as letters
from forms_app.models import LetterModel, QuestionClause
from forms_app.services.doctrine import mapping
from forms_app.services.fiches import seeding


def load():
    said = StringIO()
    call_command("load_fiches", stdout=said)
    return said.getvalue()


def state():
    return (
        sorted(QuestionClause.objects.values_list("fiche", "question", "target", "position")),
        sorted(LetterModel.objects.values_list("key", "version", "seed")),
    )


@pytest.mark.databases
def test_a_second_load_adds_nothing():
    before = state()
    assert "ajouté" not in load()
    assert state() == before


def test_every_question_of_every_fiche_is_loaded_with_its_clauses():
    rows = {(row.fiche, row.question) for row in QuestionClause.objects.all()}
    assert rows == {(fiche.key, asked.name) for fiche in fiches.FICHES for asked in fiche.questions()}
    assert mapping.broken() == []


def test_a_row_that_an_editor_removed_or_moved_stays_so():
    gone, moved = QuestionClause.objects.filter(fiche="avis")[:2]
    gone_id = (gone.fiche, gone.question, gone.target)
    gone.delete()
    QuestionClause.objects.filter(pk=moved.pk).update(target="instruction-2011#V-1", position=7)
    load()
    assert not QuestionClause.objects.filter(fiche=gone_id[0], question=gone_id[1], target=gone_id[2]).exists()
    moved.refresh_from_db()
    assert (moved.target, moved.position) == ("instruction-2011#V-1", 7)


def test_a_row_that_an_editor_wrote_first_is_not_doubled():
    from forms_app.models import Delivered

    Delivered.objects.all().delete()
    before = QuestionClause.objects.count()
    load()
    assert QuestionClause.objects.count() == before


def test_delivered_words_that_change_become_a_version_of_their_own(monkeypatch):
    key, model = next(iter(letters.delivered().items()))
    other = {**model, "lines": [*model["lines"], {"text": "Une ligne de plus."}]}
    monkeypatch.setattr(letters, "delivered", lambda: {key: other})
    seeding.load_all()
    versions = list(LetterModel.objects.filter(key=key).values_list("version", flat=True))
    assert versions == [2, 1]
    assert LetterModel.objects.get(key=key, version=1).lines == model["lines"]
