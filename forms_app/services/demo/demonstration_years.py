"""Years that are over, for the demonstration of the bilan: one kept as dossiers, others as what was frozen (A-39).

The dossiers of last year have reached the préfet: they wait for nobody, and no duration of keeping runs for them. The
years before, the other authorities and the OFII, whose years end today as anywhere, are only bilans that were frozen
and sent: their dossiers are not kept here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from forms_app import enums
from forms_app.bilan.shape import Bilan, as_text, digest
from forms_app.bilan.tally import Item, Tally
from forms_app.enums import BilanState, CaseRole, Way
from forms_app.models import (
    Authority,
    BilanDraft,
    BilanSending,
    DiagnosisCount,
    FrozenBilan,
)
from forms_app.services.bilan import computing, frames, reading
from forms_app.services.demo import (
    demonstration,
    demonstration_dossiers,
    demonstration_office,
    past_rows,
    past_stories,
)
from forms_app.services.demo.past_stories import Story
from forms_app.services.dossiers import diagnoses

#: The last year that is over on the day of the demonstration: its dossiers are kept, its bilan is a draft.
LAST = demonstration.SHOWN_ON.year - 1


@dataclass(frozen=True, slots=True)
class Place:
    """An authority, how many requests it had in each year, and of which years its bilan was sent."""

    code: str
    sizes: dict[int, int]
    name: str = ""
    department: str = ""
    frozen_by: str = "medecin"
    sent_by: str = "secretariat"


#: Four: as many as a spread needs. The last two hold no account: what they froze is all that is here of them, and they
#: come after the first in the order of codes, so that it goes on speaking for Paris (`director_of_paris`).
_PLACES = (
    Place(demonstration.CODE, {LAST - 2: 118, LAST - 1: 131}),
    Place(demonstration_dossiers.PP, {LAST - 2: 164, LAST - 1: 172, LAST: 181}),
    Place(
        "ars-versant-essai",
        {LAST - 2: 207, LAST - 1: 214, LAST: 226},
        "Agence régionale de santé Versant d’Essai",
        "994",
    ),
    Place(
        "ars-vignoble-essai",
        {LAST - 2: 71, LAST - 1: 66, LAST: 83},
        "Agence régionale de santé Vignoble d’Essai",
        "995",
    ),
)
#: Dossiers of last year.
KEPT = 140
#: Requests of the OFII in the last years whose bilan was sent, the newest first.
OFFICE_SIZES = (193, 176)


@transaction.atomic
def fill(accounts: dict) -> int:
    """Write those years once, after the dossiers of the demonstration; return how many dossiers were added."""
    if FrozenBilan.objects.exists():
        return 0
    for place in (*_PLACES, *_office()):
        authority = _authority(place)
        for year, size in place.sizes.items():
            _freeze(place, authority, accounts, counted(authority, year, past_stories.stories(place.code, year, size)))
    here = Authority.objects.get(code=demonstration.CODE)
    told = past_stories.stories(here.code, LAST, KEPT)
    past_rows.Kept(here, accounts).write(told)
    _count_diagnoses(here, told)
    _draft(here, accounts)
    return len(told)


def _office() -> Iterator[Place]:
    """The OFII, whose day is today: its last years whose February is over, when it is there."""
    for authority in Authority.objects.filter(code=demonstration_dossiers.OFII):
        last = authority.today.year - (1 if authority.today.month > 2 else 2)
        sizes = {last - ago: size for ago, size in enumerate(OFFICE_SIZES)}
        yield Place(
            authority.code, sizes, frozen_by=demonstration_office.COLLEGE[0], sent_by=demonstration_office.SECRETARY
        )


def _authority(place: Place) -> Authority:
    found = Authority.objects.filter(code=place.code).first()
    return found or demonstration_dossiers.make_authority(place.code, enums.Authority.ARS, place.name, place.department)


def counted(authority: Authority, year: int, told: Iterable[Story]) -> Bilan:
    """Return the bilan of stories that are nobody's rows, counted and masked as any other."""
    tally, spellings = Tally(frames.in_force(reading.kind_of(authority), year)), reading.Spellings()
    for item in (each for story in told for each in story.items(year)):
        nationality = item.values.get("nationality")
        values = item.values if nationality is None else {**item.values, "nationality": spellings.key(nationality)}
        tally.add(Item(item.population, values, item.days))
    given = tally.total(next(table for table in tally.frame.tables if table.population == "avis"))
    for group, number in past_stories.diagnoses(authority.code, year, tuple(diagnoses.groups()), given).items():
        tally.add(Item("diagnoses", {"group": group}), number)
    return computing.made(authority, year, tally, spellings, any_dossier=True, any_count=True)


def _freeze(place: Place, authority: Authority, accounts: dict, made: Bilan) -> None:
    """Frozen in the February that follows, sent the week after: before 1 March (VI-1)."""
    day = date(made.year + 1, 2, 9)
    text = as_text(replace(made, version=1, made_on=day.isoformat(), remarks=()))
    row = FrozenBilan.objects.create(
        authority=authority, year=made.year, version=1, content=text, sha256=digest(text),
        frozen_by=accounts[place.frozen_by], role=CaseRole.PHYSICIAN, frozen_at=_at(day),
    )  # fmt: skip
    BilanSending.objects.create(
        bilan=row, day=day + timedelta(days=7), way=Way.POST, recorded_by=accounts[place.sent_by],
        role=CaseRole.SECRETARY,
    )  # fmt: skip


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def _count_diagnoses(authority: Authority, told: Iterable[Story]) -> None:
    given = sum(story.given.year == LAST for story in told)
    found = past_stories.diagnoses(authority.code, LAST, tuple(diagnoses.groups()), given)
    DiagnosisCount.objects.bulk_create(
        DiagnosisCount(authority=authority, year=LAST, group=group, number=number) for group, number in found.items()
    )


def _draft(authority: Authority, accounts: dict) -> None:
    """The draft of last year, computed from its dossiers as the worker computes one."""
    made, now = computing.compute(authority, LAST), _at(authority.today)
    read = reading.touched(authority, LAST).count()
    BilanDraft.objects.create(
        authority=authority, year=LAST, state=BilanState.READY, done=read, total=read, content=as_text(made),
        asked_by=accounts["medecin"], asked_at=now, made_at=now,
    )  # fmt: skip
