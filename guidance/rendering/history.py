"""What was published here, day by day: the publications of a section or of one clause."""

from itertools import pairwise

from django.urls import reverse
from django.utils import timezone

from guidance.models import Publication, SectionPage
from guidance.rendering import frames


def history_context(section: SectionPage, reading, *, label: str = "") -> dict:
    """Return the context of `guidance/section_history.html`; with a label, only what changed that clause's words."""
    edition = section.edition
    text = edition.text
    publications = list(Publication.objects.filter(page_id=section.pk))
    kept = changing(publications, label) if label else publications
    return {
        "page": section,
        "heading": section.heading,
        "label": label,
        "section_url": section.url,
        "text": frames.text_summary(text),
        "edition": frames.edition_summary(edition, text.resolve(reading.day)),
        "publications": [
            _entry(publication, previous, section, edition, text, current=index == 0)
            for index, (publication, previous) in enumerate(pairwise([*kept, None]))
        ],
    }


def changing(publications: list[Publication], label: str) -> list[Publication]:
    """Return the publications that changed the words of a clause, newest first."""
    kept, words = [], None
    for publication in reversed(publications):
        now = publication.text_of(label)
        if now != words:
            kept.append(publication)
            words = now
    return kept[::-1]


def _entry(publication, previous, section, edition, text, *, current: bool) -> dict:
    published = timezone.localtime(publication.published_at)
    kind = publication.get_change_kind_display()
    return {
        "date": published.date(),
        "time": published,
        "url": reverse(
            "guidance:as_published",
            args=[text.slug, edition.slug, section.slug, f"{published:%Y-%m-%d}", publication.pk],
        ),
        "by": publication.author_name,
        "validated_by": publication.validator_name,
        "kind": kind[:1].upper() + kind[1:] + (f" : {publication.amending_act}" if publication.amending_act else ""),
        "note": publication.note,
        "current": current,
        "compare_url": reverse("guidance:compare_pair", args=[f"p{previous.pk}", f"p{publication.pk}"])
        if previous
        else "",
    }
