"""Made-up requests of a year that is over, as plain stories: what is written as rows, or counted straight (A-39)."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from forms_app.bilan.tally import Item
from forms_app.enums import Matter, Nature
from forms_app.rules import deadlines
from forms_app.rules.vocabulary import AuthorKind
from forms_app.services.dossiers import avis_answers

_NATIONALITIES = {"Algérie": 16, "Arménie": 7, "Cameroun": 11, "Comores": 9, "Côte d’Ivoire": 8, "Géorgie": 6,
                  "Guinée": 7, "Mali": 5, "Maroc": 4, "RD Congo": 12, "Viêt Nam": 1, "Brésil": 1, "": 3}  # fmt: skip
#: Made up, with the five main motives of the text in its order (B-21); the others are alike.
_MOTIVES = {"psychiatrie": 30, "vih": 18, "hepatites": 14, "diabete": 11, "cancers": 9, "declined": 6}
_MATTERS = {Matter.RESIDENCE: 90, Matter.OBLIGATION_TO_LEAVE: 8, Matter.EXPULSION: 2}


@dataclass(frozen=True, slots=True)
class Story:
    """One request: its report, the details asked for or not, its avis, a recours that is over."""

    matter: Matter
    nature: str
    nationality: str
    registered: date
    received: date
    author: AuthorKind
    details: bool
    given: date
    answers: dict[str, str] = field(default_factory=dict)
    appeal: str = ""

    @property
    def acts(self) -> tuple[tuple[str, date, str], ...]:
        """The acts of the dossier in their order, each with its day and its reason."""
        read = self.received + timedelta(days=2)
        sent = self.given + timedelta(days=3)
        asked = (("ask-details", read, ""), ("register-details", self.given - timedelta(days=4), ""))
        heard = (("file-appeal", self.given + timedelta(days=40), self.appeal),
                 ("end-appeal", self.given + timedelta(days=90), ""))  # fmt: skip
        return (
            ("register-report", self.received, ""), ("notify-prefecture", self.received, ""),
            ("begin-review", read, ""), *(asked if self.details else ()),
            ("validate-avis", self.given, ""), ("record-signature", self.given, ""),
            ("submit", sent, ""), ("transmit", sent, ""), *(heard if self.appeal else ()),
        )  # fmt: skip

    def items(self, year: int) -> Iterator[Item]:
        """Yield what the bilan of a year counts of this story, whose rows nobody keeps."""
        if self.registered.year == year:
            said = {"basis": self.matter, "nature": self.nature or "unknown", "nationality": self.nationality}
            yield Item("requests", said)
        if self.received.year == year:
            yield Item("reports", {"author": self.author, "outcome": "incomplete" if self.details else "accepted"})
        if self.given.year == year:
            yield self._avis()
        if self.appeal and (self.given + timedelta(days=40)).year == year:
            yield Item("appeals", {"appeal": self.appeal})

    def _avis(self) -> Item:
        late = self.given > deadlines.due("avis", self.received).day
        values = {
            "basis": self.matter,
            "inquiry": "with-one" if self.details else "without",
            "sense": avis_answers.sense_of(self.answers),
            "duration": avis_answers.duration_group(self.answers),
            "travel": avis_answers.travel_of(self.answers),
            "limit": "over" if late else "within",
        }
        return Item("avis", values, (self.given - self.received).days)


def stories(seed: str, year: int, count: int) -> list[Story]:
    """Return so many stories registered in a year, always the same ones, in the order of their registration."""
    drawn = random.Random(f"{seed} {year}")  # noqa: S311 - nobody here exists, and every start tells the same
    days = sorted(drawn.randint(0, 364) for _ in range(count))
    return [_told(drawn, date(year, 1, 1) + timedelta(days=day)) for day in days]


def _told(drawn: random.Random, registered: date) -> Story:
    received = registered + timedelta(days=drawn.randint(4, 25))
    details = drawn.random() < 0.18
    matter = _one(drawn, _MATTERS)
    return Story(
        matter=matter,
        nature=_one(drawn, {Nature.FIRST: 10, Nature.RENEWAL: 14}) if matter == Matter.RESIDENCE else "",
        nationality=_one(drawn, _NATIONALITIES),
        registered=registered,
        received=received,
        author=_one(drawn, {AuthorKind.APPROVED: 10, AuthorKind.HOSPITAL: 12}),
        details=details,
        given=received
        + timedelta(days=int(drawn.triangular(45, 125, 70)) if details else int(drawn.triangular(12, 100, 50))),
        answers=_answers(drawn),
        appeal=_one(drawn, {"": 92, "gracious": 4, "contentious": 7}),
    )


def _answers(drawn: random.Random) -> dict[str, str]:
    found = {
        "care": _one(drawn, {"needed": 15, "not-needed": 1}),
        "gravity": _one(drawn, {"can": 12, "should-not": 2}),
        "treatment": _one(drawn, {"none": 8, "exists": 5}),
        "travel": _one(drawn, {"can": 8, "cannot": 1, "": 2}),
        "duration": _one(drawn, {"long-term": 4, "months": 12, "": 1}),
    }
    if found["duration"] == "months":
        found["months"] = _one(drawn, {"6": 3, "12": 7, "24": 2})
    return {name: value for name, value in found.items() if value}


def _one(drawn: random.Random, weights: dict):
    return drawn.choices(tuple(weights), tuple(weights.values()))[0]


def diagnoses(seed: str, year: int, groups: tuple[str, ...], number: int) -> dict[str, int]:
    """Return how many of so many avis are of each group: drawn apart from the stories, as they are counted."""
    drawn = random.Random(f"groups {seed} {year}")  # noqa: S311 - as above
    weights = [_MOTIVES.get(group, 3) for group in groups]
    found = dict.fromkeys(groups, 0)
    for group in drawn.choices(groups, weights, k=number):
        found[group] += 1
    return found
