"""What stands beside the questions of a step: the clauses of the request's regime, in force on the day of the act.

A panel costs one query once the text is held by the process, two when a clause changed since the draft began.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from forms_app.fiches.declaration import Answers, Fiche, Step
from forms_app.services.doctrine import clauses, mapping
from forms_app.services.doctrine.clauses import HeldClause, Library, Rendered, Shelf
from guidance import dates
from guidance.models import EditionPage, Publication
from guidance.redline import Passage, compare
from guidance.redline.words import Segment
from guidance.rendering import frames
from guidance.timeline import Resolution


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that is no longer what the draft began with: words before and after, and why they differ."""

    before: str
    after: str
    segments: tuple[Segment, ...]
    published_on: date | None = None
    other_edition: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to read beside the questions; `kind` is "clause", "article", or "missing" for a clause that is gone."""

    kind: str
    key: str
    label: str
    questions: tuple[str, ...] = ()
    pinned: bool = False
    pin: str = ""  # the key under which this person keeps it in sight
    clause: HeldClause | None = None
    read: Rendered | None = None
    article: mapping.Article | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything beside one step. `standing` is what a reader must know of the day, `changed` the labels that changed
    since the draft began, on this step or on another."""

    day: date
    regime: str
    text: str
    edition: str
    edition_url: str
    standing: dict | None
    entries: tuple[Entry, ...]
    terms: tuple[dict, ...]
    changed: tuple[str, ...]

    def of_question(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that go with one question."""
        return tuple(entry for entry in self.entries if name in entry.questions)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel is read: fiche and step, day of the act, clauses held, mapping, pins, what changed.

    `key` is all that the panel depends on. It holds no answer but the day of the act, and nobody's name: what is kept
    under it may be shown to everybody who fills this step.
    """

    fiche: Fiche
    step: Step | str | None
    day: date
    library: Library | None
    edition: EditionPage | None
    resolution: Resolution | None
    shelf: Shelf | None
    targets: Mapping[str, tuple[str, ...]]
    pinned: tuple[str, ...]
    stale: Mapping[str, tuple[str, int]]

    @property
    def key(self) -> tuple:
        slug = self.step.slug if isinstance(self.step, Step) else self.step
        read = (self.library.version, self.shelf.today, self.edition.pk) if self.shelf else ()
        return (self.fiche.key, slug, self.day, read, tuple(self.targets.items()), self.pinned, *self.stale.items())


def place(
    fiche: Fiche,
    step: Step | str | None,
    answers: Answers,
    *,
    draft_state: Mapping | None = None,
    pinned: Collection[str] = (),
    versions: tuple[int, int] | None = None,
) -> Place:
    """Return where the panel of a step stands; takes what `panel` takes.

    One query once the text is held; none when the caller has just read the `versions` (`mapping.standing`).
    """
    day = act_day(answers)
    version, targets = mapping.standing(fiche.key, versions)
    library = clauses.library(fiche.regime, version)
    edition, resolution = library.read_on(day) if library else (None, None)
    shelf = clauses.shelf(library, edition) if edition else None
    kept = tuple(key for key in pinned if _is_of(key, library))
    stale = _stale(draft_state or {}, shelf, library)
    return Place(fiche, step, day, library, edition, resolution, shelf, targets, kept, stale)


def panel(fiche: Fiche, step: Step | str | None, answers: Answers, **more) -> Panel:
    """Return what to show beside a step, or beside the whole fiche when `step` is None.

    `draft_state` is the snapshot taken when the draft began; `pinned` are keys that the person keeps in sight.
    """
    return panel_at(place(fiche, step, answers, **more))


def panel_at(at: Place) -> Panel:
    """Return the panel of a place: no query more, one when a clause changed since the draft began."""
    asked = _asked(at.fiche, at.step, at.targets, at.pinned)
    fixed = {*at.fiche.pinned, *at.pinned}
    entries = [
        replace(entry, pinned=key in fixed, pin=key if key in at.pinned else "")
        for key, questions in asked.items()
        for entry in _entries(key, questions, at.shelf)
    ]
    terms = {term["id"]: term for entry in entries if entry.read for term in entry.read.terms}
    edition, text = at.edition, at.library.text if at.library else None
    return Panel(
        day=at.day,
        regime=str(at.fiche.regime),
        text=text.title if text else "",
        edition=edition.title if edition else "",
        edition_url=at.shelf.url if at.shelf else "",
        standing=frames.standing_alert(text, edition, at.resolution, at.day) if edition else None,
        entries=tuple(_with_changes(entries, at.stale, at.shelf)),
        terms=tuple(terms.values()),
        changed=tuple(key.partition("#")[2] for key in at.stale),
    )


def snapshot(fiche: Fiche, answers: Answers | None = None) -> dict:
    """Return what a draft keeps of the clauses it begins with: key -> [hash, publication]. Plain JSON values."""
    at = place(fiche, None, answers or {})
    found = (clause for key in _asked(fiche, None, at.targets, []) for clause in _held(key, at.shelf))
    return {clause.key: [clause.sha256, clause.publication] for clause in found}


def act_day(answers: Answers) -> date:
    """Return the day of the act: the date of the letter once it is given, else today."""
    day = answers.get("letter_date")
    return day if isinstance(day, date) else dates.today()


# --- which clauses --------------------------------------------------------------------------------------------------


def _asked(fiche: Fiche, step: Step | str | None, targets: Mapping, pinned: Iterable[str]) -> dict[str, list[str]]:
    """Return key -> questions it goes with: the person's pins first, then the fiche's, then in the order asked."""
    steps = fiche.steps if step is None else [fiche.step(step) if isinstance(step, str) else step]
    found: dict[str, list[str]] = {key: [] for key in (*pinned, *fiche.pinned)}
    for question in (question for each in steps for question in each.questions):
        for key in targets.get(question.name, ()):
            found.setdefault(key, []).append(question.name)
    return found


def _is_of(key: str, library: Library | None) -> bool:
    """A pin of the other regime is not shown: the person put it there for another fiche."""
    return bool(library) and key.startswith(f"{library.text.slug}#")


def _held(key: str, shelf: Shelf | None) -> list[HeldClause]:
    try:
        named = mapping.parse(key)
    except ValueError:
        return []
    return shelf.find(named.label) if shelf and named.text == shelf.text.slug else []


def _entries(key: str, questions: list[str], shelf: Shelf | None) -> Iterator[Entry]:
    """Several entries when a clause was split into others, one otherwise; never none: what is missing is said."""
    about = tuple(questions)
    article = mapping.articles().get(key.removeprefix("article:")) if key.startswith("article:") else None
    if article:
        yield Entry("article", key, article.title, about, article=article)
        return
    held = _held(key, shelf)
    for clause in held:
        yield Entry("clause", clause.key, clause.label, about, clause=clause, read=shelf.render(clause))
    if not held:
        yield Entry("missing", key, key.partition("#")[2] or key, about)


# --- what changed ---------------------------------------------------------------------------------------------------


def _stale(draft_state: Mapping, shelf: Shelf | None, library: Library | None) -> dict[str, tuple[str, int]]:
    """Return key -> (hash, publication) of the clauses that are no longer those of the snapshot."""
    if shelf is None:
        return {}
    found = {}
    for key, kept in draft_state.items():
        if not _is_of(key, library) or not _readable(kept):
            continue
        if kept[0] not in {clause.sha256 for clause in _held(key, shelf)}:
            found[key] = (kept[0], kept[1])
    return found


def _readable(kept) -> bool:
    return isinstance(kept, list | tuple) and len(kept) == 2 and isinstance(kept[1], int)


def _with_changes(entries: list[Entry], stale: Mapping, shelf: Shelf | None) -> Iterator[Entry]:
    concerned = {_origin(entry, stale) for entry in entries} & stale.keys()
    before = {row.pk: row for row in Publication.objects.filter(pk__in={stale[key][1] for key in concerned})}
    for entry in entries:
        key = _origin(entry, stale)
        row = before.get(stale[key][1]) if key in stale else None
        words = row.text_of(key.partition("#")[2]) if row else None
        yield replace(entry, change=_change(words, entry, row, shelf)) if words is not None else entry


def _origin(entry: Entry, stale: Mapping) -> str:
    """The key a clause had in the snapshot: its own, or that of the clause it took the place of."""
    former = entry.clause.item["former_labels"] if entry.clause else []
    text = entry.key.partition("#")[0]
    return next((key for label in former if (key := f"{text}#{label}") in stale), entry.key)


def _change(before: str, entry: Entry, row: Publication, shelf: Shelf) -> Change:
    after = entry.clause.words if entry.clause else ""
    pairs = compare([Passage(entry.label, before)], [Passage(entry.label, after)]).pairs
    return Change(
        before=before,
        after=after,
        segments=tuple(segment for pair in pairs for segment in pair.segments),
        published_on=entry.clause.published_on if entry.clause else None,
        other_edition=row.edition_id != shelf.edition.pk,
    )
