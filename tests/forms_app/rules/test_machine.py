"""The machine: what a role may do now, what refuses and in which words, and the tables it will not read."""

from dataclasses import replace

import pytest

from forms_app.enums import Role
from forms_app.rules.basis import Basis, instruction
from forms_app.rules.vocabulary import ReceptionMode
from forms_app.rules.workflow.facts import Facts
from forms_app.rules.workflow.instruction import ARS
from forms_app.rules.workflow.machine import (
    Reason,
    Refused,
    State,
    Table,
    TableError,
    Transition,
    allowed,
    apply,
    proposed,
)

NOTHING = Facts()
RECEIVED = Facts(reception_mode=ReceptionMode.BY_PERSON)
OPEN, SHUT = State("open", "ouvert"), State("shut", "fermé", final=True)
SHUTTING = Transition("shut", "Fermer", frozenset({"open"}), "shut", frozenset({Role.PHYSICIAN}), instruction("IV-1"))


def names(transitions):
    return [one.name for one in transitions]


def table(*transitions, states=(OPEN, SHUT)):
    return Table("short", "Courte", states, transitions)


def test_a_report_is_registered_once_its_way_is_known():
    with pytest.raises(Refused, match="pli confidentiel"):
        apply(ARS, "awaiting-report", "register-report", NOTHING, Role.SECRETARY)
    passage = apply(ARS, "awaiting-report", "register-report", RECEIVED, Role.SECRETARY)
    assert (passage.source, passage.target, passage.reason) == ("awaiting-report", "report-received", None)


def test_fiche_1_is_proposed_the_moment_a_report_is_registered():
    """A-12."""
    assert proposed(ARS, "awaiting-report", RECEIVED, Role.SECRETARY) == ()
    assert proposed(ARS, "report-received", RECEIVED, Role.SECRETARY) == ("receipt",)
    assert "notify-prefecture" not in names(allowed(ARS, "report-received", RECEIVED, Role.SECRETARY))


def test_fiche_1_once_delivered_is_recorded_and_no_longer_proposed():
    delivered = replace(RECEIVED, letters=frozenset({"receipt"}))
    assert "notify-prefecture" in names(allowed(ARS, "report-received", delivered, Role.SECRETARY))
    passage = apply(ARS, "report-received", "notify-prefecture", delivered, Role.SECRETARY)
    assert passage.target == "report-received"
    assert proposed(ARS, "report-received", replace(RECEIVED, notified=True), Role.SECRETARY) == ()


def test_a_refusal_says_everything_that_is_missing_the_letter_last():
    with pytest.raises(Refused) as refused:
        apply(ARS, "under-review", "validate-avis", NOTHING, Role.PHYSICIAN)
    assert len(refused.value.messages) == 3
    assert "n’est pas encore remise" in refused.value.messages[-1]


def test_a_role_that_may_not_is_refused():
    with pytest.raises(Refused, match="rôle"):
        apply(ARS, "report-received", "begin-review", NOTHING, Role.SECRETARY)
    assert names(allowed(ARS, "report-received", NOTHING, Role.DIRECTOR)) == []


def test_an_act_of_another_state_is_refused_with_the_name_of_the_state():
    with pytest.raises(Refused, match="rapport médical attendu"):
        apply(ARS, "awaiting-report", "begin-review", NOTHING, Role.PHYSICIAN)


@pytest.mark.parametrize(("state", "name"), [("nowhere", "begin-review"), ("awaiting-report", "fly")])
def test_an_unknown_state_or_act_is_a_key_error(state, name):
    with pytest.raises(KeyError):
        apply(ARS, state, name, NOTHING, Role.PHYSICIAN)


@pytest.mark.parametrize("reason", ["", "je préfère", "SILENT"])
def test_a_reason_is_taken_from_the_list_only(reason):
    with pytest.raises(Refused, match="liste"):
        apply(ARS, "awaiting-details", "go-on-without", NOTHING, Role.PHYSICIAN, reason)


def test_a_reason_is_kept_with_the_passage_and_refused_where_none_is_asked():
    passage = apply(ARS, "awaiting-details", "go-on-without", NOTHING, Role.PHYSICIAN, "silent")
    assert passage.reason == Reason("silent", "le médecin n’a pas répondu")
    with pytest.raises(Refused, match="motif"):
        apply(ARS, "report-received", "begin-review", NOTHING, Role.PHYSICIAN, "silent")


def test_a_caution_warns_and_never_refuses_a_physician():
    """R.4127-95: an author who is not on the list does not keep the physician from giving the avis."""
    ready = Facts(
        letters=frozenset({"avis"}), signatory_identified=True, signatory_designated=True, author_checked=True
    )
    transition = ARS.transition("validate-avis")
    assert len(transition.warnings(ready)) == 2
    assert transition.warnings(replace(ready, author_entitled=True, answers_checked=True)) == ()
    assert apply(ARS, "under-review", "validate-avis", ready, Role.PHYSICIAN).target == "avis-given"


def test_a_sound_table_is_read():
    assert table(SHUTTING).initial == OPEN


@pytest.mark.parametrize(
    ("transitions", "states", "told"),
    [
        ((), (OPEN, SHUT), "nothing reaches: \\['shut'\\]"),
        ((), (OPEN,), "open leads to no final state"),
        ((SHUTTING, SHUTTING), (OPEN, SHUT), "named twice"),
        ((SHUTTING,), (OPEN, SHUT, SHUT), "named twice"),
        ((replace(SHUTTING, target="nowhere"),), (OPEN, SHUT), "does not exist"),
        ((replace(SHUTTING, sources=frozenset({"nowhere"})),), (OPEN, SHUT), "does not exist"),
        ((replace(SHUTTING, sources=frozenset()),), (OPEN, SHUT), "does not exist"),
        ((replace(SHUTTING, guards=("luck",)),), (OPEN, SHUT), "luck"),
        ((replace(SHUTTING, cautions=("luck",)),), (OPEN, SHUT), "luck"),
        ((replace(SHUTTING, fiche="fiche-9"),), (OPEN, SHUT), "fiche that does not exist"),
        ((replace(SHUTTING, roles=frozenset()),), (OPEN, SHUT), "no role"),
        ((replace(SHUTTING, basis=Basis(())),), (OPEN, SHUT), "no clause"),
        ((replace(SHUTTING, target=None),), (OPEN,), "leads to no final state"),
    ],
)  # fmt: skip
def test_a_table_that_does_not_hold_together_is_not_read(transitions, states, told):
    with pytest.raises(TableError, match=told):
        table(*transitions, states=states)


def test_two_states_that_only_lead_to_each_other_are_seen():
    """Each has an exit, and neither ends."""
    other = State("elsewhere", "ailleurs")
    back = replace(SHUTTING, name="back", sources=frozenset({"elsewhere"}), target="open")
    go = replace(SHUTTING, name="go", target="elsewhere")
    with pytest.raises(TableError, match="leads to no final state"):
        table(go, back, states=(OPEN, other))
