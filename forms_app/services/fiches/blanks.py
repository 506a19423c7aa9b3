"""The letters without an answer, to be filled by hand: the six printed fiches, and the models of ours."""

from dataclasses import dataclass
from datetime import date

from forms_app import fiches
from forms_app.documents import render_blank
from forms_app.enums import Authority
from forms_app.fiches.declaration import Fiche
from forms_app.letters import compose as compose_letter
from forms_app.letters.content import Letter
from forms_app.letters.models import delivered
from forms_app.services.fiches import models
from guidance.enums import Regime


@dataclass(frozen=True, slots=True)
class Blank:
    """One form to fill by hand; `slug` is its address, `number` the printed one."""

    slug: str
    model: str
    fiche: Fiche
    authority: Authority
    title: str

    @property
    def number(self) -> str:
        return self.fiche.number(self.authority)

    @property
    def variant(self) -> str:
        """The answer that calls for this form, where a fiche has one form a branch: « un collège »."""
        answer = next((answer for answer, key in self.fiche.branches.items() if key == self.model), None)
        choices = self.fiche.question(self.fiche.branch_of).choices if answer else ()
        return next((choice.label for choice in choices if choice.value == answer), "")

    @property
    def is_official(self) -> bool:
        """Whether the texts print it; the others are models of ours."""
        return models.is_official(self.model)


def listing(regime: Regime) -> list[Blank]:
    """Return the forms of a regime, in the order of the texts."""
    return [blank for blank in _all() if blank.fiche.regime == regime]


def find(slug: str) -> Blank:
    """Return the form of an address; KeyError when there is none."""
    return {blank.slug: blank for blank in _all()}[slug]


def _all() -> list[Blank]:
    found: dict[str, Blank] = {}
    for fiche in fiches.FICHES:
        for authority in fiche.authorities:
            for model in _models(fiche, authority):
                title = fiche.title if models.is_official(model) else delivered()[model]["title"]
                found.setdefault(model, Blank(model.lower(), model, fiche, authority, title))
    return list(found.values())


def _models(fiche: Fiche, authority: Authority) -> list[str]:
    """Return the models a fiche may print on: one, or one a branch."""
    return list(dict.fromkeys([fiche.model[authority], *fiche.branches.values()]))


def compose(blank: Blank, day: date) -> Letter:
    """Return the letter of a form as it stands on a day, without any answer."""
    model, told = models.standing(blank.model, day)
    return compose_letter(blank.fiche, {}, model, authority=blank.authority, **told)


def render(blank: Blank, day: date) -> tuple[bytes, str]:
    """Return the file of a form as it stands on a day, and its neutral name."""
    letter = compose(blank, day)
    return render_blank(letter, day), f"{blank.slug}-vierge.pdf"
