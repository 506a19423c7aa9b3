"""Diagnoses counted without identity: one sealed row of counters an authority and a year, opened after it (S5, B-21).

`count` adds one to a number that nobody can read, in a row without day, key or order, whose size never changes. Nothing
of the group chosen is kept anywhere else. ADR 0019 says what this resists, and what it does not.
"""

from functools import cache

from django.db import transaction

from forms_app import crypto
from forms_app.bilan.shape import THRESHOLD
from forms_app.bilan.vocabulary import DECLINED, DECLINED_LABEL
from forms_app.crypto import Family
from forms_app.models import Authority, DiagnosisCount, DiagnosisWaiting
from guidance.content.reader import read_pathologies

SOURCE = "annexe-III-tableau"
_DIGITS = 6


@cache
def groups() -> dict[str, str]:
    """Return the 21 groups of the printed table in its order, by code, then « non indiqué »."""
    printed = {row.code: row.name for row in read_pathologies().groups if row.source == SOURCE}
    return printed | {DECLINED: DECLINED_LABEL}


def named() -> dict[str, str]:
    """Return the groups that a physician may name, by code."""
    return {code: name for code, name in groups().items() if code != DECLINED}


def count(authority: Authority, group: str) -> None:
    """Count a validation of this year; an empty group is one that the physician did not name. KeyError for no group.

    Call it in the transaction of the validation: what is undone is not counted.
    """
    place = list(groups()).index(group or DECLINED) if (group or DECLINED) in groups() else None
    if place is None:
        raise KeyError("no such group")
    year = authority.today.year
    with transaction.atomic():
        row = _locked(authority, year)
        numbers = _numbers(row)
        numbers[place] += 1
        row.payload = _sealed(numbers, year)
        row.save(update_fields=["payload"])


def _locked(authority: Authority, year: int) -> DiagnosisWaiting:
    rows = DiagnosisWaiting.objects.select_for_update().filter(authority=authority, year=year)
    row = rows.first()
    if row is None:  # the first validation of the year: two at once make one row, and both lock it
        empty = {"payload": _sealed([0] * len(groups()), year)}
        DiagnosisWaiting.objects.get_or_create(authority=authority, year=year, defaults=empty)
        row = rows.get()
    return row


def _sealed(numbers: list[int], year: int) -> bytes:
    """Numbers of a fixed width, sealed at the first second of their year: neither size nor time tells anything."""
    text = "".join(f"{number:0{_DIGITS}d}" for number in numbers)
    return crypto.seal_in_year(Family.DIAGNOSES, text.encode(), year)


def _numbers(row: DiagnosisWaiting) -> list[int]:
    text = crypto.unseal_in(Family.DIAGNOSES, row.payload).decode()
    return [int(text[start : start + _DIGITS]) for start in range(0, len(text), _DIGITS)]


def open_over() -> int:
    """Open the counters of every year that is over for its authority, and return how many there were.

    Fewer than five validations stay sealed: they would name somebody.
    """
    rows = DiagnosisWaiting.objects.select_related("authority")
    return sum(_opened(row.pk) for row in rows if row.year < row.authority.today.year)


@transaction.atomic
def _opened(pk: int) -> bool:
    row = DiagnosisWaiting.objects.select_for_update().filter(pk=pk).first()
    numbers = _numbers(row) if row else []
    if sum(numbers) < THRESHOLD:
        return False
    before = dict(counted(row.authority, row.year))
    DiagnosisCount.objects.filter(authority=row.authority, year=row.year).delete()
    DiagnosisCount.objects.bulk_create(
        DiagnosisCount(authority=row.authority, year=row.year, group=group, number=number + before.get(group, 0))
        for group, number in zip(groups(), numbers, strict=True)
    )
    row.delete()
    return True


def counted(authority: Authority, year: int) -> dict[str, int]:
    """Return the counts of a year by group, in the printed order; empty while it is not open."""
    rows = DiagnosisCount.objects.filter(authority=authority, year=year).values_list("group", "number")
    found = dict(rows)
    return {group: found[group] for group in groups() if group in found}
