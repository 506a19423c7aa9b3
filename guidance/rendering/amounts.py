"""The contexts of the series of amounts: the public page, and the schedule of a day shown inside a text."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from guidance import sanitise
from guidance.amounts.figures import euros, plain
from guidance.amounts.periods import SIZES, last_days
from guidance.dates import in_words
from guidance.enums import AmountKind, AmountStage, AmountState, Territory
from guidance.models import AmountPeriod
from guidance.rendering.chart import charts

HEADINGS = ("1 personne", "2 personnes", "3 personnes", "4 personnes", "par personne en plus")
_ANCHORS = {AmountKind.BASE: "du", AmountKind.CONTRIBUTION: "participation-du"}
#: Words that the printed series use for what has no table.
_SINGLE = (AmountKind.AME_FEE, AmountKind.CERTIFICATE)


def series_context(territory: str, day: date) -> dict:
    """Return the context of the page of the whole series; `day` is the day of reading."""
    shown = [row for row in _rows() if row.territory == territory or row.kind not in _ANCHORS]
    base = _table(shown, AmountKind.BASE, day)
    return {
        "territory": Territory(territory).label,
        "views": _views(territory),
        "day": day,
        "headings": HEADINGS,
        "today": next((row for row in base if row["current"]), None),
        "base": base,
        "contribution": _table(shown, AmountKind.CONTRIBUTION, day),
        "charts": charts([row.as_period() for row in _standing(shown, AmountKind.BASE)]),
        "singles": [_timeline(shown, kind.label, lambda row, kind=kind: row.kind == kind, day) for kind in _SINGLE],
        "rules": _rules(shown, day),
    }


def schedule(territory: str, day: date) -> dict | None:
    """Return the row of ceilings in force on a day, as a text shows it; None before the first one."""
    rows = AmountPeriod.objects.standing().filter(kind=AmountKind.BASE, territory=territory)
    found = rows.filter(effective_from__lte=day).order_by("-effective_from").first()
    if found is None:
        return None
    after = rows.filter(effective_from__gt=found.effective_from).order_by("effective_from").first()
    until = last_days([found.effective_from, *([after.effective_from] if after else [])])
    return _entry(found, until, day) | {"headings": HEADINGS, "territory": found.get_territory_display()}


def address_of(territory: str) -> str:
    """Return the address of the page of a territory."""
    return reverse("guidance:amounts_overseas" if territory == Territory.OVERSEAS else "guidance:amounts")


def anchor_of(row: AmountPeriod) -> str:
    """Return the place of a row on the page of its series."""
    begin = _ANCHORS.get(row.kind)
    return f"{begin}-{row.effective_from.isoformat()}" if begin else f"montant-{row.pk}"


def figures_in_words(row: AmountPeriod) -> str:
    """Return what a row says in one line: every amount with its household, or its words."""
    if row.state != AmountState.KNOWN:
        return row.get_state_display()
    given = row.figures()
    if row.kind not in _ANCHORS:
        return euros(given["one"].value) if given else row.wording
    return " ; ".join(
        f"{heading} {euros(given[size].value)}" for size, heading in zip(SIZES, HEADINGS, strict=True) if size in given
    )


def printed_clauses(text) -> set[str]:
    """Return the labels of the clauses of a text that print an amount or a rule of the series."""
    rows = AmountPeriod.objects.standing().filter(text=text).exclude(label="")
    return set(rows.order_by().values_list("label", flat=True))


def _rows() -> list[AmountPeriod]:
    return list(AmountPeriod.objects.exclude(stage=AmountStage.DRAFT).select_related("text"))


def _standing(rows: Iterable[AmountPeriod], kind: str) -> list[AmountPeriod]:
    return [row for row in rows if row.kind == kind and row.stage == AmountStage.STANDING]


def _views(territory: str) -> list[dict]:
    return [{"label": choice.label, "url": address_of(choice), "current": choice == territory} for choice in Territory]


def _table(rows: list[AmountPeriod], kind: str, day: date) -> list[dict]:
    """Rows of a table, the newest first, each with those it corrected."""
    mine = _standing(rows, kind)
    until = last_days(row.effective_from for row in mine)
    former = _former(rows)
    return [_entry(row, until, day) | {"former": former.get(row.pk, [])} for row in mine]


def _former(rows: list[AmountPeriod]) -> dict[int, list[dict]]:
    """What each standing row corrected, the last correction first."""
    by_key = {row.pk: row for row in rows}
    found: dict[int, list[dict]] = {}
    for row in rows:
        corrected = by_key.get(row.corrects_id)
        while row.stage == AmountStage.STANDING and corrected:
            said = {"words": figures_in_words(corrected), "since": in_words(corrected.effective_from)}
            found.setdefault(row.pk, []).append(said)
            corrected = by_key.get(corrected.corrects_id)
    return found


def _entry(row: AmountPeriod, until: dict, day: date) -> dict:
    last = until[row.effective_from]
    return {
        "anchor": anchor_of(row),
        "starts": row.effective_from,
        "until": last,
        "state": row.state,
        "state_label": row.get_state_display(),
        "current": row.effective_from <= day and (last is None or day <= last),
        "cells": _cells(row),
        "words": figures_in_words(row),
        "exact_base": euros(row.exact_base) if row.exact_base else "",
        "reference": row.reference,
        "url": sanitise.web_address(row.url),
        "source": row.source,
        "checked_on": row.checked_on,
        "retroactive": row.acted_on if row.retroactive else None,
        "note": row.note,
        "by": _people(row),
    }


def _cells(row: AmountPeriod) -> list[dict]:
    given = row.figures()
    return [
        {
            "label": heading,
            "words": plain(given[size].value) if size in given else "",
            "computed": size in given and given[size].computed,
            "source": row.sources.get(size, ""),
        }
        for size, heading in zip(SIZES, HEADINGS, strict=True)
    ]


def _people(row: AmountPeriod) -> str:
    if row.delivered:
        return "livrée avec le portail"
    return f"validée le {in_words(row.validated_on)}" if row.validated_on else ""


def _timeline(rows: list[AmountPeriod], title: str, mine, day: date) -> dict:
    """One amount, or one rule, through time: the oldest first."""
    chosen = [row for row in rows if mine(row) and row.stage == AmountStage.STANDING]
    until = last_days(row.effective_from for row in chosen)
    former = _former(rows)
    ordered = sorted(chosen, key=lambda row: row.effective_from)
    return {
        "title": title[:1].upper() + title[1:],
        "rows": [
            _entry(row, until, day) | {"clause": _clause(row), "former": former.get(row.pk, [])} for row in ordered
        ],
    }


def _clause(row: AmountPeriod) -> dict | None:
    if not (row.label and row.text):
        return None
    return {"label": row.label, "url": reverse("guidance:clause", args=[row.text.slug, row.label])}


def _rules(rows: list[AmountPeriod], day: date) -> list[dict]:
    subjects = dict.fromkeys(row.subject for row in rows if row.kind == AmountKind.RULE)
    return [_timeline(rows, subject, lambda row, name=subject: row.subject == name, day) for subject in subjects]
