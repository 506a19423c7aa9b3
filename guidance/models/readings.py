"""The two readings of a medical text, by a lawyer and by a physician, before it is published (G4).

Annexe II of each text tells physicians where to look and what to weigh. Its words, and what the portal writes among
them, are read by a validator and by a medical reader: two people, neither of whom had a part in the writing.
"""

import re

from django.contrib.auth import get_user_model
from wagtail.models import Revision, TaskState, Workflow

from guidance import items
from guidance.enums import Reading
from guidance.models.publications import Publication

#: The group that gives each reading; administrators put people in it.
READERS = {Reading.LEGAL: "Valideurs", Reading.MEDICAL: "Relecteurs médicaux"}
MEDICAL_WORKFLOW = "Validation d’un texte médical"
SAME_READER = "Vous avez donné l’autre relecture de cette version : une autre personne donne celle-ci."
_SLUG = re.compile(r"annexe-ii(?:-|$)")
_NUMBER = re.compile(r"annexe\s+ii\b", re.IGNORECASE)


def is_medical(section) -> bool:
    """Tell whether a section is annexe II, by its address or by its printed number."""
    return _is_annexe_ii(section.slug, section.number)


def needs_a_physician(page) -> bool:
    """Tell whether the draft of a section, or of an edition, changes words that a physician reads first.

    A draft edition does when its annexe II is not, sign for sign, the one of the published edition before it.
    """
    if hasattr(page, "identity_items"):
        return not page.live and _medical_words(page) != _published_medical_words(page)
    return is_medical(page) or page.latest_revision_id in _medical_drafts([page.latest_revision_id])


def workflow_of(page, usual: Workflow | None) -> Workflow | None:
    """Return the road of a page to publication: the usual one, or the one with both readings."""
    if usual is None or not page.pk or not needs_a_physician(page):
        return usual
    return Workflow.objects.filter(name=MEDICAL_WORKFLOW, active=True).first() or usual


def given(workflow_state, revision_id: int) -> dict[Reading, int]:
    """Return who gave which reading of a revision in a validation, by the id of the person."""
    rows = TaskState.objects.filter(workflow_state=workflow_state, status=TaskState.STATUS_APPROVED)
    rows = rows.filter(revision_id=revision_id).exclude(finished_by=None).select_related("task")
    found = {}
    for row in rows.order_by("pk"):
        if (reading := getattr(row.task.specific, "reading", "")) in READERS:
            found.setdefault(Reading(reading), row.finished_by_id)
    return found


def missing(done: dict[Reading, int], authors: set[int]) -> str:
    """Return, in French, which readings are still to be given and who may give them; nothing when both are.

    A person gives one of the two readings of a version, and an author none.
    """
    counted = {reading: pk for reading, pk in done.items() if pk not in authors}
    if len(counted) == len(READERS) and len(set(counted.values())) == 1:
        counted.pop(Reading.MEDICAL)
    left = [reading for reading in READERS if reading not in counted]
    away = authors | set(counted.values())
    return " ".join(f"Il manque la {reading.label}. {_able(reading, away)}" for reading in left)


def told(done: dict[Reading, int], authors: set[int]) -> list[dict]:
    """Return each reading of a medical text in order, with the name of who gave it, or of those who may."""
    counted = {reading: pk for reading, pk in done.items() if pk not in authors}
    away, people = authors | set(counted.values()), get_user_model().objects.in_bulk(counted.values())
    return [
        {
            "label": reading.label,
            "by": _named(people.get(counted.get(reading))),
            "able": [] if reading in counted else readers(reading, away),
        }
        for reading in READERS
    ]


def readers(reading: Reading, away: set[int]) -> list[str]:
    """Return the names of those who may give a reading, but for those of `away`."""
    people = get_user_model().objects.filter(is_active=True, groups__name=READERS[reading]).exclude(pk__in=away)
    return [_named(person) for person in people.order_by("last_name", "pk")]


def _named(person) -> str:
    return (person.get_full_name() or person.get_username()) if person else ""


def _able(reading: Reading, away: set[int]) -> str:
    names = readers(reading, away)
    return (
        f"Peuvent la donner : {', '.join(names)}." if names else "Personne ne peut la donner : il faut un autre compte."
    )


def _medical_words(edition) -> dict[str, str]:
    """The digest of each medical section of a draft edition, as last saved, by its address."""
    sections = list(edition.get_children().specific())
    drafts = _medical_drafts([section.latest_revision_id for section in sections])
    found = {}
    for section in sections:
        if is_medical(section) or section.latest_revision_id in drafts:
            draft = section.get_latest_revision_as_object()
            words = items.section_items(draft.body), items.note_items(draft.notes)
            found[section.slug] = items.digest(draft.heading, *words)
    return found


def _medical_drafts(revisions: list[int | None]) -> set[int]:
    """Those of these drafts that call themselves annexe II, without making pages of them; one query."""
    rows = Revision.objects.filter(pk__in=[pk for pk in revisions if pk])
    said = rows.values_list("pk", "content__slug", "content__number")
    return {pk for pk, slug, number in said if _is_annexe_ii(str(slug or ""), str(number or ""))}


def _is_annexe_ii(slug: str, number: str) -> bool:
    return bool(_SLUG.match(slug) or _NUMBER.match(number))


def _published_medical_words(edition) -> dict[str, str]:
    published = list(edition.text.published_editions())
    earlier = [other for other in published if other.slug < edition.slug] or published[:1]
    if not earlier:
        return {}
    sections = {section.pk: section.slug for section in earlier[-1].sections() if is_medical(section)}
    rows = Publication.objects.filter(page_id__in=sections).order_by("published_at", "pk")
    return {sections[row.page_id]: row.sha256 for row in rows.only("page_id", "sha256", "published_at")}
