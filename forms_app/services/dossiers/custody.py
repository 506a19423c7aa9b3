"""The papers of a dossier: where they are and who holds them, said by the medical service, move by move."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from forms_app import policy, secrecy
from forms_app.enums import CaseRole, Compartment, JournalAct, Outgoing
from forms_app.models import CustodyMove, Dossier
from forms_app.rules import custody
from forms_app.rules.vocabulary import CustodyStep
from forms_app.services.doctrine import lexicon
from forms_app.services.dossiers import dossiers
from forms_app.services.dossiers.dossier_acts import under
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

NOT_NOW = "Ce mouvement ne suit pas le dernier : voyez où sont les pièces."
BEFORE = "Ce jour vient avant le dernier mouvement."


@transaction.atomic
def move(
    *, origin: Origin, reader: policy.Reader, step: CustodyStep, day: date, place: str = "", holder: str = ""
) -> CustodyMove:
    """Record a move and return it; ValidationError by field when it cannot follow the last one."""
    reader.require(Compartment.CUSTODY)
    row = Dossier.objects.select_for_update().get(pk=reader.dossier.pk)
    _refuse(row, step, day, place.strip(), holder.strip())
    membership = reader.acting([CaseRole.SECRETARY, CaseRole.PHYSICIAN])
    made = CustodyMove.objects.create(
        dossier=row, step=step, day=day, place=place.strip(), holder=holder.strip(), written_by=origin.actor,
        role=membership.role,
    )  # fmt: skip
    journal.record(JournalAct.CUSTODY_MOVED, under(origin, membership), row)
    return made


def _refuse(row: Dossier, step: CustodyStep, day: date, place: str, holder: str) -> None:
    last = row.custody.last()
    if not custody.may_follow(CustodyStep(last.step) if last else None, step):
        raise ValidationError({"step": NOT_NOW})
    if last and day < last.day:
        raise ValidationError({"day": BEFORE})
    if step == CustodyStep.LENT and not holder:
        raise ValidationError({"holder": "Écrivez à qui les pièces sont prêtées."})
    if step in (CustodyStep.PLACED, CustodyStep.RETURNED) and not place:
        raise ValidationError({"place": "Écrivez où les pièces sont rangées."})
    words = lexicon.current()
    for name, text in (("place", place), ("holder", holder)):
        if text and secrecy.check(text, Outgoing.PROSE, words):
            raise ValidationError({name: dossiers.LEAKS})


def moves(reader: policy.Reader) -> list[CustodyMove]:
    """Return the moves of the papers, the last one first; none when this part is closed to the reader."""
    if not reader.reads(Compartment.CUSTODY):
        return []
    return list(reader.dossier.custody.select_related("written_by"))[::-1]
