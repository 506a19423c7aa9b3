"""What stands around the procedure of a dossier, each part only when the policy opens it to the reader."""

from dataclasses import dataclass

from forms_app import fiches, policy
from forms_app.enums import Authority, CaseRole, Compartment
from forms_app.models import CustodyMove, KeptCompetence, Letter, SentLetter
from forms_app.rules.workflow import beside
from forms_app.services.doctrine.clause_links import cited
from forms_app.services.dossiers import appeals, custody, dossier_held, dossier_letters, identities, remaking


@dataclass(frozen=True, slots=True)
class Around:
    """The competence as it was explained, the letters that left; what is closed to the reader is empty."""

    competence: KeptCompetence | None = None
    competence_clauses: tuple[tuple[str, str], ...] = ()
    former: tuple[identities.Former, ...] = ()
    remake: bool = False
    keeps_papers: bool = False
    held: bool = False
    held_clauses: tuple[tuple[str, str], ...] = ()
    packs: bool = False
    remade: Letter | None = None
    papers: tuple[CustodyMove, ...] = ()
    sent: tuple[tuple[SentLetter, str], ...] = ()


def around(reader: policy.Reader, held: dossier_held.Held) -> Around:
    """Return what stands around a dossier, as one person may see it."""
    remake = CaseRole.PHYSICIAN in reader.roles and remaking.waits(held) and _theirs(reader, held)
    rule = reader.dossier.competences.last() if reader.reads(Compartment.IDENTITY) else None
    return Around(
        competence=rule,
        competence_clauses=cited(tuple(rule.clauses)) if rule else (),
        former=tuple(identities.former(reader)),
        remake=remake,
        remade=remaking.remade(held, reader.user_id) if remake else None,
        papers=tuple(custody.moves(reader)),
        held=beside.is_held(reader.dossier.appeal_state),
        held_clauses=cited(dossier_held.tables_of(reader.dossier).appeal.transition("file-appeal").basis.clauses),
        packs=appeals.may_pack(reader),
        keeps_papers=reader.reads(Compartment.CUSTODY),
        sent=tuple((row, fiches.get(row.fiche).title) for row in dossier_letters.left(reader)),
    )


def _theirs(reader: policy.Reader, held: dossier_held.Held) -> bool:
    """At the office the letter of an avis is theirs who give it; elsewhere another physician is told whose it is."""
    return held.dossier.authority.kind != Authority.OFII or policy.sits(reader.user_id, held.composition)
