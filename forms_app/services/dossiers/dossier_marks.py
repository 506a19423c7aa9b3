"""The marks of a dossier: its next due date and whom it waits for, kept with its state so that lists need no rule.

They are what the rules say of the rows, and nothing else: `of` computes them, `refresh` writes them in the
transaction of the act, and the worker writes again those of an older version of the rules.
"""

from django.db import transaction

from forms_app import enums
from forms_app.enums import CaseRole
from forms_app.models import Awaited, Dossier
from forms_app.models.dossiers import NO_LIMIT
from forms_app.services.dossiers import dossier_held, dossier_waiting
from forms_app.services.dossiers.dossier_held import Held

#: Raise it when a rule that the marks follow changes: the worker then writes those of every dossier again.
VERSION = 3
BATCH = 500
#: Fiches and acts that leave the secretariat as letters: what « Courriers du jour » proposes.
MAILED = frozenset({"receipt", "transmission"})
HANDED = frozenset({"submit", "transmit"})
FLAGS = {
    CaseRole.PHYSICIAN: "for_physician",
    CaseRole.SECRETARY: "for_secretary",
    CaseRole.DIRECTOR: "for_director",
}


def of(one: Held) -> dict:
    """Return the marks of a dossier, as columns of its row."""
    day = one.dossier.authority.today
    limits = dossier_waiting.running(one)
    fiches = [fiche.key for fiche in dossier_waiting.expected([CaseRole.SECRETARY], one, on=day)]
    acts = [act.name for act in dossier_waiting.ready([CaseRole.SECRETARY], one, on=day)]
    flags = {flag: bool(dossier_waiting.waits([role], one, on=day)) for role, flag in FLAGS.items()}
    named = not flags["for_physician"] and bool(awaited(one))
    return flags | {
        "for_named": named,
        "for_physician": named or flags["for_physician"],
        "due_on": limits[0].day if limits else NO_LIMIT,
        "due_rule": limits[0].rule.key if limits else "",
        "fiche_due": next((key for key in fiches if key in MAILED), ""),
        "handing_due": next((name for name in acts if name in HANDED), ""),
        "marks_version": VERSION,
    }


def awaited(one: Held) -> set[int]:
    """Return the accounts of the physicians named for a dossier for whom something of their own waits (R.425-13)."""
    named = set(one.composition.member_ids if one.composition else ()) | {one.rapporteur.pk if one.rapporteur else 0}
    day, physician = one.dossier.authority.today, [CaseRole.PHYSICIAN]
    if not named - {0}:
        return set()
    everybody = dossier_waiting.waits(physician, one, on=day)
    return {
        pk
        for pk in named
        if pk and any(each not in everybody for each in dossier_waiting.waits(physician, one, on=day, user_id=pk))
    }


def refresh(dossier: Dossier) -> None:
    """Write the marks of a dossier again; call it in the transaction of whatever changed its rows."""
    row = Dossier.objects.select_related("authority").prefetch_related("reports").get(pk=dossier.pk)
    _write(dossier_held.hold([row])[0])


def forget(**chosen) -> None:
    """Have the worker write again the marks of the dossiers that these conditions name."""
    Dossier.objects.filter(**chosen).update(marks_version=0)


@transaction.atomic
def refresh_old() -> int:
    """Write again the marks that an older version of the rules left, a batch at a time; return how many."""
    old = Dossier.objects.select_for_update(of=("self",)).exclude(marks_version=VERSION)
    found = old.select_related("authority").prefetch_related("reports").order_by("pk")[:BATCH]
    rows = dossier_held.hold(found)
    for one in rows:
        _write(one)
    return len(rows)


def _write(one: Held) -> None:
    marks = of(one)
    Dossier.objects.filter(pk=one.dossier.pk).update(**marks)
    if one.dossier.authority.kind == enums.Authority.OFII:
        Awaited.objects.filter(dossier=one.dossier).delete()
        named = sorted(awaited(one)) if marks["for_named"] else ()
        Awaited.objects.bulk_create(Awaited(dossier=one.dossier, user_id=pk) for pk in named)
