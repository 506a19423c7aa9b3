"""The documents of an appeal: what the préfet already received, the life as told outside, the doctrine of the day.

A list of acts, not a list of exceptions, says what is told: an act added to a table later is not told here until
somebody writes its name. The exchanges with doctors, the author of the report, the notes stay where they are (A-28).
"""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from forms_app import crypto, documents, fiches, policy, secrecy
from forms_app.crypto import Family
from forms_app.documents.appeal import render_appeal
from forms_app.enums import CaseRole, Compartment, JournalAct, Outgoing, Recipient
from forms_app.models import Dossier, Passage
from forms_app.rules.workflow import TABLES, beside
from forms_app.rules.workflow.machine import Refused
from forms_app.services.doctrine import clause_links, clauses, lexicon
from forms_app.services.dossiers import dossier_held, dossier_letters
from forms_app.services.dossiers.dossier_acts import under
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from guidance.dates import in_words
from guidance.enums import Regime
from guidance.rendering.frames import absolute

#: Acts that a list for a court tells; none names an exchange with a doctor.
TOLD = frozenset({
    "register-report", "register-certificate", "notify-prefecture", "inform-prefecture", "validate-avis",
    "rectify-avis", "record-signature", "submit", "transmit", "report-clerical-error", "correct-identity",
    "register-referral", "give-complementary-avis", "answer-referral", "transfer", "receive-transfer",
    "count-from-receipt-card", "count-from-report", "file-appeal", "end-appeal", "close", "reopen",
})  # fmt: skip
NO_APPEAL = "Aucun recours n’est enregistré dans ce dossier."
LEAKS = "Des mots de cette liste peuvent révéler une maladie : elle n’est pas faite."
_CALL = re.compile(r"\s*\[\^[^\]]+\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A document that the préfet received: its day, its title, its file."""

    day: date
    title: str
    name: str
    pdf: bytes
    sha256: str


def may_pack(reader: policy.Reader) -> bool:
    """Tell whether the documents of an appeal may be put together now: a recours stands, the medical service asks."""
    service = reader.acting([CaseRole.SECRETARY, CaseRole.PHYSICIAN])
    return bool(service) and beside.is_held(reader.dossier.appeal_state)


def pack(*, origin: Origin, reader: policy.Reader) -> bytes:
    """Return one ZIP of the documents that are not medical; `Refused` without a recours, the making is journaled."""
    if not may_pack(reader):
        raise Refused(NO_APPEAL)
    reader.require(Compartment.AVIS)
    pieces = _pieces(reader.dossier)
    listed = render_appeal(_payload(reader.dossier, pieces))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("00-liste.pdf", listed)
        for rank, piece in enumerate(pieces, start=1):
            file.writestr(f"{rank:02d}-{piece.name}", piece.pdf)
    membership = reader.acting([CaseRole.SECRETARY, CaseRole.PHYSICIAN])
    journal.record(JournalAct.APPEAL_PACKED, under(origin, membership), reader.dossier)
    return made.getvalue()


def _pieces(row: Dossier) -> list[Piece]:
    """The letters that went to the préfet and the avis, in the order of their days: nothing else is looked at."""
    kind = row.authority.kind
    found = [
        Piece(
            sent.sent_on, fiches.get(sent.fiche).title, documents.file_name(sent.fiche, kind),
            dossier_letters.opened(sent), sent.pdf_sha256,
        )
        for sent in row.sent.filter(recipient=Recipient.PREFECTURE)
    ]  # fmt: skip
    for avis in row.avis.all():
        pdf = crypto.unseal_in(Family.AVIS, avis.pdf)
        day = timezone.localdate(avis.validated_at)
        found.append(Piece(day, "Avis", documents.file_name("avis", kind), pdf, avis.pdf_sha256))
    return sorted(found, key=lambda piece: piece.day)


def _payload(row: Dossier, pieces: list[Piece]) -> dict:
    [held] = dossier_held.hold([row])
    told = [passage for passage in held.passages if passage.name in TOLD]
    day = _day_of(held, row)
    keys = _keys(row, told)
    lines = [_line(passage) for passage in told]
    _refuse_leaks(lines)
    today = timezone.localdate()
    return {
        "title": f"Recours, dossier {row.reference}",
        "date": [today.year, today.month, today.day],
        "foot": f"{row.authority}, dossier {row.reference}. Liste établie le {in_words(today)}",
        "lead": "Documents non médicaux : ce que le préfet a reçu, et la doctrine du jour. Les documents relatifs à "
        "l’état de santé restent auprès du médecin.",
        "nothing": "Rien n’est gardé.",
        "passages_title": "Vie du dossier",
        "passages_head": ["Jour", "Acte", "Par"],
        "passages": lines,
        "letters_title": "Lettres au préfet",
        "letters_head": ["Jour", "Lettre et fichier", "Empreinte SHA-256"],
        "letters": [
            [f"{each.day:%d/%m/%Y}", f"{each.title} ({rank:02d}-{each.name})", each.sha256[:32]]
            for rank, each in enumerate(pieces, start=1)
        ],
        "doctrine_title": f"Doctrine en vigueur le {in_words(day)}",
        "doctrine_lead": "Mots officiels, sans leurs appels de note ; l’adresse donne le texte entier.",
        "clauses": [clause for key in keys if (clause := clause_of(row.regime, key, day))],
        "others": _others(keys),
    }


def _line(passage: Passage) -> list[str]:
    act = TABLES[passage.table].transition(passage.name)
    reason = next((f" ({one.label})" for one in act.reasons if one.slug == passage.reason), "")
    return [f"{passage.day:%d/%m/%Y}", f"{act.label}{reason}", passage.get_role_display()]


def _day_of(held: dossier_held.Held, row: Dossier) -> date:
    given = held.happened(*dossier_held.VALIDATIONS)
    return given[-1].day if given else row.registered_on


def _keys(row: Dossier, told: list[Passage]) -> list[str]:
    keys = [key for kept in row.competences.all() for key in kept.clauses]
    keys += [key for each in told for key in TABLES[each.table].transition(each.name).basis.clauses]
    return list(dict.fromkeys(keys))


def clause_of(regime: Regime, key: str, day: date) -> dict | None:
    """Return a clause in the edition in force on a day, as published here now; None for no clause of this regime."""
    text, _, label = key.partition("#")
    library = clauses.library(regime)
    if not label or library is None or library.text.slug != text:
        return None
    edition, _found = library.read_on(day)
    held = clauses.shelf(library, edition).find(label) if edition else []
    if not held:
        return None
    clause = held[0]
    source = f"{library.text.title}, {edition.title}, publié ici le {in_words(clause.published_on)}. "
    return {
        "title": f"{label} · {clause.section}",
        "words": [line for line in _CALL.sub("", clause.words).split("\n") if line.strip()],
        "source": f"{source}Empreinte {clause.sha256[:16]}",
        "address": absolute(clause.url),
    }


def _others(keys: list[str]) -> str:
    named = [clause_links.link(key)[0] for key in keys if "#" not in key]
    return f"Aussi cités, sans leurs mots : {', '.join(named)}." if named else ""


def _refuse_leaks(lines: list[list[str]]) -> None:
    words = lexicon.current()
    if any(secrecy.check(cell, Outgoing.PROSE, words) for line in lines for cell in line):
        raise Refused(LEAKS)
