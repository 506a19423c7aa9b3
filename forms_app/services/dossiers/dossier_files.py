"""The sealed compartments beside a dossier: the physicians' and the director's, read and written under the policy."""

import json

from django.db import transaction

from forms_app import crypto, enums, policy
from forms_app.crypto import Family
from forms_app.enums import Compartment, JournalAct
from forms_app.models import DirectorFile, MedicalFile, Membership
from forms_app.rules import completeness
from forms_app.services.dossiers.dossier_acts import under
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from guidance.enums import Regime

#: The tick that says the quality of the author was verified (IV-3); the others are the points of the checklist.
AUTHOR = "author"

_KINDS = {
    Compartment.MEDICAL: (MedicalFile, Family.MEDICAL, JournalAct.MEDICAL_READ, JournalAct.MEDICAL_WRITTEN),
    Compartment.DIRECTOR: (DirectorFile, Family.DIRECTOR, JournalAct.DIRECTOR_READ, JournalAct.DIRECTOR_WRITTEN),
}


@transaction.atomic
def read(*, origin: Origin, reader: policy.Reader, compartment: Compartment) -> dict:
    """Return what a compartment holds, an empty dictionary when nothing was written; the reading is journaled."""
    reader.require(compartment)
    model, family, act, _ = _KINDS[compartment]
    row = model.objects.filter(dossier=reader.dossier).first()
    journal.record(act, under(origin, _under(reader, compartment)), reader.dossier)
    return json.loads(crypto.unseal_in(family, row.payload)) if row else {}


@transaction.atomic
def write(*, origin: Origin, reader: policy.Reader, compartment: Compartment, content: dict) -> None:
    """Replace what a compartment holds."""
    reader.require(compartment)
    model, family, _, act = _KINDS[compartment]
    sealed = crypto.seal_in(family, json.dumps(content, sort_keys=True).encode())
    kept = {"payload": sealed, "written_by": origin.actor}
    if compartment == Compartment.MEDICAL:
        kept |= _verified(reader, set(content.get("checks", ())))
    model.objects.update_or_create(dossier=reader.dossier, defaults=kept)
    journal.record(act, under(origin, _under(reader, compartment)), reader.dossier)


def _verified(reader: policy.Reader, checks: set[str]) -> dict[str, bool]:
    """What the physician's ticks say of the report: who wrote it, and whether every point asked for is answered."""
    office = reader.dossier.authority.kind == enums.Authority.OFII
    points = {item.key for item in completeness.checklist(Regime.OFII if office else Regime.ARS)}
    return {"author_checked": AUTHOR in checks, "answers_checked": points <= checks}


def _under(reader: policy.Reader, compartment: Compartment) -> Membership:
    """The membership whose compartment it is."""
    return reader.acting([policy.WRITERS[compartment]]) or reader.memberships[0]
