"""The eight tables walked: who acts, under which clauses, what never comes back, what is proposed."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app import fiches
from forms_app.enums import Authority, Matter, Role
from forms_app.rules.vocabulary import ReceptionMode
from forms_app.rules.workflow import LIVES, TABLES, life
from forms_app.rules.workflow.beside import is_held, is_humanitarian_pending
from forms_app.rules.workflow.facts import GUARDS, Facts
from forms_app.rules.workflow.instruction import ARS, PP
from forms_app.rules.workflow.machine import Refused, apply, proposed
from forms_app.rules.workflow.office import REMOVAL, RESIDENCE
from guidance.enums import Regime

every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
TRANSITIONS = [(table, one) for table in TABLES.values() for one in table.transitions]
every_transition = pytest.mark.parametrize(
    ("table", "one"), TRANSITIONS, ids=[f"{table.key}-{one.name}" for table, one in TRANSITIONS]
)
TEXTS = {Regime.ARS: "instruction-2011#", Regime.OFII: "arrete-2017#"}
FLAGS = [field.name for field in fields(Facts) if field.type is bool or field.type == "bool"]
ALL_LETTERS = frozenset(fiche.key for fiche in fiches.FICHES)
READY = Facts(
    letters=ALL_LETTERS,
    reception_mode=ReceptionMode.BY_DOCTOR,
    **{name: name not in ("notified", "opposed", "humanitarian_pending") for name in FLAGS},
)
PHYSICIAN, SECRETARY, DIRECTOR = Role.PHYSICIAN, Role.SECRETARY, Role.DIRECTOR


def regime_of(table):
    return Regime.OFII if "ofii" in table.key else Regime.ARS


def walk(table, *steps, facts=READY):
    """The state after steps: a name, a role, and a reason when one is asked for."""
    state = table.initial.slug
    for name, role, *reason in steps:
        state = apply(table, state, name, facts, role, *reason).target
    return state


TO_REVIEW = (("register-report", SECRETARY), ("notify-prefecture", SECRETARY), ("begin-review", PHYSICIAN))
TO_AVIS = (*TO_REVIEW, ("validate-avis", PHYSICIAN), ("record-signature", SECRETARY))


@pytest.mark.parametrize(
    ("table", "steps"),
    [
        (ARS, (*TO_AVIS, ("submit", SECRETARY), ("transmit", DIRECTOR), ("close", SECRETARY))),
        (PP, (*TO_AVIS, ("transmit", SECRETARY), ("close", SECRETARY))),
        (
            RESIDENCE,
            (
                ("register-certificate", SECRETARY), ("begin-report", PHYSICIAN), ("ask-doctor", PHYSICIAN),
                ("go-on-with-available", PHYSICIAN, "silent"), ("summon", PHYSICIAN), ("record-identity", PHYSICIAN),
                ("send-to-college", PHYSICIAN), ("inform-prefecture", SECRETARY), ("validate-avis", PHYSICIAN),
                ("record-signature", SECRETARY), ("submit", SECRETARY), ("transmit", DIRECTOR), ("close", SECRETARY),
            ),
        ),
        (
            REMOVAL,
            (
                ("register-certificate", SECRETARY), ("begin-examination", PHYSICIAN), ("ask-elements", PHYSICIAN),
                ("register-elements", SECRETARY), ("validate-avis", PHYSICIAN), ("record-signature", PHYSICIAN),
                ("transmit", SECRETARY), ("close", SECRETARY),
            ),
        ),
    ],
    ids=["ars", "pp", "ofii-residence", "ofii-removal"],
)  # fmt: skip
def test_a_dossier_goes_from_its_first_piece_to_its_close(table, steps):
    assert walk(table, *steps) == "closed"


def test_the_completeness_loop_turns_and_asks_for_a_letter_each_time():
    """A-15, A-16."""
    loop = (
        ("ask-details", PHYSICIAN),
        ("remind-doctor", SECRETARY),
        ("ask-details-again", PHYSICIAN),
        ("register-details", SECRETARY),
    )
    assert walk(ARS, *TO_REVIEW, *loop, *loop) == "under-review"
    with pytest.raises(Refused, match="pas encore remise"):
        apply(ARS, "under-review", "ask-details", replace(READY, letters=frozenset()), PHYSICIAN)


@pytest.mark.parametrize(
    ("table", "state", "role", "offered"),
    [
        (ARS, "awaiting-report", SECRETARY, ()),
        (ARS, "report-received", SECRETARY, ("receipt",)),
        (ARS, "under-review", PHYSICIAN, ("receipt", "complements", "avis")),
        (ARS, "avis-given", PHYSICIAN, ("receipt",)),
        (ARS, "under-cover", DIRECTOR, ()),
        (ARS, "avis-transmitted", PHYSICIAN, ()),
        (RESIDENCE, "report-in-progress", PHYSICIAN, ("inquiry",)),
        (RESIDENCE, "before-college", SECRETARY, ("transmission",)),
        (RESIDENCE, "before-college", PHYSICIAN, ("transmission",)),
        (REMOVAL, "under-examination", PHYSICIAN, ()),
        (TABLES["humanitarian-ars"], "nothing", PHYSICIAN, ()),
        (TABLES["humanitarian-ars"], "noted", DIRECTOR, ()),
        (TABLES["humanitarian-ars"], "referred", DIRECTOR, ("humanitarian",)),
    ],
    ids=lambda value: getattr(value, "key", None),
)
def test_a_fiche_is_offered_before_its_signatory_or_its_sending_is_known(table, state, role, offered):
    """Nothing is known yet of the dossier; a rectification is never offered by itself."""
    assert proposed(table, state, Facts(), role) == offered


@pytest.mark.parametrize(
    ("table", "state", "fiche"), [(RESIDENCE, "before-college", "college"), (REMOVAL, "under-examination", "removal")]
)
def test_the_avis_of_the_office_is_offered_to_who_gives_it_and_to_nobody_else(table, state, fiche):
    """C5: before it is validated, an avis is its authors' own."""
    assert fiche in proposed(table, state, Facts(composed=True, sits=True), PHYSICIAN)
    assert fiche not in proposed(table, state, Facts(composed=True), PHYSICIAN)
    assert fiche not in proposed(table, state, Facts(sits=True), PHYSICIAN)


@pytest.mark.parametrize(
    ("name", "fact", "words"),
    [
        ("send-to-college", "is_rapporteur", "Seul le médecin rapporteur"),
        ("take-over-report", "stands_apart", "ne siège pas"),
        ("replace-member", "composition_open", "déjà validé cet avis"),
        ("compose-college", "uncomposed", "déjà enregistrée"),
        ("compose-college", "composition_sound", "composition"),
    ],
)
def test_the_college_and_its_rapporteur_stay_apart_and_hold_once_an_avis_is_validated(name, fact, words):
    """R.425-13."""
    reason = "absent" if RESIDENCE.transition(name).reasons else ""
    apply(RESIDENCE, "report-in-progress", name, READY, PHYSICIAN, reason)
    with pytest.raises(Refused, match=words):
        apply(RESIDENCE, "report-in-progress", name, replace(READY, **{fact: False}), PHYSICIAN, reason)


@pytest.mark.parametrize(("fact", "words"), [("sits", "désigné"), ("own_validation_missing", "déjà validé")])
def test_each_physician_of_the_college_validates_once_and_nobody_else_does(fact, words):
    assert apply(RESIDENCE, "before-college", "validate-as-member", READY, PHYSICIAN).target == "before-college"
    with pytest.raises(Refused, match=words):
        apply(RESIDENCE, "before-college", "validate-as-member", replace(READY, **{fact: False}), PHYSICIAN)


def test_the_note_and_the_complementary_avis_are_offered_once_the_avis_is_given():
    table = TABLES["humanitarian-ars"]
    given_now = Facts(avis_given=True)
    assert proposed(table, "nothing", given_now, PHYSICIAN) == ("note",)
    assert proposed(table, "noted", given_now, DIRECTOR) == ("humanitarian",)


def test_the_medical_commission_is_optional_and_comes_back_to_the_physician():
    assert walk(ARS, *TO_REVIEW, ("summon-commission", PHYSICIAN), ("end-commission", PHYSICIAN)) == "under-review"


def test_the_director_transmits_and_sends_nothing_back_for_its_substance():
    """A-35, W7: the director's acts on the avis are two, and one of them takes a clerical error only."""
    acts = ARS.leaving("under-cover", DIRECTOR)
    assert [one.name for one in acts] == ["transmit", "report-clerical-error"]
    reasons = {reason.slug for reason in acts[1].reasons}
    assert reasons == {"identity", "date", "addressee", "signature"}
    everywhere = {one.name for state in ARS.states for one in ARS.leaving(state.slug, DIRECTOR)}
    assert everywhere == {"transmit", "report-clerical-error"}


def test_paris_has_no_cover_and_its_director_no_act():
    """Fiche 3 bis has no « S/c » line."""
    assert "under-cover" not in {state.slug for state in PP.states}
    assert not any(DIRECTOR in one.roles for one in PP.transitions)


def test_removal_has_no_cover_and_no_rapporteur():
    assert "under-cover" not in {state.slug for state in REMOVAL.states}
    assert not any("rapporteur-named" in one.guards for one in REMOVAL.transitions)


@pytest.mark.parametrize("table", [ARS, PP, RESIDENCE, REMOVAL], ids=lambda table: table.key)
def test_a_validated_avis_changes_only_by_a_new_avis_that_names_it(table):
    after = {"avis-given", "under-cover", "avis-transmitted"} & {state.slug for state in table.states}
    rectify = table.transition("rectify-avis")
    assert (rectify.sources, rectify.target, rectify.roles) == (after, "avis-given", frozenset({PHYSICIAN}))
    assert rectify.fiche == table.transition("validate-avis").fiche
    back = {one.name for one in table.transitions if one.sources & after and one.target not in {None, *after, "closed"}}
    assert back == set(), "nothing leads from a validated avis back to its making"
    unnamed = replace(READY, replaced_avis_named=False)
    with pytest.raises(Refused, match="nommer celui qu’il rectifie"):
        apply(table, "avis-transmitted", "rectify-avis", unnamed, PHYSICIAN, "clerical")


@pytest.mark.parametrize("table", [ARS, PP, RESIDENCE, REMOVAL], ids=lambda table: table.key)
def test_nothing_leaves_before_it_is_signed_by_hand(table):
    unsigned = replace(READY, signed_by_hand=False)
    leaving = "submit" if "under-cover" in {state.slug for state in table.states} else "transmit"
    with pytest.raises(Refused, match="signé à la main"):
        apply(table, "avis-given", leaving, unsigned, SECRETARY)
    with pytest.raises(Refused, match="mode d’envoi"):
        state, role = ("under-cover", DIRECTOR) if leaving == "submit" else ("avis-given", SECRETARY)
        apply(table, state, "transmit", replace(READY, sending_recorded=False), role)


def test_the_college_gives_no_avis_without_its_three_validations():
    with pytest.raises(Refused, match="validation d’un des médecins manque"):
        apply(RESIDENCE, "before-college", "validate-avis", replace(READY, all_validated=False), PHYSICIAN)


def test_the_fifteen_days_run_before_the_report_goes_on_without_the_doctor():
    """R.425-12: or the person did not come, or the identity is not proved."""
    waiting = replace(READY, doctor_silent=False, absent=False, identity_unproved=False)
    with pytest.raises(Refused, match="quinze jours"):
        apply(RESIDENCE, "awaiting-elements", "go-on-with-available", waiting, PHYSICIAN, "silent")
    for fact in ("doctor_silent", "absent", "identity_unproved"):
        facts = replace(waiting, **{fact: True})
        passage = apply(RESIDENCE, "awaiting-elements", "go-on-with-available", facts, PHYSICIAN, "silent")
        assert passage.target == "report-in-progress"


def test_an_opposition_stops_sharing_until_it_ends():
    """A-43: the commission is other physicians; asking the author of the report is a caution only."""
    opposed = replace(READY, opposed=True)
    with pytest.raises(Refused, match="opposition"):
        apply(ARS, "under-review", "summon-commission", opposed, PHYSICIAN)
    assert ARS.transition("ask-details").warnings(opposed)
    assert apply(ARS, "under-review", "withdraw-opposition", opposed, SECRETARY).target == "under-review"
    with pytest.raises(Refused):
        apply(ARS, "under-review", "record-opposition", opposed, SECRETARY)


def test_the_humanitarian_avis_follows_the_note_or_the_referral():
    """A-36, A-37."""
    table = life(Authority.ARS).humanitarian
    assert walk(table, ("send-note", PHYSICIAN), ("give-complementary-avis", DIRECTOR)) == "complementary-given"
    assert walk(table, ("send-note", PHYSICIAN), ("retain-nothing", DIRECTOR)) == "not-retained"
    referral = (("register-referral", DIRECTOR), ("collect-information", DIRECTOR), ("answer-referral", DIRECTOR))
    assert walk(table, *referral) == "answered"
    assert walk(table, ("give-complementary-avis", DIRECTOR), *referral, *referral) == "answered"


@pytest.mark.parametrize("state", ["noted", "referred"])
def test_a_dossier_is_not_closed_while_a_humanitarian_avis_is_awaited(state):
    assert is_humanitarian_pending(state)
    with pytest.raises(Refused, match="circonstances humanitaires"):
        apply(ARS, "avis-transmitted", "close", replace(READY, humanitarian_pending=True), SECRETARY)


def test_a_referral_in_waiting_is_answered_by_a_reasoned_avis_and_by_nothing_else():
    table = life(Authority.PP).humanitarian
    leaving = {one.name for one in table.leaving("referred") if one.target}
    assert leaving == {"answer-referral"}


def test_in_paris_the_note_goes_to_the_director_of_the_region_and_is_marked():
    note = life(Authority.PP).humanitarian.transition("send-note")
    assert note.basis.inferred and "Île-de-France" in note.basis.silence
    assert not life(Authority.ARS).humanitarian.transition("send-note").basis.inferred


def test_the_humanitarian_avis_does_not_exist_at_the_office():
    assert life(Authority.OFII).humanitarian is None
    assert not any(one.fiche in {"note", "humanitarian"} for one in (*RESIDENCE.transitions, *REMOVAL.transitions))


def test_an_appeal_holds_the_documents_until_it_ends_whatever_the_dossier():
    """A-28."""
    table = life(Authority.ARS).appeal
    assert not is_held(table.initial.slug)
    assert is_held(walk(table, ("file-appeal", SECRETARY, "gracious")))
    ended = (("file-appeal", SECRETARY, "contentious"), ("end-appeal", SECRETARY))
    assert not is_held(walk(table, *ended))
    assert is_held(walk(table, *ended, ("file-appeal", SECRETARY, "gracious")))


@pytest.mark.parametrize(
    ("authority", "matter", "key"),
    [
        (Authority.ARS, Matter.EXPULSION, "ars"),
        (Authority.PP, Matter.RESIDENCE, "pp"),
        (Authority.OFII, Matter.RESIDENCE, "ofii-residence"),
        (Authority.OFII, Matter.HOUSE_ARREST, "ofii-removal"),
        (Authority.OFII, Matter.OBLIGATION_TO_LEAVE, "ofii-removal"),
    ],
)
def test_the_life_of_a_dossier_follows_its_authority_and_its_matter(authority, matter, key):
    assert life(authority, matter).avis.key == key


@every_transition
def test_an_act_cites_its_own_regime_only(table, one):
    other = TEXTS[Regime.ARS if regime_of(table) == Regime.OFII else Regime.OFII]
    assert not any(clause.startswith(other) for clause in one.basis.clauses)


@every_transition
def test_the_fiche_of_an_act_is_of_its_regime_and_filled_by_a_role_that_may_act(table, one):
    if one.fiche:
        fiche = fiches.get(one.fiche)
        assert fiche.regime == regime_of(table)
        assert fiche.roles & one.roles


@every_transition
def test_only_a_physician_decides_on_the_avis(table, one):
    """V-4: the independence of physicians in writing their avis."""
    if one.fiche in {"avis", "college", "removal"}:
        assert one.roles == {PHYSICIAN}


@every_table
def test_a_state_and_an_act_read_in_french(table):
    labels = [state.label for state in table.states] + [one.label for one in table.transitions]
    labels += [reason.label for one in table.transitions for reason in one.reasons]
    assert all(label and "'" not in label for label in labels)
    assert len({state.label for state in table.states}) == len(table.states)


def test_every_guard_and_every_fact_is_used():
    used = {name for _, one in TRANSITIONS for name in (*one.guards, *one.cautions)}
    assert used == GUARDS.keys()


def test_every_fiche_of_the_procedure_carries_an_act():
    assert {one.fiche for _, one in TRANSITIONS if one.fiche} == ALL_LETTERS


@given(st.data())
def test_no_walk_ever_leaves_the_table_or_gives_the_prefecture_an_avis_no_physician_validated(data):
    """Random walks of any life: each state exists, and « transmis » comes after « valider l’avis »."""
    table = data.draw(st.sampled_from([one.avis for one in LIVES]))
    state, done = table.initial.slug, []
    for _ in range(data.draw(st.integers(min_value=1, max_value=25))):
        one = data.draw(st.sampled_from(table.leaving(state)))
        reason = data.draw(st.sampled_from([found.slug for found in one.reasons] or [""]))
        facts = replace(READY, opposed=one.name == "withdraw-opposition")
        state = apply(table, state, one.name, facts, data.draw(st.sampled_from(sorted(one.roles))), reason).target
        done.append(one.name)
        assert table.state(state).slug == state
        if state in ("avis-given", "under-cover", "avis-transmitted", "closed"):
            assert "validate-avis" in done
