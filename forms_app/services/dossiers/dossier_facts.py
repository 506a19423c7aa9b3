"""What a dossier is known to hold, told from its rows to the tables of its life; nothing here is medical."""

from dataclasses import replace
from datetime import date

from forms_app import enums
from forms_app.models import Membership
from forms_app.rules import deadlines
from forms_app.rules.vocabulary import AuthorStanding, ReceptionMode, Standing
from forms_app.rules.workflow import beside
from forms_app.rules.workflow.facts import Facts
from forms_app.rules.workflow.machine import Transition
from forms_app.services.dossiers.dossier_held import COMPOSING, NOTICES, VALIDATIONS, Given, Held

#: The register answered, yes or no: the author was verified.
_ANSWERED = frozenset({AuthorStanding.ENTITLED, AuthorStanding.NOT_ENTITLED})


def facts(held: Held, *, on: date, user_id: int | None = None) -> Facts:
    """Return what the machine needs to know, from the rows alone; of who acts, when an account is named.

    A composition that stands counts as sound here; an act looks at it again on its own day.
    """
    validated = held.happened(*VALIDATIONS)
    last = validated[-1].rank if validated else 0
    opposed = held.happened("record-opposition", "withdraw-opposition")
    asked = held.happened("ask-doctor")
    silent = bool(asked) and deadlines.standing(deadlines.due("doctor-reply", asked[-1].day), on) == Standing.OVERDUE
    return Facts(
        letters=frozenset(letter.fiche for letter in held.letters),
        notified=bool(held.happened(*NOTICES)),
        opposed=bool(opposed) and opposed[-1].name == "record-opposition",
        author_checked="author" in held.checks or held.author_standing in _ANSWERED,
        answers_checked="answers" in held.checks,
        author_entitled="author" in held.checks or held.author_standing == AuthorStanding.ENTITLED,
        author_apart=not held.author_treats,
        signed_by_hand=any(row.rank > last for row in held.happened("record-signature")),
        signatory_identified=bool(validated),
        avis_given=bool(validated),
        humanitarian_pending=beside.is_humanitarian_pending(held.dossier.humanitarian_state),
        doctor_silent=silent,
        residence_matter=held.dossier.matter == enums.Matter.RESIDENCE,
        counted_from_card=held.card_day is not None,
        error_answered=_error_answered(held),
        transfer_awaited=_is_awaited(held),
        rapporteur_named=held.rapporteur is not None,
        **_of_college(held, user_id),
    )


def _of_college(held: Held, user_id: int | None) -> dict[str, bool]:
    seated = held.composition.member_ids if held.composition else ()
    done = {row.member_id for row in held.validated_by}
    return {
        "is_rapporteur": held.rapporteur is not None and held.rapporteur.pk == user_id,
        "uncomposed": held.composition is None,
        "composed": held.composition is not None,
        "composition_open": not done,
        "composition_sound": held.composition is not None,
        "sits": user_id in seated,
        "stands_apart": user_id not in seated,
        "own_validation_missing": user_id in seated and user_id not in done,
        "all_validated": bool(seated) and done >= set(seated),
    }


def with_given(found: Facts, transition: Transition, given: Given, membership: Membership) -> Facts:
    """Return the facts with what the act itself brings: the form, and who acts on that day."""
    may = Membership.objects.may_validate(membership.authority, given.day).filter(pk=membership.pk)
    validates = transition.name in VALIDATIONS and may.exists()
    return replace(
        found,
        reception_mode=given.mode,
        sending_recorded=given.way is not None,
        referral_dated=transition.name == "register-referral",
        certificate_dated=given.sent_on is not None,
        applicant_informed=transition.name == "ask-doctor",
        absent=given.reason == "absent",
        identity_unproved=given.reason == "identity",
        rapporteur_named=found.rapporteur_named or transition.name == "begin-report",
        signatory_identified=found.signatory_identified or validates,
        signatory_designated=validates,
        replaced_avis_named=found.avis_given,
    )


def _error_answered(held: Held) -> bool:
    """Tell whether each clerical error met since the avis was answered: by another avis, or by a signature alone."""
    answers = {name: [row.rank for row in held.happened(name)] for name in (*VALIDATIONS, "record-signature")}
    avis = max([0, *answers["validate-avis"], *answers["rectify-avis"]])
    signed = max([0, *answers["record-signature"]])
    for row in held.happened("report-clerical-error", "correct-identity"):
        on_paper = row.name == "report-clerical-error" and row.reason in ("addressee", "signature")
        matters = row.name == "report-clerical-error" or (row.reason == "clerical" and avis)
        if matters and row.rank > max(avis, signed if on_paper else 0):
            return False
    return True


def _is_awaited(held: Held) -> bool:
    """Tell whether the last transfer of a dossier waits for its reception."""
    rows = held.happened("transfer", "receive-transfer")
    return bool(rows) and rows[-1].name == "transfer"


def hoped(found: Facts, transition: Transition) -> Facts:
    """Return the facts as a full form would make them: what decides whether an act is offered at all."""
    return replace(
        found,
        reception_mode=ReceptionMode.OTHER,
        sending_recorded=True,
        referral_dated=True,
        certificate_dated=True,
        applicant_informed=True,
        absent=bool(transition.reasons),
        rapporteur_named=found.rapporteur_named or transition.name == "begin-report",
        signatory_identified=found.signatory_identified or transition.name in VALIDATIONS,
        signatory_designated=transition.name in VALIDATIONS,
        replaced_avis_named=found.avis_given,
        composition_sound=found.composition_sound or transition.name in COMPOSING,
    )
