"""Each check that stands between a person and a dossier, and the same code without it: for the tests alone."""

import inspect
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import get_resolver
from django.utils import timezone

from forms_app import policy
from forms_app.enums import CaseRole, Compartment
from forms_app.models import Dossier, Opening
from forms_app.services.dossiers import (
    appeals,
    custody,
    dossier_acts,
    dossier_around,
    dossier_files,
    dossier_letters,
    dossier_reading,
    dossiers,
    opening,
    referrals,
)
from forms_app.views import custody as custody_views
from forms_app.views import dossier as dossier_views
from forms_app.views import dossiers as list_views
from forms_app.views import notes as note_views


@dataclass(frozen=True, slots=True)
class Step:
    """One check of a function: the words that make it in the source, and what stands there without it."""

    place: object
    name: str
    check: str
    instead: str = ""

    def source(self) -> str:
        """The source of the function without the check; it stands there once, or its mutant is to be written again."""
        found = textwrap.dedent(inspect.getsource(getattr(self.place, self.name)))
        assert found.count(self.check) == 1, f"{self.name} no longer says {self.check!r}"
        return found.replace(self.check, self.instead)

    def take_away(self, patch) -> None:
        before, told = getattr(self.place, self.name), {}
        exec(self.source(), vars(inspect.getmodule(before)), told)  # noqa: S102 - our own source
        for holder in (self.place, *_modules()):
            if vars(holder).get(self.name) is before:
                patch.setattr(holder, self.name, told[self.name])
        for pattern in _patterns(get_resolver().url_patterns):
            if pattern.callback is before:
                patch.setattr(pattern, "callback", told[self.name])


def _modules():
    """Every module of the application: some name a function that stands in another."""
    return [module for name, module in sorted(sys.modules.items()) if name.startswith("forms_app") and module]


def _patterns(level):
    for pattern in level:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


@dataclass(frozen=True, slots=True)
class Mutant:
    """Checks taken away together, and the person whose marks tell. What holds the same door twice goes as a pair.

    `first` is done to the rows before, after which the person should see nothing; `closed` are cells taken out of the
    table before, for a check that no cell of the table of today needs; `before` puts the dossiers in the state where
    the check is asked, and closes nothing.
    """

    steps: tuple[Step, ...]
    actor: str
    first: Callable | None = None
    closed: tuple[tuple[CaseRole, Compartment], ...] = ()
    before: Callable | None = None


def superuser(people):
    user = people["medecin"]
    type(user).objects.filter(pk=user.pk).update(is_superuser=True)


def ended(people):
    people["medecin"].memberships.update(ends_on=timezone.localdate() - timezone.timedelta(days=1))


def proposed(people):
    people["medecin"].memberships.update(confirmed_at=None, confirmed_by=None)


def closed(people):
    Opening.objects.update(ended_at=timezone.now(), ended_by=people["administrateur"])


def contested():
    Dossier.objects.update(appeal_state="appeal-pending")


READER = policy.Reader
DIRECTOR = CaseRole.DIRECTOR
ANY_ROW = Step(policy, "visible", "Dossier.objects.filter(shown)", "Dossier.objects.all()")
ANY_STATE = Step(policy, "state_opens", "states is EVERY or", "True or")
ANY_ROLE = Step(policy, "role_reads", "(role, compartment) in TABLE", "True")
ANY_CELL = Step(policy, "state_opens", "TABLE[role, compartment]", "EVERY")
ANY_AUTHORITY = Step(policy, "same_authority", "membership.authority_id == dossier.authority_id", "True")
UNLISTED = Step(policy, "reader", "found.require(Compartment.LISTED)", "pass")
FILE = Step(dossier_files, "read", "reader.require(compartment)", "pass")
PERSON = Step(dossiers, "person_of", "reader.require(Compartment.IDENTITY)", "pass")
AUTHOR = Step(dossier_acts, "author_of", "reader.require(policy.Compartment.REPORT)", "pass")
MOVES = Step(custody, "moves", "not reader.reads(Compartment.CUSTODY)", "False")
OTHER_AVIS = Step(dossier_acts, "avis_pdf", "avis.dossier_id != reader.dossier.pk", "False")

MUTANTS = {
    "the role of a cell": Mutant((ANY_ROLE, ANY_CELL), "secretariat"),
    "the state of a cell": Mutant((ANY_STATE, ANY_ROW), "directeur"),
    "the circumstance that opens a cell": Mutant(
        (Step(policy, "state_opens", "in _CIRCUMSTANCE", "not in ()"), ANY_ROW), "directeur"
    ),
    "the circumstance that lists a dossier": Mutant(
        (Step(policy, "_rows_of", "humanitarian_state__in=_CIRCUMSTANCE", "humanitarian_state__in=()"),), "directeur"
    ),
    "the box of a superuser": Mutant(
        (Step(policy, "is_member", "not user.is_superuser", "True"),), "medecin", superuser
    ),
    "the person of a membership": Mutant((Step(policy, "memberships", "user=user, "),), "administrateur"),
    "the last day of a membership": Mutant((Step(policy, "memberships", "in_force(on)", "all()"),), "medecin", ended),
    "the confirmation of a membership": Mutant(
        (Step(policy, "memberships", "in_force(on)", "all()"),), "medecin", proposed
    ),
    "the roles that open a dossier": Mutant(
        (
            Step(policy, "memberships", ", role__in={role for role, _ in TABLE}"),
            ANY_ROLE,
            ANY_CELL,
            Step(policy, "_rows_of", "TABLE[row.role, Compartment.LISTED]", "EVERY"),
        ),
        "redacteur",
    ),
    "the role that lists a dossier": Mutant(
        (Step(policy, "visible", "role_reads(row.role, Compartment.LISTED)", "True"),
         Step(policy, "_rows_of", "TABLE[row.role, Compartment.LISTED]", "EVERY"), UNLISTED),
        "directeur", closed=((DIRECTOR, Compartment.LISTED),),
    ),
    "the authority of a dossier, one by one": Mutant((ANY_AUTHORITY, ANY_ROW), "medecin"),
    "the authority of a dossier, in lists": Mutant(
        (Step(policy, "_rows_of", "Q(authority=row.authority_id)", "Q()"),), "valideur"
    ),
    "the state of a dossier, in lists": Mutant(
        (Step(policy, "_rows_of", " & (Q(avis_state__in=states) | Q(humanitarian_state__in=_CIRCUMSTANCE))"),),
        "directeur",
    ),
    "the rows of a list": Mutant((ANY_ROW,), "directeur"),
    "the row of an address": Mutant(
        (Step(policy, "opened", "visible(held)", "Dossier.objects"), UNLISTED), "directeur"
    ),
    "a dossier that is not listed": Mutant((UNLISTED, ANY_ROW), "directeur"),
    "what a compartment asks of its reader": Mutant(
        (Step(READER, "require", "not self.reads(compartment)", "False"),), "secretariat"
    ),
    "what a role reads": Mutant(
        (Step(READER, "reads", "role_reads(role, compartment) and"), ANY_CELL), "secretariat"
    ),
    "what a state opens": Mutant(
        (Step(READER, "reads", "and state_opens(role, compartment, self.dossier)"), ANY_ROW), "directeur"
    ),
    "the medical compartment": Mutant(
        (FILE, Step(dossier_views, "_compartment", "reader.require(compartment)", "pass")), "secretariat"
    ),
    "the person on the page": Mutant(
        (PERSON, Step(dossier_reading, "card", "if reader.reads(Compartment.IDENTITY) else None")),
        "directeur", closed=((DIRECTOR, Compartment.IDENTITY),),
    ),
    "the reception of the report on the page": Mutant(
        (AUTHOR, Step(dossier_reading, "card", "if reader.reads(Compartment.REPORT) else ()")), "directeur"
    ),
    "the exchanges with doctors on the page": Mutant(
        (Step(dossier_reading, "_tells_all", "reader.reads(Compartment.REPORT)", "True"),), "directeur"
    ),
    "the bytes of an avis": Mutant(
        (Step(dossier_acts, "avis_pdf", "reader.require(policy.Compartment.AVIS)", "pass"),),
        "directeur", closed=((DIRECTOR, Compartment.AVIS),),
    ),
    "the dossier of an avis": Mutant(
        (OTHER_AVIS, Step(dossier_views, "avis_pdf", "dossier=reader.dossier, ")), "medecin"
    ),
    "the avis in a circumstance": Mutant(
        (Step(policy, "state_opens", "compartment not in _HANDED_ONLY and "),), "directeur"
    ),
    "the compartment of a letter that left": Mutant(
        (Step(dossier_letters, "pdf", "reader.require(COMPARTMENTS[Recipient(row.recipient)])", "pass"),), "directeur"
    ),
    "the dossier of a letter that left": Mutant(
        (Step(dossier_letters, "pdf", "row.dossier_id != reader.dossier.pk", "False"),
         Step(note_views, "sent_pdf", "request.reader.dossier.sent", "dossier_letters.SentLetter.objects")), "medecin"
    ),
    "the director whom a note was sent to": Mutant(
        (Step(policy, "notes", ", addressee__in=authorities"),
         Step(policy, "directs", "membership.authority_id == note.addressee_id", "True")), "directeur",
    ),
    "the director's role before a note": Mutant(
        (Step(policy, "notes", " if row.role == CaseRole.DIRECTOR"),
         Step(policy, "directs", "membership.role == CaseRole.DIRECTOR and"),
         Step(referrals, "directing", " if row.role == CaseRole.DIRECTOR")), "secretariat",
    ),
    "where the papers are": Mutant(
        (MOVES, Step(custody_views, "papers", "reader.require(Compartment.CUSTODY)", "pass")), "directeur"
    ),
    "where the papers are, on the page": Mutant(
        (MOVES, Step(dossier_around, "around", "keeps_papers=reader.reads(Compartment.CUSTODY)", "keeps_papers=True")),
        "directeur",
    ),
    "the avis among the documents of a recours": Mutant(
        (Step(appeals, "pack", "reader.require(Compartment.AVIS)", "pass"),),
        "secretariat", closed=((CaseRole.SECRETARY, Compartment.AVIS),), before=contested,
    ),
    "the recipient of a letter of a recours": Mutant(
        (Step(appeals, "_pieces", "recipient=Recipient.PREFECTURE", "pk__isnull=False"),), "secretariat",
        before=contested,
    ),
    "the search by name": Mutant((Step(dossiers, "named", "among.filter", "Dossier.objects.filter"),), "medecin"),
    "the search by reference": Mutant(
        (Step(list_views, "_found", "policy.visible(request.held)", "policy.Dossier.objects.all()"),), "directeur"
    ),
    "the switch of dossiers": Mutant((Step(opening, "_standing", "ended_at=None, "),), "medecin", closed),
}  # fmt: skip
