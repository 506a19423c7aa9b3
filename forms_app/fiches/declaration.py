"""What a fiche is: its steps, questions, reminders and the lines of its letter, declared and never coded in a view.

A condition is a pure function of the answers given so far. Answers are cleaned values by question name: `str` (choices,
text), `date`, `int` (months), `tuple[str, ...]` (items), `bool` (ticks); an empty answer is not in the mapping.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from forms_app.enums import Authority, Kind, Outgoing, Recipient, Role
from guidance.enums import Regime

Answer = str | int | bool | date | tuple[str, ...]
Answers = Mapping[str, Answer]
Condition = Callable[[Answers], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be ticked; `official` when the words are those of the printed form."""

    value: str
    label: str
    official: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `blank` is the choice that leaves every box empty, offered like any other answer.

    `when` says whether the question is asked; a question that is not asked has no answer, and its condition is
    announced in `announced` before it appears.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: str = ""  # what to say when the answer is missing; empty: it may stay blank
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    blank: str = ""
    outgoing: Outgoing = Outgoing.CLOSED
    when: Condition | None = None
    announced: str = ""
    most: int = 0  # characters of a text, items of a list, months
    official: bool = False  # the label is the printed form's own words

    def is_asked(self, answers: Answers) -> bool:
        return self.when is None or self.when(answers)


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions; its title names what comes conditionally before it appears (OF #2861)."""

    slug: str
    title: str
    questions: tuple[Question, ...]
    short: str = ""  # title in the list of steps
    lead: str = ""
    grid: str = ""  # key of a private grid shown with the step, kept nowhere (A-07, B-07 to B-09, B-16 to B-19)
    names: tuple[str, ...] = field(init=False, compare=False, repr=False)  # of its questions, in order

    def __post_init__(self):
        object.__setattr__(self, "names", tuple(question.name for question in self.questions))


@dataclass(frozen=True, slots=True)
class Reminder:
    """Two answers to look at together: quotes its clause, never blocks (R.4127-95)."""

    key: str
    step: str  # slug of the step where it is shown
    when: Condition
    answers: tuple[str, ...]  # questions whose answers are quoted
    clause: str  # key of the clause or named article quoted
    quote: str = ""  # words of that clause, exact; checked against the text by a test
    says: str = ""  # what to look at, when quoting the answers is not enough
    title: str = "Deux réponses à rapprocher"


@dataclass(frozen=True, slots=True)
class Check:
    """Answers that cannot stand together whatever the opinion: an error of the form, tied to its question."""

    question: str
    when: Condition
    says: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """One permitted departure from the printed words: visible, and undone in one click (a closed list).

    It is applied when its key is asked for or when `when` holds; its words are matched exactly, or it does nothing.
    """

    key: str
    label: str  # ends the sentence « Écart choisi avec le modèle imprimé : … »
    printed: str  # words of the printed form
    instead: str  # words that take their place
    authorities: frozenset[Authority] = frozenset()  # empty: all
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """The printed form offers several words side by side; an answer keeps one of them. Not a departure."""

    question: str
    value: str
    printed: str
    kept: str


@dataclass(frozen=True, slots=True, eq=False)
class Fiche:
    """One official form, or one letter of the procedure; it is itself, so that what follows from it is kept with it."""

    key: str
    title: str
    regime: Regime
    authorities: tuple[Authority, ...]
    recipient: Recipient
    roles: frozenset[Role]
    steps: tuple[Step, ...]
    model: Mapping[Authority, str]  # guidance label of the printed form (`annexe-IV-fiche-3`) or key of a model of ours
    numbers: Mapping[Authority, str] = field(default_factory=dict)  # printed number, « 3 bis »; none for our own models
    reminders: tuple[Reminder, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    summary: str = ""  # one sentence: when to use it
    pinned: tuple[str, ...] = ()  # clauses shown first at every step
    private: bool = True  # a note or avis whose drafts only their author opens
    checks: tuple[Check, ...] = ()
    boxes: tuple[str, ...] = ()  # question of each group of boxes of the printed form, options in the order of choices
    picks: tuple[Pick, ...] = ()
    additions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # printed line -> answers written after it
    branches: Mapping[str, str] = field(default_factory=dict)  # answer of `branch_of` -> key of the model
    branch_of: str = ""
    notes: Mapping[Authority, tuple[str, ...]] = field(default_factory=dict)  # restorations told at the foot
    attachments: tuple[str, ...] = ()
    pad: str = ""  # clause under which the physician keeps a private pad of the sources consulted (A-20, B-05)
    never_printed: tuple[str, ...] = ()  # questions asked and kept, whose answers are on no page

    def step(self, slug: str) -> Step:
        """Return a step; KeyError when the fiche has none of that name."""
        return next(step for step in self.steps if step.slug == slug) if slug in self.slugs else _missing(slug)

    @property
    def slugs(self) -> tuple[str, ...]:
        return _slugs(self)

    def questions(self) -> tuple[Question, ...]:
        """Return every question, in order."""
        return _questions(self)

    def question(self, name: str) -> Question:
        """Return a question; KeyError when the fiche has none of that name."""
        return next((question for question in self.questions() if question.name == name), None) or _missing(name)

    @property
    def printed_numbers(self) -> str:
        """The printed numbers, « 3, 3 bis », none parted by a line; nothing for a letter without a printed model."""
        known = (self.numbers[authority] for authority in self.authorities if authority in self.numbers)
        return ", ".join(number.replace(" ", "\u00a0") for number in known)

    def number(self, authority: Authority) -> str:
        return self.numbers.get(authority, "")

    def model_for(self, authority: Authority, answers: Answers) -> str:
        """Return the label or key of the model: some fiches have one a branch, the first until it is chosen."""
        return self.branches.get(answers.get(self.branch_of, ""), self.model[authority])


@cache
def _slugs(fiche: Fiche) -> tuple[str, ...]:
    return tuple(step.slug for step in fiche.steps)


@cache
def _questions(fiche: Fiche) -> tuple[Question, ...]:
    return tuple(question for step in fiche.steps for question in step.questions)


def _missing(name: str):
    raise KeyError(name)
