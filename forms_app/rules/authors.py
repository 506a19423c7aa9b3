"""Whether the author of a report is one the text names, on the date of the report (A-14, A-26)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from forms_app.rules.basis import Basis, instruction
from forms_app.rules.vocabulary import AuthorKind, Situation
from guidance.dates import add_months

#: Years a list of approved doctors lasts, renewable (arrêté of 9 November 2011, art. 2).
LIST_YEARS = 3
_LISTED = instruction("IV-3")
_HELD = instruction("IV-15")
_HELD_OTHERWISE = instruction(
    "IV-15",
    "IV-3",
    silence="Le texte ne nomme ce médecin que pour les personnes incarcérées ou retenues : son titre est à confirmer.",
)
_LIST = Basis(
    ("text:arrete-2011-11-09",), silence="Le début de cette inscription est trop ancien pour une liste de trois ans."
)
_TREATING = Basis(
    (),
    elsewhere="Code de la santé publique, article R. 4127-100 ; CAA Lyon, 09LY01009, sous l’arrêté antérieur",
)
_PLACE = {AuthorKind.UCSA: Situation.UCSA, AuthorKind.CRA: Situation.CRA}


@dataclass(frozen=True, slots=True)
class Approval:
    """A line of a préfet's list: the préfecture, the first and last days (included), an open end being None."""

    prefecture: str
    since: date
    until: date | None = None

    def covers(self, prefecture: str, on: date) -> bool:
        """Tell whether the line counts for a préfecture on a day."""
        return self.prefecture == prefecture and self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Author:
    """The author of a report, as recorded: nothing of what the report says."""

    kind: AuthorKind
    establishment: str = ""
    approvals: tuple[Approval, ...] = ()
    treats_the_applicant: bool | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A French sentence beside the author, with its source; it warns and never blocks."""

    slug: str
    says: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the author is one the text names, and what to be warned of."""

    entitled: bool
    remarks: tuple[Remark, ...] = ()


#: Said whatever the register holds: who treats a person does not judge for others (R.4127-100); it never blocks.
TREATING = Remark("treating", "L’auteur du rapport est aussi le médecin traitant de la personne.", _TREATING)


def verdict(author: Author, *, prefecture: str, report_date: date, situation: Situation) -> Verdict:
    """Return the verdict on the date of the report, for the préfecture whose list counts."""
    refusals = tuple(_refusals(author, prefecture, report_date))
    return Verdict(not refusals, (*refusals, *_warnings(author, prefecture, report_date, situation)))


def _refusals(author: Author, prefecture: str, on: date) -> Iterable[Remark]:
    if author.kind == AuthorKind.APPROVED and not any(one.covers(prefecture, on) for one in author.approvals):
        told = "Ce médecin ne figure pas sur la liste de cette préfecture à la date du rapport."
        yield Remark("not-listed", told, _LISTED)
    if author.kind == AuthorKind.HOSPITAL and not author.establishment.strip():
        yield Remark("no-establishment", "Indiquez l’établissement de ce praticien hospitalier.", _LISTED)


def _warnings(author: Author, prefecture: str, on: date, situation: Situation) -> Iterable[Remark]:
    covering = [one for one in author.approvals if one.covers(prefecture, on)]
    if author.kind == AuthorKind.APPROVED and covering and all(_is_old(one, on) for one in covering):
        yield Remark("old-list", "La liste dure trois ans, renouvelables : vérifiez ce renouvellement.", _LIST)
    held = situation in _PLACE.values()
    if held and _PLACE.get(author.kind) != situation:
        told = "La personne est incarcérée ou retenue : le rapport revient au médecin de l’UCSA ou du centre."
        yield Remark("place", told, _HELD)
    elif author.kind in _PLACE and not held:
        yield Remark("place", "Ce médecin écrit pour les personnes incarcérées ou retenues.", _HELD_OTHERWISE)
    if author.treats_the_applicant:
        yield TREATING


def _is_old(approval: Approval, on: date) -> bool:
    return approval.until is None and on >= add_months(approval.since, 12 * LIST_YEARS)
