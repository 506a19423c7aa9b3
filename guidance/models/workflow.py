"""The second pair of eyes: who wrote, submitted or edited a text cannot approve it."""

from django.db import models
from wagtail.models import AbstractGroupApprovalTask, Revision


def authors_of(page) -> set[int]:
    """Return the ids of those who wrote a page since it was last published, its sections included in an edition.

    Whoever saved a revision counts, during the review too, and so does who submitted it.
    """
    ids = _writers(page)
    state = page.current_workflow_state
    if state and state.requested_by_id:
        ids.add(state.requested_by_id)
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


class FourEyesTask(AbstractGroupApprovalTask):
    """An approval by a member of a group who had no part in the writing."""

    def get_actions(self, page, user):
        actions = super().get_actions(page, user)
        if user.pk in authors_of(page.specific):
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
