"""A fiche begun from a dossier: a draft of the wizard, prefilled from the administrative compartments alone (F7)."""

from django.db import transaction

from forms_app import enums, fiches, policy
from forms_app.enums import CaseRole, Compartment, JournalAct, Kind
from forms_app.fiches import ofii
from forms_app.models import DossierRun, Report
from forms_app.rules.vocabulary import AuthorKind, Formation
from forms_app.rules.workflow.machine import Refused
from forms_app.services.doctrine import beside
from forms_app.services.dossiers import dossier_held, dossier_waiting
from forms_app.services.dossiers.dossier_acts import ROLES, under
from forms_app.services.dossiers.dossiers import person_of
from forms_app.services.fiches import drafts
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

_SIGNED = frozenset({"signatory_name", "signatory_quality"})
NOT_NOW = "Cette fiche n’est pas proposée dans l’état du dossier."


def offered(reader: policy.Reader, held: dossier_held.Held, *, on) -> list[fiches.declaration.Fiche]:
    """Return the fiches to offer now: those that an act waits for, of the reader's roles."""
    return dossier_waiting.offered(reader.roles, held, on=on, user_id=reader.user_id)


def rectifying(reader: policy.Reader, held: dossier_held.Held) -> list[fiches.declaration.Fiche]:
    """Return the fiche of a rectification when an avis stands: asked for by the physician, never offered by itself.

    At the OFII it is theirs who give the avis; before it is given, they may write it anew after deliberating again.
    """
    if held.avis_letter is not None and policy.sits(reader.user_id, held.composition):
        return [fiches.get(held.avis_letter.fiche)]
    found = []
    for table, state in dossier_held.states_of(held.dossier):
        for one in table.leaving(state, enums.Role.PHYSICIAN):
            seated = "sits" not in one.guards or policy.sits(reader.user_id, held.composition)
            if one.name == "rectify-avis" and enums.CaseRole.PHYSICIAN in reader.roles and seated:
                found.append(fiches.get(one.fiche))
    return found


@transaction.atomic
def begin(*, origin: Origin, reader: policy.Reader, key: str, on) -> drafts.Opened:
    """Start a fiche of the dossier and return its draft; an unfinished one of the same person is taken up again.

    Raises `Refused` when the fiche is not offered now, `drafts.FilesClosed` where no named fiche is kept.
    """
    held = dossier_held.hold([reader.dossier])[0]
    fiche = next((one for one in [*offered(reader, held, on=on), *rectifying(reader, held)] if one.key == key), None)
    if fiche is None:
        raise Refused(NOT_NOW)
    if found := unfinished(reader, origin.actor, key):
        return found
    opened = drafts.start(
        origin.actor, fiche.key, reader.dossier.authority.kind, without_file=False, snapshot=beside.snapshot(fiche)
    )
    DossierRun.objects.create(run=opened.row.run, dossier=reader.dossier, fiche=key, started_by=origin.actor)
    drafts.keep(opened, prefilled(reader, fiche, held, signatory=origin.actor), seen=0)
    membership = reader.acting(role for role, named in ROLES.items() if named in fiche.roles)
    journal.record(JournalAct.FICHE_STARTED, under(origin, membership or reader.memberships[0]), reader.dossier)
    return opened


def unfinished(reader: policy.Reader, user, key: str) -> drafts.Opened | None:
    """Return this person's own draft of a fiche of the dossier; another person's is not announced (C5)."""
    for run in reader.dossier.runs.filter(started_by=user, fiche=key).order_by("-started_at"):
        try:
            return drafts.load(user, run.run)
        except drafts.Absent:
            continue
    return None


def prefilled(reader: policy.Reader, fiche, held=None, *, signatory=None) -> dict[str, dict[str, list[str]]]:
    """Return what the dossier already knows of the questions of a fiche, as if it had been typed, by step.

    Only the identity, the reception and who gives the avis are read: no word of another fiche, so no medical word of
    fiche 2 reaches 3. A letter that must name who signs it proposes who fills it: each signs his own.
    """
    held = held or dossier_held.hold([reader.dossier])[0]
    known, typed = _known(reader) | _of_signatory(reader, signatory) | _of_college(reader, fiche, held), {}
    for step in fiche.steps:
        for question in step.questions:
            if question.name in _SIGNED and not question.required:
                continue
            if value := _fitting(question, known.get(question.name, "")):
                typed.setdefault(step.slug, {})[question.name] = [value]
    return typed


def _of_signatory(reader: policy.Reader, signatory) -> dict[str, str]:
    """The name of who fills; the quality where the texts use one word for it, « médecin de l’ARS »."""
    if signatory is None:
        return {}
    known = {"signatory_name": signatory.get_full_name()}
    if CaseRole.PHYSICIAN in reader.roles and reader.dossier.authority.kind == enums.Authority.ARS:
        known["signatory_quality"] = "Médecin de l’ARS"
    return known


def _known(reader: policy.Reader) -> dict[str, str]:
    dossier, person = reader.dossier, person_of(reader)
    known = {
        "registered_on": _day(dossier.registered_on),
        "matter": dossier.matter,
        "civility": person.civility,
        "person": person.name,
        "birth_date": person.birth,
        "birth_place": person.birth_place,
        "address": person.address,
        "prefecture": dossier.prefecture.name,
        "country": person.country,
        "file_number": dossier.reference,
    }
    if reader.reads(Compartment.REPORT):
        known |= _of_report(dossier.reports.order_by("received_on", "pk").last())
    return known


def _of_report(report: Report | None) -> dict[str, str]:
    if report is None:
        return {}
    kinds = {AuthorKind.HOSPITAL: "hospital", AuthorKind.APPROVED: "approved"}
    sent = {"sent_on": _day(report.sent_on)} if report.sent_on else {}
    return sent | {"received_on": _day(report.received_on), "author_kind": kinds.get(report.author_kind, "")}


def _of_college(reader: policy.Reader, fiche, held: dossier_held.Held) -> dict[str, str]:
    """Who gives the avis, and the day the report went to the college: the certificate's own day is another one."""
    sent = held.happened("send-to-college")
    known = {"sent_on": _day(sent[-1].day) if sent else ""} if fiche.key == "transmission" else {}
    if fiche.key not in dossier_held.AVIS_OF_OFFICE or not reader.reads(Compartment.COLLEGE) or not held.composition:
        return known
    names = [user.get_full_name() for user in held.composition.members]
    known |= {"formation": held.composition.formation}
    if held.rapporteur and reader.reads(Compartment.REPORT):
        known["rapporteur"] = held.rapporteur.get_full_name()
    if held.composition.formation == Formation.PHYSICIAN:
        return known | {"signatory_name": names[0], "signatory_quality": "Médecin de l’OFII"}
    return known | dict(zip(ofii.PHYSICIANS, names, strict=True))


def _fitting(question, value: str) -> str:
    """A closed question takes one of its own answers only."""
    if question.kind == Kind.CHOICE and value not in {choice.value for choice in question.choices}:
        return ""
    return value


def _day(day) -> str:
    return f"{day:%d/%m/%Y}"
