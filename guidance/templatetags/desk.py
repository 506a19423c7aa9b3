"""What the desk's templates ask: what happens next to a draft, and which sections of an edition changed."""

from django import template
from django.urls import reverse

from guidance.models import EditionPage, SectionPage
from guidance.models.readings import MEDICAL_WORKFLOW, given, missing, needs_a_physician, told
from guidance.models.workflow import authors_of, under_review
from guidance.services import drafts, reviews

register = template.Library()

_ROAD = "Soumettre envoie le brouillon à une autre personne, qui le publie ou le renvoie. Les lecteurs ne voient rien."
_SENT_BACK = "Ce brouillon vous a été renvoyé. Corrigez, puis soumettez-le à nouveau."
_YOURS = (
    "Lisez les changements, puis publiez ou renvoyez. Si vous corrigez vous-même, une autre personne devra valider."
)
_READ = (
    "Lisez les changements, puis donnez votre relecture ou renvoyez. Si vous corrigez vous-même, une autre personne "
    "devra valider."
)
_TWICE = "Ce texte est médical : un juriste et un médecin le relisent avant qu’il paraisse."
_WHOLE = "L’édition de cette section est en cours de validation : rien n’y change avant la décision."
_PART = "Cette section paraîtra avec son édition. Enregistrez, puis soumettez l’édition entière."


@register.simple_tag
def next_step(page, user) -> str:
    """Return what happens next to the page that is open, for this person; nothing for pages of no text."""
    if not isinstance(page, (SectionPage, EditionPage)) or not page.pk:
        return ""
    if isinstance(page, SectionPage) and not page.edition.live:
        return _WHOLE if under_review(page.edition) else _PART
    state = page.current_workflow_state
    if state is None:
        return f"{_ROAD} {_TWICE}" if needs_a_physician(page) else _ROAD
    if state.status == state.STATUS_NEEDS_CHANGES:
        return _SENT_BACK
    return _in_review(page, user)


def _in_review(page, user) -> str:
    able = reviews.approvers_of(page)
    medical = page.current_workflow_state.workflow.name == MEDICAL_WORKFLOW
    if user.pk in able:
        return f"{_TWICE} {_READ}" if medical else _YOURS
    if medical:
        return _medical_review(page, user)
    who = (
        f"Peuvent valider : {', '.join(able.values())}."
        if able
        else "Personne ne peut valider : il faut un autre valideur."
    )
    why = " Vous avez pris part à la rédaction : une autre personne décide." if user.pk in authors_of(page) else ""
    return f"En cours de validation.{why} {who}"


def _medical_review(page, user) -> str:
    """Which readings of a medical text are still to be given, and who may give them (G4)."""
    authors, done = authors_of(page), given(page.current_workflow_state, page.latest_revision_id)
    why = ""
    if user.pk in authors:
        why = " Vous avez pris part à la rédaction."
    elif user.pk in done.values():
        why = " Vous avez donné une relecture : une autre personne donne l’autre."
    return f"En cours de validation. {_TWICE}{why} {missing(done, authors)}"


@register.simple_tag
def readings_of(page) -> list[dict]:
    """Return the readings of the medical text that is being validated here; none for another page (G4)."""
    state = page.current_workflow_state if page.pk else None
    if state is None or state.workflow.name != MEDICAL_WORKFLOW or state.status != state.STATUS_IN_PROGRESS:
        return []
    return told(given(state, page.latest_revision_id), authors_of(page))


@register.simple_tag
def section_states(edition) -> dict:
    """Return the sections of an edition that is being written, how many changed, and what it is read against."""
    rows = drafts.sections_of(edition)
    return {
        "rows": rows,
        "changed": sum(row.state != drafts.SAME for row in rows),
        "baseline": drafts.baseline_of(edition),
    }


@register.simple_tag
def changes_url(page) -> str:
    """Address of the redline of a draft."""
    return reverse("desk_changes", args=[page.pk])


@register.simple_tag
def has_draft_changes(page) -> bool:
    """Tell whether the redline of a page has something to show: a draft of a section or of an edition."""
    return bool(isinstance(page, (SectionPage, EditionPage)) and page.pk and page.has_unpublished_changes)


@register.filter
def can_open(page, user) -> bool:
    """Tell whether a person may edit a page."""
    return page.permissions_for_user(user).can_edit()
