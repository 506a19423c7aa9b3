"""The sealed compartments beside a dossier: the physicians' and the director's, read and written under the policy."""

import json

from django.db import transaction

from forms_app import crypto, policy
from forms_app.crypto import Family
from forms_app.enums import Compartment, JournalAct
from forms_app.models import DirectorFile, MedicalFile, Membership
from forms_app.services import journal
from forms_app.services.dossier_acts import under
from forms_app.services.journal import Origin

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
    model.objects.update_or_create(dossier=reader.dossier, defaults={"payload": sealed, "written_by": origin.actor})
    journal.record(act, under(origin, _under(reader, compartment)), reader.dossier)


def _under(reader: policy.Reader, compartment: Compartment) -> Membership:
    """The membership whose compartment it is."""
    return reader.acting([policy.WRITERS[compartment]]) or reader.memberships[0]
