"""What awaits somebody at the desk: validations, drafts, readings again; a fixed number of queries for each list."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from guidance.enums import Mark, Reading, Verdict
from guidance.models import ArticleSuccession, EditionPage, LinkedText, Reference, SectionPage, Term
from guidance.models.readings import MEDICAL_WORKFLOW, given
from guidance.models.workflow import FourEyesTask, authors_of

FIRST_ROWS = 10


@dataclass
class Review:
    """A page under validation, or sent back; `approvers` are those who may approve it, by name.

    `waits_for` names the reading of a medical text that is still to be given (G4), nothing for other texts.
    """

    page: Page
    place: str
    asked_by: str
    since: object
    sent_back: bool
    remark: str
    authors: set[int]
    waits_for: str = ""
    approvers: dict[int, str] = field(default_factory=dict)


def approvers_of(page) -> dict[int, str]:
    """Return who may approve the running validation of a page: its task's groups, without authors and other readers."""
    task = page.current_workflow_task
    if not isinstance(task, FourEyesTask):
        return {}
    away = authors_of(page) | set(given(page.current_workflow_state, page.latest_revision_id).values())
    return {pk: name for pk, name in _members([task.pk])[task.pk].items() if pk not in away}


def reviews() -> list[Review]:
    """Return every validation that runs, and every draft sent back, oldest first."""
    states = list(
        WorkflowState.objects.active()
        .filter(base_content_type=_page_type())
        .select_related("requested_by", "workflow", "current_task_state")
        .order_by("created_at")
    )
    pages = _pages(int(state.object_id) for state in states)
    states = [state for state in states if int(state.object_id) in pages]
    authors, places = _authors(states, pages), _places(pages.values())
    members, read = _members(), _already_read(states)
    labels = {pk: Reading(reading).label for pk, reading in FourEyesTask.objects.values_list("pk", "reading")}
    return [_review(state, pages[int(state.object_id)], authors, places, members, read, labels) for state in states]


def _review(state, page, authors, places, members, read, labels) -> Review:
    task, wrote = state.current_task_state, authors[page.pk]
    away = wrote | read[state.pk]
    able = members[task.task_id] if task else {}
    return Review(
        page=page,
        place=places[page.pk],
        asked_by=_name(state.requested_by),
        since=task.started_at if task else state.created_at,
        sent_back=state.status == WorkflowState.STATUS_NEEDS_CHANGES,
        remark=task.comment if task else "",
        authors=wrote,
        waits_for=labels.get(task.task_id, "") if task and state.workflow.name == MEDICAL_WORKFLOW else "",
        approvers={pk: name for pk, name in able.items() if pk not in away},
    )


@dataclass
class Schedule:
    """An approved page that waits for its hour; its authors do not take it back alone."""

    page: Page
    place: str
    at: object
    approved_by: str
    revision: Revision
    authors: set[int]


def schedules() -> list[Schedule]:
    """Return every approved publication that waits for its hour, the next one first."""
    waiting = Revision.objects.filter(base_content_type=_page_type(), approved_go_live_at__isnull=False)
    rows = list(waiting.order_by("approved_go_live_at", "pk"))
    pages = _pages(int(row.object_id) for row in rows)
    approved = TaskState.objects.filter(revision__in=rows, status=TaskState.STATUS_APPROVED)
    states = {state.revision_id: state for state in approved.select_related("workflow_state", "finished_by")}
    authors, places = _authors([state.workflow_state for state in states.values()], pages), _places(pages.values())
    return [_schedule(row, pages[int(row.object_id)], states.get(row.pk), authors, places) for row in rows]


def _schedule(row, page, state, authors, places) -> Schedule:
    return Schedule(
        page=page,
        place=places[page.pk],
        at=row.approved_go_live_at,
        approved_by=_name(state.finished_by) if state else "",
        revision=row,
        authors=authors[page.pk],
    )


def drafts_of(user) -> list[dict]:
    """Return what a person wrote last, unseen by readers and on no road to publication, newest first.

    A draft edition stands for its sections.
    """
    rows = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user).type(SectionPage, EditionPage)
    unpublished = {page.path: page for page in EditionPage.objects.filter(live=False)}
    states = WorkflowState.objects.active().filter(base_content_type=_page_type())
    in_review = {int(pk) for pk in states.values_list("object_id", flat=True)}
    in_review |= {schedule.page.pk for schedule in schedules()}
    found = {}
    for page in rows.order_by("-latest_revision_created_at")[:200]:
        shown = unpublished.get(page.path[: -Page.steplen], page)
        if shown.pk not in in_review:
            found.setdefault(shown.pk, shown)
    places = _places(found.values())
    return [{"page": page, "place": places[page.pk]} for page in found.values()]


def readings_due(today=None) -> dict:
    """Return the published sections to read again: past their date first, then never verified.

    The first ten, and how many there are.
    """
    today = today or timezone.localdate()
    due = SectionPage.objects.published().filter(Q(next_review_on__lt=today) | Q(last_verified_on=None))
    rows = list(due.defer("body", "notes").order_by("next_review_on", "path"))
    rows.sort(key=lambda page: page.next_review_on is None)
    places = _places(rows[:FIRST_ROWS])
    shown = [{"page": page, "place": places[page.pk], "on": page.next_review_on} for page in rows[:FIRST_ROWS]]
    return {"rows": shown, "count": len(rows)}


def to_confirm() -> list[dict]:
    """Return how many rows of each table beside the texts await a confirmation, those that have some."""
    unsure = {"mark": Mark.TO_CONFIRM}
    asked = (
        (Term, unsure, "mark__exact"),
        (ArticleSuccession, unsure, "mark__exact"),
        (LinkedText, unsure, "mark__exact"),
        (Reference, {"status": Verdict.TO_CHECK}, "status__exact"),
    )
    found = []
    for model, condition, name in asked:
        count = model.objects.filter(**condition).count()
        query = f"{name}={next(iter(condition.values()))}"
        found.append({"model": model._meta, "count": count, "query": query})
    return [row for row in found if row["count"]]


def _page_type() -> ContentType:
    return ContentType.objects.get_for_model(Page)


def _pages(ids) -> dict[int, Page]:
    """Only sections and editions have a road to publication here."""
    rows = Page.objects.filter(pk__in=set(ids)).select_related("live_revision", "content_type")
    return {page.pk: page for page in rows}


def _places(pages) -> dict[int, str]:
    """Where each page stands: the text and the edition above it, in one query."""
    pages = list(pages)
    above = {page.path[:end] for page in pages for end in range(Page.steplen * 4, len(page.path), Page.steplen)}
    titles = dict(Page.objects.filter(path__in=above).values_list("path", "title"))
    return {
        page.pk: ", ".join(titles[path] for path in sorted(titles) if page.path.startswith(path) and path != page.path)
        for page in pages
    }


def _authors(states, pages: dict[int, Page]) -> dict[int, set[int]]:
    """The same answer as `authors_of`, for many pages at once."""
    families = _families(pages)
    wrote = defaultdict(set)
    for page_id, user_id, at in _revisions(families):
        owner, since = families[page_id]
        if since is None or at > since:
            wrote[owner].add(user_id)
    began = {int(state.object_id): state.created_at for state in states}
    resumed = PageLogEntry.objects.filter(page_id__in=pages, action="wagtail.workflow.resume").exclude(user=None)
    for page_id, user_id, at in resumed.values_list("page_id", "user_id", "timestamp"):
        if at >= began[page_id]:
            wrote[page_id].add(user_id)
    for state in states:
        wrote[int(state.object_id)] |= {state.requested_by_id} - {None}
    return wrote


def _families(pages: dict[int, Page]) -> dict[int, tuple]:
    """Each page whose revisions count, with the page it counts for and the instant since which they do."""
    below = Q(pk__in=[])
    for page in pages.values():
        if not page.live:
            below |= Q(path__startswith=page.path, depth=page.depth + 1)
    owners = {page.path: page.pk for page in pages.values()}
    children = Page.objects.filter(below).select_related("live_revision")
    mine = {child.pk: (owners[child.path[: -Page.steplen]], _published_at(child)) for child in children}
    return mine | {page.pk: (page.pk, _published_at(page)) for page in pages.values()}


def _published_at(page: Page):
    return page.live_revision.created_at if page.live_revision_id else None


def _revisions(families):
    rows = Revision.objects.filter(base_content_type=_page_type(), object_id__in=[str(pk) for pk in families])
    for object_id, user_id, at in rows.exclude(user=None).values_list("object_id", "user_id", "created_at"):
        yield int(object_id), user_id, at


def _members(tasks: list[int] | None = None) -> dict[int, dict[int, str]]:
    """The people of each approval task, by name; two queries."""
    links = FourEyesTask.groups.through.objects.all()
    links = links if tasks is None else links.filter(foureyestask_id__in=tasks)
    wanted = list(links.values_list("foureyestask_id", "group_id"))
    groups = {group for _, group in wanted}
    people = get_user_model().objects.filter(is_active=True, groups__in=groups).order_by("last_name", "pk")
    found = defaultdict(dict)
    for person in people.annotate(of=F("groups")):
        for task in (task for task, group in wanted if group == person.of):
            found[task].setdefault(person.pk, _name(person))
    return found


def _already_read(states) -> dict[int, set[int]]:
    """Who already gave a reading of the very version that waits, by validation; one query."""
    waiting = {state.pk: state.current_task_state.revision_id for state in states if state.current_task_state}
    rows = TaskState.objects.filter(workflow_state_id__in=waiting, status=TaskState.STATUS_APPROVED)
    found = defaultdict(set)
    for state, revision, person in rows.values_list("workflow_state_id", "revision_id", "finished_by_id"):
        if revision == waiting[state]:
            found[state] |= {person} - {None}
    return found


def _name(person) -> str:
    return (person.get_full_name() or person.get_username()) if person else ""
