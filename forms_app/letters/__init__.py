"""The letters: a model, as published or as validated, filled with answers; pure, so that it can be redone."""

from forms_app.letters.compose import compose, model_key
from forms_app.letters.slots import ModelMismatch, problems
from forms_app.letters.text import plain_lines

__all__ = ["ModelMismatch", "compose", "model_key", "plain_lines", "problems"]
