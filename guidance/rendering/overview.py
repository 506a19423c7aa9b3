"""The texts, the blank fiches and the latest publications at a glance, for the pages that introduce them."""

from django.db.models import Min
from django.utils import timezone

from guidance.enums import ChangeKind, SectionKind
from guidance.models import Clause, EditionPage, Publication, TextPage
from guidance.rendering import frames

_CHANGES = 6


def texts() -> list[dict]:
    """Return each text with its state and the sections of the edition to read today."""
    today = timezone.localdate()
    return [_text(text, today) for text in TextPage.objects.live().order_by("path")]


def _text(text: TextPage, today) -> dict:
    edition = text.resolve(today).edition or text.published_editions().last()
    summary = frames.text_summary(text)
    return {**summary, "badge": summary["status_badge"], "sections": _sections(edition) if edition else []}


def _sections(edition: EditionPage) -> list[dict]:
    shown = edition.sections().exclude(kind=SectionKind.SIGNATURE).defer("body", "notes")
    return [{"number": _short(section.number), "title": section.title, "url": section.url} for section in shown]


def _short(number: str) -> str:
    return number.replace("Annexe", "Ann.").replace("Article", "Art.")


def fiches() -> list[dict]:
    """Return the blank fiches of annexe IV, in the edition to read today."""
    clauses = Clause.objects.filter(label__startswith="annexe-IV-fiche-", edition__in=EditionPage.objects.published())
    newest = {}
    for clause in clauses.select_related("section").order_by("edition__slug", "position"):
        newest[clause.label] = clause
    return [_fiche(clause) for clause in newest.values()]


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
    """Return the latest publications that are not the first transcription of a text."""
    rows = Publication.objects.exclude(change_kind=ChangeKind.FIRST).select_related("page", "edition")[:_CHANGES]
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
