"""Tables made together: Django renders every model it knows after each table it makes, nearly all a first migrate costs."""

from django.db.migrations.operations.base import Operation, OperationCategory


class CreateModels(Operation):
    """Create models as `CreateModel` does for each, and render the state once, when all are in it.

    A model may point to another of the same operation, before or after it: databases link tables at the end.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["models"]

    def __init__(self, models):
        self.models = models

    def deconstruct(self):
        return self.__class__.__name__, [], {"models": self.models}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for each in self.models:
            each.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for each in self.models:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for each in reversed(self.models):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {', '.join(each.name for each in self.models)}"

    @property
    def migration_name_fragment(self):
        return "_".join(each.name_lower for each in self.models)
