"""Nothing is destroyed without a duration on record and two people; a recours holds; the trace says how many (W10)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from forms_app import policy
from forms_app.enums import CaseRole, JournalAct
from forms_app.models import (
    Composition,
    CustodyMove,
    DirectorFile,
    Disposal,
    DisposalItem,
    Dossier,
    IdentityVersion,
    JournalEvent,
    KeptCompetence,
    MemberValidation,
    Passage,
    RetentionRule,
)
from forms_app.rules.retention import is_over
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import disposal, retention
from forms_app.services.trace.journal import Origin
from forms_app.services.trace.journal_check import verify
from guidance.dates import add_months
from guidance.enums import Regime
from tests.conftest import make_stale
from tests.forms_app.dossiers.conftest import make_member
from tests.forms_app.keys.conftest import renamed, sent, validated, went

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.fixture
def rule(accounts):
    """Function that records a duration and confirms it."""

    def make(months=12, regime=Regime.ARS, runs_from="closed"):
        asked = RetentionRule(regime=regime, months=months, runs_from=runs_from, reference="Décision d’essai n° 1")
        row = retention.propose(asked, Origin(accounts["administrateur"]))
        return retention.confirm(row, Origin(accounts["administratrice"]))

    return make


@pytest.fixture
def colleague(accounts, here):
    """Another physician of the authority."""
    return make_member(accounts, "redacteur", here, CaseRole.PHYSICIAN)


@pytest.fixture
def closed(dossier_in, here, act, accounts):
    """Function that opens a dossier and closes it without an avis, some days ago, something in every table."""

    def make(days=800, family="Zorblaxo"):
        row, day = dossier_in(here, family=family), timezone.localdate() - timedelta(days=days)
        act(row, "register-report", day=day)
        act(row, "close-without-avis", "medecin", day=day, reason="withdrawn")
        row.refresh_from_db()
        return row

    return make


def member(accounts, username):
    return policy.memberships(accounts[username], on=timezone.localdate())[0]


def falling(accounts, username="secretariat"):
    found = disposal.falling(member(accounts, username), retention.standing(Regime.ARS), on=timezone.localdate())
    return [one.key for one in found]


def propose(accounts, username="secretariat"):
    user = accounts[username]
    return disposal.propose(origin=Origin(user), membership=member(accounts, username), on=timezone.localdate())


def confirm(accounts, row, username="medecin", at=None):
    user = accounts[username]
    return disposal.confirm(
        origin=Origin(user), membership=member(accounts, username), disposal=row, on=timezone.localdate(),
        authenticated_at=at or timezone.now(),
    )  # fmt: skip


def test_without_a_duration_on_record_nothing_falls_due(closed, accounts):
    closed(9000)
    assert falling(accounts) == []
    with pytest.raises(Refused, match="inconnue"):
        propose(accounts)


def test_a_duration_counts_once_another_administrator_confirmed_it(closed, accounts):
    row = closed()
    asked = RetentionRule(regime=Regime.ARS, months=12, runs_from="closed", reference="Décision d’essai n° 1")
    asked = retention.propose(asked, Origin(accounts["administrateur"]))
    assert falling(accounts) == []
    with pytest.raises(ValidationError):
        retention.confirm(asked, Origin(accounts["administrateur"]))
    retention.confirm(asked, Origin(accounts["administratrice"]))
    assert falling(accounts) == [row.pk]
    retention.end(asked, Origin(accounts["administrateur"]))
    assert falling(accounts) == []


def test_only_administrators_record_a_duration_and_it_has_a_reference(accounts):
    asked = RetentionRule(regime=Regime.ARS, months=12, runs_from="closed", reference="")
    with pytest.raises(ValidationError):
        retention.propose(asked, Origin(accounts["administrateur"]))
    asked.reference = "Décision"
    with pytest.raises(PermissionDenied):
        retention.propose(asked, Origin(accounts["medecin"]))


def test_a_dossier_is_kept_on_its_last_day_and_falls_due_on_the_next():
    start = timezone.datetime(2024, 2, 29).date()
    last = add_months(start, 12)
    assert not is_over(start, 12, last) and is_over(start, 12, last + timedelta(days=1))


def test_a_dossier_closed_too_recently_or_still_open_does_not_fall_due(closed, dossier_in, here, rule, accounts):
    rule(months=12)
    closed(days=300)
    dossier_in(here)
    old = closed(days=400)
    assert falling(accounts) == [old.pk]


def test_a_recours_or_a_humanitarian_avis_awaited_holds_everything(closed, rule, accounts, act):
    rule()
    held, waiting, free = closed(), closed(), closed()
    act(held, "file-appeal", reason="contentious")
    Dossier.objects.filter(pk=waiting.pk).update(humanitarian_state="referred")
    assert falling(accounts) == [free.pk]
    act(held, "end-appeal")
    assert set(falling(accounts)) == {free.pk, held.pk}


def test_a_recours_filed_after_the_proposal_still_holds_the_dossier(closed, rule, accounts, act):
    rule()
    kept, gone = closed(), closed()
    row = propose(accounts)
    act(kept, "file-appeal", reason="gracious")
    assert confirm(accounts, row).count == 1
    assert list(Dossier.objects.values_list("pk", flat=True)) == [kept.pk] and gone.pk != kept.pk


def test_one_person_alone_destroys_nothing_and_a_secretary_confirms_nothing(closed, rule, accounts, colleague):
    rule()
    closed()
    row = propose(accounts, "medecin")
    for username, words in (("medecin", "autre médecin"), ("secretariat", "médecin conserve")):
        with pytest.raises(Refused, match=words):
            confirm(accounts, row, username)
    with pytest.raises(Refused, match="dix minutes"):
        confirm(accounts, row, "redacteur", at=timezone.now() - timedelta(minutes=11))
    assert Dossier.objects.count() == 1
    assert confirm(accounts, row, "redacteur").count == 1 and not Dossier.objects.exists()


def test_a_proposal_given_up_destroys_nothing_and_leaves_no_name(closed, rule, accounts):
    rule()
    closed()
    row = propose(accounts)
    disposal.cancel(origin=Origin(accounts["medecin"]), membership=member(accounts, "medecin"), disposal=row)
    with pytest.raises(Refused, match="n’attend plus"):
        confirm(accounts, row)
    assert Dossier.objects.count() == 1 and not DisposalItem.objects.exists()


def rows_of_dossiers():
    """How many rows point to a dossier, by table: whatever table comes later is counted too."""
    return {
        f"{model._meta.model_name}.{field.name}": model._base_manager.count()
        for model in apps.get_app_config("forms_app").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Dossier
    }


def test_everything_of_a_dossier_goes_and_the_trace_says_how_many_not_whom(closed, rule, accounts, here):
    rule()
    row = closed()
    user, reference, key = accounts["medecin"], row.reference, str(row.pk)
    validated(row, user), sent(row), renamed(row, user)
    CustodyMove.objects.create(dossier=row, step="placed", day=timezone.localdate(), written_by=user, role="physician")
    composed = Composition.objects.create(
        dossier=row, rank=0, formation="physician", day=timezone.localdate(), role="physician", composed_by=user,
        first=user, at=timezone.now(),
    )  # fmt: skip
    MemberValidation.objects.create(composition=composed, member=user, letter=row.pk, pdf_sha256="", at=timezone.now())
    before = rows_of_dossiers()
    assert before["passage.dossier"] and before["avis.dossier"] and before["sentletter.dossier"]
    made = confirm(accounts, propose(accounts))
    assert set(rows_of_dossiers().values()) == {0} and not Dossier.objects.exists()
    assert not DisposalItem.objects.exists() and not MemberValidation.objects.exists()
    told = str([getattr(made, field.attname) for field in Disposal._meta.concrete_fields])
    assert made.count == 1 and reference not in told and key not in told and "Zorblaxo" not in told
    assert JournalEvent.objects.about(made).get(act=JournalAct.DISPOSAL_CONFIRMED).actor == user


def test_the_journal_keeps_its_rows_and_its_chain(closed, rule, accounts):
    rule()
    row = closed()
    before = JournalEvent.objects.about(row).count()
    confirm(accounts, propose(accounts))
    assert JournalEvent.objects.about(row).count() == before
    assert not verify().faults


LOCKED = (Passage, KeptCompetence, IdentityVersion)


@pytest.mark.parametrize("model", LOCKED)
def test_a_destruction_that_nobody_confirmed_opens_no_lock(model, closed, rule, accounts):
    rule()
    row = closed()
    renamed(row, accounts["medecin"])
    propose(accounts)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - our own tables


#: Locked tables that hold nothing of a dossier: their rows stay.
APART = ("journal", "forms_app_frozenbilan", "forms_app_bilansending", "forms_app_frameedition")


def locks():
    """What each lock of deletion says, by its name; what holds nothing of a dossier has no door."""
    asked = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE name LIKE %s",
        "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], ["%never_loses"])
        return {name: words for name, words in cursor.fetchall() if not name.startswith(APART)}


def test_every_locked_table_has_the_door_of_destructions():
    """A table locked later, without its door, would keep the dossiers of its rows for ever."""
    door = {"sqlite": "forms_app_disposalitem", "postgresql": "_disposed()"}[connection.vendor]
    found = locks()
    assert len(found) >= 9 and not [name for name, words in found.items() if door not in words]


def test_the_database_refuses_one_person_for_both(closed, rule, accounts):
    rule()
    closed()
    row = propose(accounts, "medecin")
    with pytest.raises(DatabaseError), transaction.atomic():
        Disposal.objects.filter(pk=row.pk).update(confirmed_by=row.proposed_by, confirmed_at=timezone.now())


def test_what_falls_due_costs_the_same_number_of_queries_whatever_it_holds(
    closed, rule, signed_in, switched_on, django_assert_num_queries
):
    rule()
    counts = []
    for _ in range(2):
        closed()
        browser = signed_in("secretariat")
        with django_assert_num_queries(30, exact=False) as seen:
            assert browser.get("/dossiers/conservation/").status_code == 200
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]


def test_the_screens_show_what_is_unknown_and_lead_to_the_destruction(closed, accounts, signed_in, switched_on, here):
    row = closed()
    assert "durée inconnue" in signed_in("secretariat").get("/dossiers/conservation/").content.decode()
    browser, path = signed_in("administrateur"), "/administration/conservation/"
    typed = {"acte": "enregistrer", "regime": "ars", "months": "0", "runs_from": "closed", "reference": "Décision"}
    assert browser.post(path, typed).status_code == 422
    assert browser.post(path, typed | {"months": "12"}).status_code == 302
    pk = RetentionRule.objects.get().pk
    signed_in("administratrice").post(path, {"acte": "confirmer", "pk": pk})
    browser = signed_in("secretariat")
    assert row.reference in browser.get("/dossiers/conservation/").content.decode()
    browser.post("/dossiers/conservation/", {"acte": "proposer", "autorite": here.code})
    asked = {"acte": "confirmer", "autorite": here.code, "pk": Disposal.objects.get().pk}
    answer = make_stale(signed_in("medecin")).post("/dossiers/conservation/", asked)
    assert answer.status_code == 403 and Dossier.objects.exists()
    assert signed_in("directeur").get("/dossiers/conservation/").status_code == 404
    assert signed_in("medecin").get(path).status_code == 404


def test_a_dossier_that_was_transferred_goes_with_its_trace(closed, rule, accounts):
    rule()
    row = closed()
    DirectorFile.objects.create(dossier=row, payload=b"x", written_by=accounts["directeur"])
    went(row, accounts["medecin"])
    confirm(accounts, propose(accounts))
    assert set(rows_of_dossiers().values()) == {0}
