"""The form of a step, made from its declaration: one field a question, read with the rest of the draft."""

from dataclasses import dataclass
from functools import cache

from django import forms

from forms_app.enums import Kind
from forms_app.fiches.declaration import Fiche, Question, Step
from forms_app.wizard import pieces
from forms_app.wizard.fields import AnswerField
from forms_app.wizard.reading import Reading, is_shown, read
from forms_app.wizard.typed import SPOILT

CHECKED = " checked"


@dataclass(frozen=True, slots=True)
class Row:
    """One question as a page shows it: its control, what was typed, and what is wrong with it."""

    question: Question
    id: str
    name: str  # of the control
    values: list[str]
    error: str
    asked: bool  # False: stands there in case an answer of the same page asks for it

    @property
    def value(self) -> str:
        return "\n".join(self.values) if self.question.kind is Kind.ITEMS else (self.values or [""])[-1]

    @property
    def options(self) -> list[dict]:
        """The choices in the order of the form, the blank one last; none is ever chosen beforehand."""
        question = self.question
        rows = [
            {"value": choice.value, "label": choice.label, "official": choice.official} for choice in question.choices
        ]
        if question.blank:
            rows.append({"value": "", "label": question.blank, "official": False, "light": True})
        for number, row in enumerate(rows, 1):
            row |= {"id": f"{self.id}-{number}", "mark": self.mark_of(number, row["value"])}
        return rows

    def mark_of(self, number: int, value: str) -> str:
        """Return the attribute of a choice that is made, nothing for the others."""
        return CHECKED if value in self.values else ""

    @property
    def mark(self) -> str:
        """The attribute of a ticked box."""
        return CHECKED if self.value else ""

    @property
    def state(self) -> str:
        """The classes of a question that is not asked (yet); a waiting one has no answer to lose."""
        if self.asked:
            return ""
        return " unasked" if self.value else " unasked waiting"

    def fillings(self) -> dict[str, str]:
        """Return what fills the holes of a question without an error (`HoleRow`)."""
        question = self.question
        found = {"state": self.state, "value": self.value, "mark": self.mark}
        values = [choice.value for choice in question.choices] + ([""] if question.blank else [])
        return found | {f"mark-{number}": self.mark_of(number, value) for number, value in enumerate(values, 1)}

    @property
    def target(self) -> str:
        """Where a link to the question lands: the first box, or the control."""
        return f"{self.id}-1" if self.question.kind is Kind.CHOICE and self.options else self.id

    @property
    def described_by(self) -> str:
        """What a screen reader says after the name of the question: what is wrong first, then how to answer."""
        said = {
            "erreur": self.error,
            "aide": self.question.hint,
            "format": self.question.kind in (Kind.DATE, Kind.BIRTH_DATE),
        }
        return " ".join(f"{self.id}-{part}" for part, there in said.items() if there)


class HoleRow(Row):
    """A question to be kept: holes where what a person typed will stand."""

    __slots__ = ()
    value, mark, state = pieces.hole("value"), pieces.hole("mark"), pieces.hole("state")

    @classmethod
    def of(cls, row: Row) -> "HoleRow":
        return cls(row.question, row.id, row.name, [], "", True)

    def mark_of(self, number: int, value: str) -> str:
        return pieces.hole(f"mark-{number}")


class StepForm(forms.Form):
    """The form of one step; `form_class` gives it its declaration, `reading` what the draft it shows says already."""

    fiche: Fiche
    step: Step

    def __init__(self, *args, typed=None, spoilt=frozenset(), together=None, reading=None, **kwargs):
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        self.draft_typed, self.spoilt = dict(typed or {}), spoilt
        self.together = together or {question.name for question in self.step.questions}
        self.reading: Reading | None = reading

    def typed(self) -> dict[str, list[str]]:
        """Return what was typed in this step, by question."""
        found = {name: self.data.getlist(self.add_prefix(name)) for name in self.fields}
        return {name: list(values) for name, values in found.items() if values}

    def read(self) -> Reading:
        """Read the whole draft with this step as typed; once a form."""
        if self.reading is None:
            mine = {self.step.slug: self.typed()} if self.is_bound else {}
            self.reading = read(self.fiche, self.draft_typed | mine)
        return self.reading

    def _clean_fields(self):
        reading = self.read()
        for name in self.fields:
            if name in reading.errors:
                self.add_error(name, reading.errors[name])
            elif name in self.spoilt:
                self.add_error(name, SPOILT)
            elif name in reading.answers:
                self.cleaned_data[name] = reading.answers[name]

    def rows(self) -> list[Row]:
        """Return the questions to show, asked or possibly asked by an answer of the same page."""
        reading, typed = self.read(), self.typed() if self.is_bound else {}
        return [
            self._row(question, typed, reading)
            for question in self.step.questions
            if is_shown(question, self.together, reading)
        ]

    def _row(self, question: Question, typed: dict, reading: Reading) -> Row:
        name = self.add_prefix(question.name)
        error = " ".join(self.errors.get(question.name, ())) if self.is_bound else ""
        values = typed.get(question.name, [])
        return Row(question, f"id_{name}", name, values, error, question.name in reading.asked)


@cache
def form_classes(fiche: Fiche) -> dict[str, type[StepForm]]:
    """Return the form of each step, as formtools wants it: a class. Made once: a declaration does not change."""
    return {step.slug: _form_class(fiche, step) for step in fiche.steps}


def _form_class(fiche: Fiche, step: Step) -> type[StepForm]:
    fields = {question.name: AnswerField(question) for question in step.questions}
    made = type("FormOfStep", (StepForm,), {"fiche": fiche, "step": step} | fields)
    made.base_fields = _SharedFields(made.base_fields)
    return made


class _SharedFields(dict):
    """The fields of a step: a form has its own dictionary of them, and shares each (`AnswerField.__deepcopy__`)."""

    def __deepcopy__(self, memo) -> dict:
        return dict(self)
