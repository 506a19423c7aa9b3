"""The texts, the blank fiches and the latest publications at a glance, for the pages that introduce them."""

from django.db.models import F, Min, Q
from django.utils import timezone
from wagtail.models import Page

from guidance.enums import ChangeKind
from guidance.models import Clause, EditionPage, Publication, SectionPage, TextPage
from guidance.rendering import frames

_CHANGES = 6


def texts() -> list[dict]:
    """Return each text with its state and the sections of the edition to read today."""
    today = timezone.localdate()
    return [_text(text, today) for text in TextPage.objects.live().order_by("path")]


def _text(text: TextPage, today) -> dict:
    edition = to_read(text, today)
    summary = frames.text_summary(text)
    return {**summary, "badge": summary["status_badge"], "sections": _sections(edition) if edition else []}


def to_read(text: TextPage, day) -> EditionPage | None:
    """Return the edition to read on a day, or the last one when none stands on it."""
    return text.resolve(day).edition or text.published_editions().last()


def _sections(edition: EditionPage) -> list[dict]:
    shown = edition.sections().public().defer("body", "notes")
    return [{"number": _short(section.number), "title": section.title, "url": section.url} for section in shown]


def _short(number: str) -> str:
    return number.replace("Annexe", "Ann.").replace("Article", "Art.")


def fiches() -> list[dict]:
    """Return the blank fiches of annexe IV, in the edition to read today."""
    today = timezone.localdate()
    editions = [to_read(text, today) for text in TextPage.objects.live()]
    clauses = Clause.objects.filter(label__startswith="annexe-IV-fiche-", edition__in=[e for e in editions if e])
    open_sections = SectionPage.objects.published().public()
    shown = clauses.filter(section__in=open_sections).select_related("section").order_by("edition__slug", "position")
    return [_fiche(clause) for clause in shown]


_FICHE_TITLES = {
    "1": "Réception du rapport médical",
    "2": "Demande de précisions au médecin",
    "3": "Avis du médecin de l’ARS",
}


def _fiche(clause: Clause) -> dict:
    number = clause.label.removeprefix("annexe-IV-fiche-")
    bis = number.endswith("-bis")
    title = _FICHE_TITLES[number[0]] if not (bis and number[0] == "3") else "Avis du médecin chef"
    return {
        "number": number.replace("-", " "),
        "title": title,
        "note": "Préfecture de police" if bis else "Agence régionale de santé",
        "url": f"{clause.section.url}#{clause.label}",
    }


def changes() -> list[dict]:
    """Return the latest corrections and new editions, an edition in one line; the first transcription is none."""
    new_edition = Q(page_id=F("edition_id")) & ~Q(validator_name="")
    rows = Publication.objects.filter(new_edition | ~Q(change_kind=ChangeKind.FIRST))
    rows = rows.filter(page__live=True, page__in=Page.objects.public()).select_related("page", "edition")[:_CHANGES]
    return [
        {
            "date": timezone.localtime(row.published_at).date(),
            "title": f"{row.title}, {row.edition.get_parent().title}",
            "url": row.page.url,
            "note": row.note or row.get_change_kind_display(),
        }
        for row in rows
    ]


def installed_on():
    """Return the day this portal's proof of publication starts, or None before the first publication."""
    first = Publication.objects.aggregate(first=Min("published_at"))["first"]
    return timezone.localtime(first).date() if first else None
