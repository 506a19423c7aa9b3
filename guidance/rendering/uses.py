"""Where a reference is used: clauses that name it, pages whose words open it, and what applications above add."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from guidance import extensions
from guidance.extensions import Use
from guidance.models import Clause, Reference, SectionPage


def of(row: Reference) -> list[Use]:
    """Return every place that a change of this reference touches, clauses first."""
    named = [(one.text.slug, one.label) for one in row.citations.select_related("text") if one.text and one.label]
    pages = naming_pages(row)
    return [*_clauses(named), *pages, *extensions.users_of(named)]


def naming_pages(row: Reference) -> list[Use]:
    """Return the published sections whose words name this record, as Wagtail's index of references knows them."""
    types = ContentType.objects.get_for_models(Page, Reference)
    naming = ReferenceIndex.objects.filter(base_content_type=types[Page], to_content_type=types[Reference])
    keys = naming.filter(to_object_id=str(row.pk)).values_list("object_id", flat=True)
    sections = SectionPage.objects.published().public().filter(pk__in=[int(key) for key in keys])
    note = "Les mots de cette page ouvrent la référence"
    return [Use(page.number or page.title, page.url, note) for page in sections.defer("body", "notes")]


def _clauses(named: list[tuple[str, str]]) -> list[Use]:
    sections = SectionPage.objects.published().public()
    found = Clause.objects.filter(label__in=[label for _, label in named], section__in=sections)
    return [
        Use(clause.label, f"{clause.section.url}#{clause.label}", clause.section.title)
        for clause in found.select_related("section").order_by("edition__path", "position")
        if any(clause.section.url.startswith(f"/textes/{slug}/") for slug, label in named if label == clause.label)
    ]
