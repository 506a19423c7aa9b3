"""A draft bilan computed in the background, dossier by dossier; its progress stands in its row (A-39, S1)."""

from collections.abc import Callable
from datetime import date

from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from forms_app import enums
from forms_app.bilan.shape import Bilan, Table, as_text
from forms_app.bilan.tables import tables
from forms_app.bilan.tally import Item, Tally
from forms_app.enums import BilanState
from forms_app.models import Authority, BilanDraft, Dossier
from forms_app.services.bilan import frames, reading
from forms_app.services.dossiers import diagnoses
from guidance.dates import in_words

NOTHING = "Aucun dossier de cette année n’est gardé ici : rien n’est relevé."
GOING_ON = "L’année n’est pas terminée : ce brouillon compte ce qui est enregistré à ce jour."


@task(backend="jobs")
def compute_draft(draft: int) -> None:
    """Compute a draft; safe to run twice."""
    work(draft)


def work(pk: int) -> BilanDraft:
    """Compute the draft of a key and return it; what it holds is masked."""
    row = BilanDraft.objects.select_related("authority").get(pk=pk)
    diagnoses.open_over()
    total = reading.touched(row.authority, row.year).count()
    BilanDraft.objects.filter(pk=pk).update(state=BilanState.RUNNING, done=0, total=total)
    made = compute(row.authority, row.year, tell=lambda done: BilanDraft.objects.filter(pk=pk).update(done=done))
    row.content, row.state, row.made_at = as_text(made), BilanState.READY, timezone.now()
    row.done = row.total = total
    row.save(update_fields=["content", "state", "made_at", "done", "total"])
    return row


def compute(authority: Authority, year: int, *, tell: Callable[[int], None] = lambda done: None) -> Bilan:
    """Return the bilan of an authority over a year; `tell` hears how many dossiers are read."""
    tally, spellings, done = Tally(frames.in_force(reading.kind_of(authority), year)), reading.Spellings(), 0
    window = reading.Year(year, authority.kind == enums.Authority.OFII)
    for cases in reading.batches(authority, year):
        for case in cases:
            for item in reading.items(case, window, spellings):
                tally.add(item)
        done += len(cases)
        tell(done)
    counted = diagnoses.counted(authority, year)
    for group, number in counted.items():
        tally.add(Item("diagnoses", {"group": group}), number)
    return made(authority, year, tally, spellings, any_dossier=bool(done), any_count=bool(counted))


def made(
    authority: Authority, year: int, tally: Tally, spellings: reading.Spellings, *, any_dossier: bool, any_count: bool
) -> Bilan:
    """Return the bilan of what was counted, masked; without a dossier, or a count of diagnoses, these are unknown."""
    return Bilan(
        authority=authority.code,
        name=authority.name_on(date(year, 12, 31)),
        kind=authority.kind,
        year=year,
        made_on=authority.today.isoformat(),
        frame=f"{tally.frame.name}. {tally.frame.source}",
        tables=_tables(tally, spellings, any_dossier, any_count),
        remarks=tuple(_remarks(authority, year, any_dossier)),
    )


def _tables(tally: Tally, spellings: reading.Spellings, any_dossier: bool, any_count: bool) -> tuple[Table, ...]:
    populations = {table.population for table in tally.frame.tables}
    unrecorded = set() if any_dossier else set(populations)
    if not any_count:
        unrecorded.add("diagnoses")
    labels = {"nationality": spellings.labels(), "group": diagnoses.groups()}
    return tables(tally, unrecorded=unrecorded, labels=labels)


def _remarks(authority: Authority, year: int, any_dossier: bool):
    """What a reader must know before the numbers: a year that goes on, or that the portal did not see begin."""
    if authority.today.year <= year:
        yield GOING_ON
    if not any_dossier:
        yield NOTHING
        return
    first = Dossier.objects.filter(authority=authority).aggregate(first=Min("opened_at"))["first"]
    day = min(timezone.localdate(first), authority.today)
    if day > date(year, 1, 1) and not authority.demonstration:
        yield f"Le premier dossier gardé ici a été ouvert le {in_words(day)} : ce qui précède n’est pas compté."
