"""Tables made together are those made one by one, and are taken away in the other order."""

from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from guidance.migrations._together import CreateModels


def pair():
    """Two models, the first of which points to the second: only together may they come in that order."""
    key = ("id", models.BigAutoField(primary_key=True))
    to_later = ("place", models.ForeignKey("guidance.place", models.PROTECT, related_name="visits"))
    return migrations.CreateModel("Visit", [key, to_later]), migrations.CreateModel("Place", [key])


def after(*operations, rendered=False):
    state = ProjectState()
    if rendered:
        assert state.apps
    for each in operations:
        each.state_forwards("guidance", state)
    return state


class Recorder:
    """In place of the editor of a schema: says what it was asked, in order."""

    def __init__(self):
        self.connection, self.asked = connection, []

    def create_model(self, model):
        self.asked.append(("create", model.__name__))

    def delete_model(self, model):
        self.asked.append(("delete", model.__name__))


def test_models_made_together_leave_the_state_of_models_made_one_by_one():
    assert after(CreateModels(pair())) == after(*pair())


def test_models_made_together_are_seen_by_what_comes_after_them():
    state = after(CreateModels(pair()), rendered=True)
    assert state.apps.get_model("guidance", "Place").visits.rel.related_model._meta.model_name == "visit"


def test_tables_are_made_in_order_and_taken_away_in_the_other():
    together, editor = CreateModels(pair()), Recorder()
    together.database_forwards("guidance", editor, after(), after(together))
    together.database_backwards("guidance", editor, after(together), after())
    assert editor.asked == [("create", "Visit"), ("create", "Place"), ("delete", "Place"), ("delete", "Visit")]
