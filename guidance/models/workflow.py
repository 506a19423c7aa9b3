"""The second pair of eyes: who wrote, submitted or edited a text cannot approve it."""

from django.db import models
from wagtail.locks import BaseLock, WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, PageLogEntry, Revision, TaskState, WorkflowState

from guidance.enums import Reading
from guidance.models.readings import SAME_READER, given

WROTE_IT = "Vous avez écrit, soumis ou modifié cette version : une autre personne doit la valider."
CHANGED = "La page a changé depuis la soumission. Elle doit être soumise à nouveau."


def authors_of(page) -> set[int]:
    """Return the ids of those who wrote a page since it was last published, its sections included in an edition.

    Whoever saved a revision counts, during the review too, and so does who submitted it, or submitted it again.
    """
    ids = _writers(page)
    state = page.current_workflow_state
    if state:
        ids |= {state.requested_by_id, *_resumed_by(page, state)} - {None}
    if not page.live:
        for child in page.get_children().specific():
            ids |= _writers(child)
    return ids


def _writers(page) -> set[int]:
    since = page.live_revision.created_at if page.live_revision_id else None
    revisions = Revision.objects.for_instance(page).exclude(user=None)
    if since:
        revisions = revisions.filter(created_at__gt=since)
    return set(revisions.values_list("user_id", flat=True))


def _resumed_by(page, state) -> set[int]:
    resumed = PageLogEntry.objects.filter(page=page, action="wagtail.workflow.resume", timestamp__gte=state.created_at)
    return set(resumed.values_list("user_id", flat=True))


def changed_since_submission(page) -> bool:
    """True when somebody saved the page during its review: what a validator would read is not what was submitted."""
    state = page.current_workflow_task_state
    return bool(state and state.revision_id != page.latest_revision_id)


def refusal(page, user) -> str:
    """Return why this person may not approve a page as it stands, in French; nothing when nothing forbids it."""
    if user.pk in authors_of(page):
        return WROTE_IT
    if changed_since_submission(page):
        return CHANGED
    state = page.current_workflow_state
    read = given(state, page.latest_revision_id).values() if state else ()
    return SAME_READER if user.pk in read else ""


def approver_of(revision: Revision):
    """Return who approved a revision, or None; a scheduled publication is carried out by nobody."""
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).order_by("-finished_at")
    state = approved.select_related("finished_by").first()
    return state.finished_by if state else None


def under_review(edition) -> bool:
    """True from the submission of a draft edition to its publication or its return to its authors."""
    return not edition.live and bool(edition.workflow_in_progress or edition.approved_schedule)


class EditionUnderReviewLock(BaseLock):
    """The sections of an edition stay as they were submitted, for everybody, until the validation ends."""

    def for_user(self, user):
        return True

    def get_message(self, user):
        return "L’édition est en cours de validation, ou programmée : ses sections ne changent plus."

    def get_description(self, user):
        return "Personne ne modifie une section pendant la validation de son édition."


class ReviewLock(WorkflowLock):
    """A page that is being read stays as it was submitted, but for those who read it."""

    def get_message(self, user):
        if not self.for_user(user):
            return None
        return "En cours de validation : seules les personnes qui valident peuvent encore changer ces mots."


class FourEyesTask(AbstractGroupApprovalTask):
    """An approval by a member of a group who had no part in the writing, nor gave the other reading (G4)."""

    lock_class = ReviewLock
    reading = models.CharField("relecture", max_length=10, choices=Reading.choices, default=Reading.LEGAL)

    def get_actions(self, page, user):
        actions = super().get_actions(page, user)
        if refusal(page.specific, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    @classmethod
    def get_description(cls):
        return "Validation par une personne qui n’a pas pris part à la rédaction"

    class Meta:
        verbose_name = "validation à quatre yeux"
        verbose_name_plural = "validations à quatre yeux"


class SubmittedEdition(models.Model):
    """What an edition's validation covers: the revision of each section when the edition was submitted."""

    workflow_state = models.OneToOneField(
        "wagtailcore.WorkflowState", models.CASCADE, related_name="submitted_edition", verbose_name="validation"
    )
    revisions = models.JSONField("révisions des sections")

    class Meta:
        verbose_name = "édition soumise"
        verbose_name_plural = "éditions soumises"

    def __str__(self):
        return f"{len(self.revisions)} sections"

    @classmethod
    def of(cls, edition) -> "SubmittedEdition | None":
        """Return what the last validation of an edition covers, or None when it was never submitted."""
        states = WorkflowState.objects.for_instance(edition)
        return cls.objects.filter(workflow_state__in=states).order_by("-pk").first()
