"""The letters that left a dossier: kept when their act is done, read again under the policy."""

import hashlib

from forms_app import crypto, enums, policy
from forms_app.crypto import Family
from forms_app.enums import Compartment, Recipient
from forms_app.models import Authority, Dossier, Letter, Passage, SentLetter
from forms_app.rules.places import ILE_DE_FRANCE
from forms_app.services.fiches import letters

#: The compartment of a letter, by who received it; what goes from doctor to doctor is never kept here.
COMPARTMENTS = {Recipient.PREFECTURE: Compartment.AVIS, Recipient.DIRECTOR: Compartment.NOTE}


def keep(passage: Passage, letter: Letter) -> SentLetter | None:
    """Keep the very bytes of a letter with the dossier it left; None for a letter from doctor to doctor."""
    recipient = Recipient(letter.recipient)
    if recipient not in COMPARTMENTS:
        return None
    pdf = letters.open_pdf(letter)
    note = recipient == Recipient.DIRECTOR
    return SentLetter.objects.create(
        dossier=passage.dossier,
        letter=letter.pk,
        fiche=letter.fiche,
        recipient=recipient,
        addressee=director_of(passage.dossier) if note else None,
        pdf=crypto.seal_in(Family.SENT, pdf),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        sent_on=passage.day,
    )


def director_of(dossier: Dossier) -> Authority | None:
    """Return whose director general a note reaches: its own ARS; for Paris the ARS Île-de-France (I-2, V-9).

    None when the register holds no such agency: the note then leaves on paper only.
    """
    own = dossier.authority
    if own.kind != enums.Authority.PP:
        return own
    return director_of_paris(demonstration=own.demonstration)


def director_of_paris(*, demonstration: bool) -> Authority | None:
    """Return the ARS whose director general speaks for Paris: Île-de-France; one made up among made-up ones."""
    agencies = Authority.objects.filter(kind=enums.Authority.ARS, demonstration=demonstration)
    return agencies.filter(region=ILE_DE_FRANCE).first() or (agencies.first() if demonstration else None)


def left(reader: policy.Reader) -> list[SentLetter]:
    """Return the letters of a dossier that are open to the reader, without their bytes."""
    open_ = [recipient for recipient, compartment in COMPARTMENTS.items() if reader.reads(compartment)]
    rows = reader.dossier.sent.filter(recipient__in=open_).defer("pdf")
    return list(rows.select_related("addressee").prefetch_related("addressee__names"))


def pdf(reader: policy.Reader, row: SentLetter) -> bytes:
    """Return the bytes that left; `Absent` when they are not open to the reader, or of another dossier."""
    reader.require(COMPARTMENTS[Recipient(row.recipient)])
    if row.dossier_id != reader.dossier.pk:
        raise policy.Absent
    return opened(row)


def opened(row: SentLetter) -> bytes:
    """Return the bytes of a letter; whoever calls asked the policy. `Unreadable` for other bytes than those kept."""
    found = crypto.unseal_in(Family.SENT, row.pdf)
    if hashlib.sha256(found).hexdigest() != row.pdf_sha256:
        raise crypto.Unreadable("not the bytes that left")
    return found
