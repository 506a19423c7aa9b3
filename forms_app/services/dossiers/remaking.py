"""The letter of an avis made again with the identity as corrected: the same substance, sign for sign (V-4, A-32).

Nothing is asked again: the frozen letter is taken as it is, and the words that name the person are replaced. Its
physician validates it as a rectification for a clerical error, which names the avis that it replaces.
"""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from forms_app import enums, policy
from forms_app.enums import CaseRole, JournalAct
from forms_app.letters.content import Letter as Content
from forms_app.letters.content import Line, Piece
from forms_app.models import Avis, Dossier, DossierRun, Letter
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossier_held, dossiers, identities
from forms_app.services.dossiers.dossier_held import AVIS_OF_OFFICE
from forms_app.services.dossiers.dossiers import Person
from forms_app.services.fiches import letters
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from guidance.dates import in_words

ANOTHER = "Cet avis est d’un autre médecin : lui seul en refait la lettre. Vous pouvez remplir un nouvel avis."
GONE = "La lettre d’origine n’est plus gardée : remplissez un nouvel avis."
WORDS = "La civilité, ou l’année seule de naissance, change les mots imprimés : remplissez un nouvel avis."
AVIS_FICHES = frozenset({"avis", "college", "removal"})
NOTHING = "Aucune erreur matérielle n’attend une nouvelle lettre."


def waits(held: dossier_held.Held) -> bool:
    """Tell whether an identity was corrected after the avis that stands: its letter is to be made again."""
    validated = held.happened(*dossier_held.VALIDATIONS)
    corrected = [row for row in held.happened(identities.ACT) if row.reason == "clerical"]
    return bool(validated and corrected) and corrected[-1].rank > validated[-1].rank


def remade(held: dossier_held.Held, user_id: int) -> Letter | None:
    """Return the letter of an avis that this physician made again, or wrote, and has not validated yet.

    At the office it is theirs who give the avis, whoever of them made it again.
    """
    seated = policy.sits(user_id, held.composition)
    found = [
        one for one in held.letters
        if one.fiche in AVIS_FICHES and (seated if one.fiche in AVIS_OF_OFFICE else one.author_id == user_id)
    ]  # fmt: skip
    return found[-1] if found else None


def may(held: dossier_held.Held, user_id: int) -> bool:
    """Tell whether a letter is to be made again, and by this physician: at the office, by any who gives the avis."""
    if not waits(held):
        return False
    office = held.dossier.authority.kind == enums.Authority.OFII
    return policy.sits(user_id, held.composition) if office else _standing(held.dossier).validated_by_id == user_id


def _standing(dossier: Dossier) -> Avis:
    return Avis.objects.filter(dossier=dossier, replaced_by=None).order_by("validated_at").last()


@transaction.atomic
def again(*, origin: Origin, reader: policy.Reader) -> Letter:
    """Make the letter of the standing avis again and deliver it to its physician; `Refused` says what forbids it."""
    [held] = dossier_held.hold([reader.dossier])
    membership = reader.acting([CaseRole.PHYSICIAN])
    if membership is None or not waits(held):
        raise Refused(NOTHING)
    if not may(held, origin.actor.pk):
        raise Refused(ANOTHER)
    avis = _standing(reader.dossier)
    former = Letter.objects.filter(pk=avis.letter, expires_at__gt=timezone.now()).first()
    if former is None:
        raise Refused(GONE)
    made = letters.again(former, _renamed(reader, avis, letters.open_content(former)))
    DossierRun.objects.create(
        run=made.run, dossier=reader.dossier, fiche=made.fiche, started_by=origin.actor
    )  # its letter is one of the dossier's
    journal.record(JournalAct.FICHE_STARTED, dossier_acts.under(origin, membership), reader.dossier)
    return made


def _renamed(reader: policy.Reader, avis: Avis, letter: Content) -> Content:
    dossier, person = reader.dossier, dossiers.person_of(reader)
    before = identities.standing_at(dossier, avis.validated_at)
    if (before.civility, before.birth.isdigit()) != (person.civility, person.birth.isdigit()):
        raise Refused(WORDS)
    today = dossier.authority.today
    words = _words(person, dossier.prefecture.name) | {"date": in_words(today)}
    told = in_words(timezone.localdate(avis.validated_at))
    note = f"Remplace l’avis validé le {told}, pour erreur matérielle sur l’identité. Les réponses sont les mêmes."
    lines = tuple(_line(line, words) for line in letter.lines)
    return replace(letter, lines=lines, day=today.isoformat(), notes=(*letter.notes, note))


def _words(person: Person, prefecture: str) -> dict[str, str]:
    return {
        "demandeur": person.name,
        "domicile": person.address,
        "date_naissance": person.birth,
        "lieu_naissance": person.birth_place,
        "prefecture": prefecture,
    }


def _line(line: Line, words: dict[str, str]) -> Line:
    """A line with other words in its named blanks; boxes, ticks, items and printed words are left as they are."""
    return replace(line, pieces=tuple(_piece(piece, words) for piece in line.pieces))


def _piece(piece: Piece, words: dict[str, str]) -> Piece:
    if piece.kind == "text" or piece.name not in words:
        return piece
    if words[piece.name]:
        return Piece("answer", words[piece.name], piece.size, piece.name)
    return piece if piece.kind == "blank" else Piece("blank", piece.name.replace("_", " "), piece.size, piece.name)
