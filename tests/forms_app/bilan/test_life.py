"""A bilan is drafted any day, frozen after its year, sent, corrected by another version (A-39)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from forms_app import policy
from forms_app.bilan import frame
from forms_app.bilan.compare import compare
from forms_app.bilan.shape import digest
from forms_app.enums import BilanKind, BilanState, CaseRole, JournalAct, Way
from forms_app.models import (
    BilanDraft,
    BilanSending,
    Dossier,
    EmpoweringAct,
    FrameEdition,
    FrozenBilan,
    JournalEvent,
    Membership,
)
from forms_app.policy import BilanRight
from forms_app.rules.workflow.machine import Refused
from forms_app.services.bilan import bilans, computing, frames
from forms_app.services.trace.journal import Origin

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
YEAR = 2016


@pytest.fixture
def physician(here):
    return Membership.objects.get(authority=here, role=CaseRole.PHYSICIAN)


@pytest.fixture
def secretary(here):
    return Membership.objects.get(authority=here, role=CaseRole.SECRETARY)


@pytest.fixture
def dossiers_kept(here, dossier_in):
    found = [dossier_in(here, family=f"Essai {rank}") for rank in range(7)]
    Dossier.objects.update(year=YEAR)
    return found


def drafted(membership, year=YEAR):
    row = bilans.ask(origin=Origin(membership.user), membership=membership, year=year)
    return computing.work(row.pk)


def frozen(membership, draft, **more):
    origin = Origin(membership.user)
    return bilans.freeze(origin=origin, membership=membership, year=draft.year, seen=digest(draft.content), **more)


def on(monkeypatch, authority, day):
    monkeypatch.setattr(type(authority), "today", property(lambda self: day))


def test_a_draft_says_how_far_it_is_and_what_it_counted(physician, dossiers_kept, monkeypatch):
    told, kept = [], computing.reading.batches
    monkeypatch.setattr(computing.reading, "BATCH", 3)

    def followed(*args):
        for batch in kept(*args):
            told.append(BilanDraft.objects.get().done)
            yield batch

    monkeypatch.setattr(computing.reading, "batches", followed)
    row = drafted(physician)
    assert told == [0, 3, 6]
    assert (row.state, row.done, row.total) == (BilanState.READY, 7, 7)
    assert computing.compute(row.authority, YEAR).table("requests").total == 7


def test_computing_twice_gives_one_draft(physician, dossiers_kept):
    first = drafted(physician)
    assert drafted(physician).pk == first.pk
    assert BilanDraft.objects.count() == 1


def test_what_is_frozen_stays_byte_for_byte_when_dossiers_change(physician, dossiers_kept):
    row = frozen(physician, drafted(physician))
    before = (row.content, row.sha256)
    Dossier.objects.update(matter="expulsion", registered_on=date(YEAR, 2, 2))
    again = drafted(physician)
    kept = FrozenBilan.objects.get(pk=row.pk)
    assert (kept.content, kept.sha256) == before
    assert digest(kept.content) == kept.sha256
    assert digest(again.content) != digest(before[0])
    assert bilans.opened(kept).table("requests").value(0, 0) == 7


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET year = 1999"])
def test_the_database_refuses_to_change_or_lose_a_frozen_bilan(physician, dossiers_kept, statement):
    frozen(physician, drafted(physician))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("forms_app_frozenbilan"))


def test_another_text_in_the_place_of_a_frozen_one_is_never_shown(physician, dossiers_kept):
    row = frozen(physician, drafted(physician))
    row.content = row.content.replace("Demandes", "Demande")
    with pytest.raises(bilans.Altered):
        bilans.opened(row)


@pytest.mark.parametrize(("day", "refused"), [(date(2016, 12, 31), True), (date(2017, 1, 1), False)])
def test_a_bilan_is_frozen_from_the_first_day_after_its_year(physician, dossiers_kept, monkeypatch, day, refused):
    draft = drafted(physician)
    Membership.objects.update(starts_on=date(2016, 1, 1))
    EmpoweringAct.objects.update(starts_on=date(2016, 1, 1))
    on(monkeypatch, physician.authority, day)
    if refused:
        with pytest.raises(Refused, match="pas terminée"):
            frozen(physician, draft)
    else:
        assert frozen(physician, draft).version == 1


def test_what_is_frozen_is_what_was_read(physician, dossiers_kept):
    read = drafted(physician)
    seen = digest(read.content)
    Dossier.objects.update(matter="expulsion")
    drafted(physician)
    with pytest.raises(Refused, match="recalculé"):
        bilans.freeze(origin=Origin(physician.user), membership=physician, year=YEAR, seen=seen)


def test_a_secretary_freezes_nothing_nor_a_physician_whom_no_act_designates(physician, secretary, dossiers_kept):
    draft = drafted(secretary)
    with pytest.raises(Refused, match="médecins"):
        frozen(secretary, draft)
    EmpoweringAct.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="désigne"):
        frozen(physician, draft)


def test_a_correction_is_another_version_with_a_reason(physician, dossiers_kept):
    first = frozen(physician, drafted(physician))
    draft = drafted(physician)
    with pytest.raises(Refused, match="motif"):
        frozen(physician, draft)
    second = frozen(physician, draft, reason="dossiers")
    assert [row.version for row in bilans.versions(physician.authority, YEAR)] == [2, 1]
    assert bilans.opened(second).version == 2
    assert FrozenBilan.objects.get(pk=first.pk).sha256 == first.sha256
    with pytest.raises(Refused, match="plus récente"):
        sent(physician, first)


def sent(membership, row, day=None):
    return bilans.send(
        origin=Origin(membership.user), membership=membership, row=row, day=day or timezone.localdate(), way=Way.POST
    )


def test_that_a_bilan_left_is_noted_once_on_a_day_that_can_be(physician, secretary, dossiers_kept):
    row = frozen(physician, drafted(physician))
    with pytest.raises(Refused, match="à venir"):
        sent(secretary, row, timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refused, match="précède"):
        sent(secretary, row, timezone.localdate() - timedelta(days=1))
    sent(secretary, row)
    with pytest.raises(Refused, match="déjà"):
        sent(physician, row)
    assert BilanSending.objects.get().role == CaseRole.SECRETARY
    acts = list(JournalEvent.objects.order_by("number").values_list("act", flat=True))[-3:]
    assert acts == [JournalAct.BILAN_ASKED, JournalAct.BILAN_FROZEN, JournalAct.BILAN_SENT]


def test_nobody_notes_the_sending_of_another_authority(physician, dossiers_kept, elsewhere, accounts):
    row = frozen(physician, drafted(physician))
    with pytest.raises(policy.Absent):
        sent(Membership.objects.get(authority=elsewhere), row)


def test_the_table_of_rights(here):
    rows = list(Membership.objects.filter(authority=here))
    given = {right: {row.role for row in rows if policy.bilans_of([row], right)} for right in BilanRight}
    assert given == {
        BilanRight.DRAFT: {"physician", "secretary"},
        BilanRight.FREEZE: {"physician"},
        BilanRight.SEND: {"physician", "secretary"},
        BilanRight.READ: {"physician", "secretary", "director"},
    }


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2016, 12, 31), None),
        (date(2017, 1, 1), "dans 59\u00a0jours"),
        (date(2017, 3, 1), "dernier jour"),
        (date(2017, 3, 2), "dépassé de 1\u00a0jour"),
    ],
)
def test_the_countdown_runs_from_january_to_the_first_of_march_in_the_list_of_physicians(
    physician, secretary, dossiers_kept, monkeypatch, day, told
):
    on(monkeypatch, physician.authority, day)
    found = [one.told for one in bilans.waiting([physician]) if one.year == YEAR]
    assert found == ([told] if told else [])
    assert bilans.waiting([secretary]) == []


def test_a_bilan_that_left_is_waited_for_no_more(physician, dossiers_kept, monkeypatch):
    row = frozen(physician, drafted(physician))
    sent(physician, row)
    on(monkeypatch, physician.authority, date(2017, 2, 1))
    assert bilans.waiting([physician]) == []


def test_the_office_has_no_last_day(office):
    assert bilans.due(office, 2025) is None
    member = Membership.objects.filter(authority=office, role=CaseRole.PHYSICIAN).first()
    assert bilans.waiting([member]) == []
    assert computing.compute(office, 2025).table("circumstances") is None


def test_without_a_dossier_nothing_is_recorded_rather_than_zero(here):
    made = computing.compute(here, 2012)
    assert not any(table.recorded for table in made.tables)
    assert computing.NOTHING in made.remarks


def test_years_stand_side_by_side_under_one_row_whatever_its_label(physician, dossiers_kept, accounts):
    first = bilans.opened(frozen(physician, drafted(physician)))
    found = frame.as_data(frame.delivered("instruction"))
    found["tables"][0]["rows"]["lines"][0]["label"] = "Séjour"
    renamed = frame.read(found)
    frames.write(origin=Origin(accounts["redacteur"]), kind=BilanKind.INSTRUCTION, year=2017, found=renamed)
    Dossier.objects.update(registered_on=date(2017, 2, 2))
    second = computing.compute(physician.authority, 2017)
    requests = compare([second, first])[0]
    assert requests.years == (2016, 2017)
    assert (requests.lines[0][0].label, requests.lines[0][1]) == ("Séjour", ("7", "7"))


def test_a_frame_holds_from_its_year_on_and_the_former_one_before(accounts):
    changed = frame.as_data(frame.delivered("instruction")) | {"name": "Cadre de 2018"}
    origin = Origin(accounts["redacteur"])
    frames.write(origin=origin, kind=BilanKind.INSTRUCTION, year=2018, found=frame.read(changed))
    names = [frames.in_force(BilanKind.INSTRUCTION, year).name for year in (2017, 2018, 2019)]
    assert names == ["Cadre du portail", "Cadre de 2018", "Cadre de 2018"]
    assert frames.in_force(BilanKind.OFII, 2019).name == frame.delivered("ofii").name
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE forms_app_frameedition SET year = 2000")
    assert FrameEdition.objects.get().written_by == accounts["redacteur"]


def test_lines_are_typed_and_read_again(accounts):
    text = "Séjour : residence\nÉloignement : expulsion, house-arrest, obligation-to-leave"
    assert frames.written_lines(frames.typed_lines(text)) == text
    with pytest.raises(ValueError, match="deux-points"):
        frames.typed_lines("Séjour")
