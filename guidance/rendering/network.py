"""Alerts and meetings as pages show them: what stands today, what is over, what a country or a pathology is told."""

from datetime import date

from guidance import coverage
from guidance.enums import NewsKind
from guidance.models import NetworkNews
from guidance.rendering.clauses import plain_paragraphs

_ARCHIVES = 100  # the latest ones; nothing is removed


def standing(day: date) -> dict[str, list[dict]]:
    """Return the alerts and the meetings shown on a day, an alert the latest first, a meeting the next first."""
    rows = [entry(row) for row in NetworkNews.objects.alive(day)]
    alerts = [row for row in rows if row["kind"] == NewsKind.ALERT]
    return {"alerts": alerts, "meetings": [row for row in reversed(rows) if row["kind"] != NewsKind.ALERT]}


def archives(day: date) -> list[dict]:
    """Return what is no more shown, the latest first."""
    return [entry(row) for row in NetworkNews.objects.over(day)[:_ARCHIVES]]


def chosen(rows: list[dict], group: str, country: str) -> list[dict]:
    """Keep what is about a group of pathologies and a country; what names none is about all."""
    kept = [row for row in rows if not group or not row["groups"] or group in row["groups"]]
    return [row for row in kept if not country or not row["countries"] or country in row["countries"]]


def choices() -> dict:
    """Return the groups and the countries that a reader may choose."""
    return {"all_groups": coverage.groups().items(), "all_countries": coverage.countries().items()}


def entry(row: NetworkNews) -> dict:
    """Return an alert or a meeting as a template shows it."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "title": row.title,
        "html": plain_paragraphs(row.body),
        "source": row.source,
        "url": row.address,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "withdrawn_on": row.withdrawn_on,
        "place": row.place,
        "about": row.about,
        "groups": row.groups,
        "countries": row.countries,
    }
