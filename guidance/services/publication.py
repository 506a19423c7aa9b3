"""The end of a validation: the only door through which official words are published."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import WorkflowState

from guidance.models import EditionPage, SubmittedEdition, authors_of
from guidance.models.forms import faults_of_edition
from guidance.models.readings import given, missing, needs_a_physician
from guidance.models.workflow import CHANGED, WROTE_IT
from guidance.services.desk import VALIDATORS

CANCELLED_BY_ANOTHER = (
    "Vous avez écrit, soumis ou modifié cette version : une autre personne doit annuler sa publication."
)


class NotApprovedError(PermissionDenied):
    """A publication that two people did not agree on; the message is French."""


def finish(workflow_state: WorkflowState, user=None) -> None:
    """Publish the revision that was approved, and no other, when somebody else than its authors approved it.

    Raises `NotApprovedError` when the approver is unknown or wrote a part of it, when the page, or a section of a
    submitted edition, changed since, or when the page above is a draft: nothing shows from under a draft. A medical
    text waits for both its readings (G4); the refusal says which is missing and who may give it.
    """
    page = workflow_state.content_object
    page = getattr(page, "specific", page)
    if not page.get_parent().live:
        raise NotApprovedError("Ce qui contient cette page n’est pas publié. Validez-le d’abord.")
    approver = user or getattr(workflow_state.current_task_state, "finished_by", None)
    if approver is None:
        raise NotApprovedError("Une autre personne que celles qui ont rédigé doit valider.")
    if approver.pk in authors_of(page):
        raise NotApprovedError(WROTE_IT)
    if workflow_state.current_task_state.revision_id != page.latest_revision_id:
        raise NotApprovedError(CHANGED)
    if needs_a_physician(page):
        _refuse_unless_read_twice(workflow_state, page)
    with transaction.atomic():
        if isinstance(page, EditionPage):
            _refuse_if_changed(workflow_state, page)
            _refuse_if_faulty(page)
        workflow_state.current_task_state.revision.publish(user=approver, skip_permission_checks=True)


def cancel_schedule(schedule, user) -> None:
    """Take an approved publication back before its hour: it becomes a draft again, to submit anew; logged.

    Raises `NotApprovedError` for whoever is no validator, or had a part in the writing.
    """
    if not user.is_active or not user.groups.filter(name=VALIDATORS).exists():
        raise NotApprovedError("Un valideur annule une publication programmée.")
    if user.pk in schedule.authors:
        raise NotApprovedError(CANCELLED_BY_ANOTHER)
    schedule.revision.approved_go_live_at = None
    schedule.revision.save(user=user, update_fields=["approved_go_live_at"])


def remember_submission(workflow_state: WorkflowState) -> None:
    """Store the latest revision of each section of a draft edition when it is submitted."""
    edition = workflow_state.content_object
    SubmittedEdition.objects.update_or_create(
        workflow_state=workflow_state, defaults={"revisions": section_revisions(edition)}
    )


def section_revisions(edition: EditionPage) -> dict[str, int]:
    """Return the latest revision of each section of an edition, as JSON keeps it."""
    return {str(section.pk): section.latest_revision_id for section in edition.get_children()}


def _refuse_unless_read_twice(workflow_state: WorkflowState, page) -> None:
    told = missing(given(workflow_state, page.latest_revision_id), authors_of(page))
    if told:
        raise NotApprovedError(f"Ce texte est médical : deux personnes le relisent. {told}")


def _refuse_if_changed(workflow_state: WorkflowState, edition: EditionPage) -> None:
    submitted = SubmittedEdition.objects.filter(workflow_state=workflow_state).first()
    if submitted and submitted.revisions != section_revisions(edition):
        raise NotApprovedError("Une section a changé depuis la soumission. Soumettez l’édition à nouveau.")


def _refuse_if_faulty(edition: EditionPage) -> None:
    """Labels and footnotes are checked across the edition once more: a section may have been copied into it."""
    faults = faults_of_edition(edition)
    if faults:
        raise NotApprovedError(" ".join(faults))
