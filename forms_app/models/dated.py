"""What rows with a first and a last day have in common: both days count, an open end is « jusqu’à nouvel ordre »."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q


class DatedQuerySet(models.QuerySet):
    """Sentences about a day; `starts_on` and `ends_on` are inclusive."""

    def covering(self, day: date):
        """The rows whose days hold this one; an unknown first day covers the past."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def meeting(self, first: date | None, last: date | None):
        """The rows that share a day with a period; None is without limit."""
        rows = self if last is None else self.filter(Q(starts_on=None) | Q(starts_on__lte=last))
        return rows if first is None else rows.filter(Q(ends_on=None) | Q(ends_on__gte=first))

    def ending_by(self, day: date, *, since: date):
        """The rows whose last day is between two days."""
        return self.filter(ends_on__gte=since, ends_on__lte=day)


class KeptQuerySet(DatedQuerySet):
    """Rows that are ended, never removed."""

    def delete(self):
        raise TypeError("These rows are ended, never removed.")


class Kept(models.Model):
    """A row that is ended, never removed: who held what on a day is asked years later."""

    class Meta:
        abstract = True

    def delete(self, *args, **kwargs):
        raise TypeError("This row is ended, never removed.")


def days_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that the last day is not before the first."""
    return models.CheckConstraint(
        condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
        name=name,
        violation_error_message="Le dernier jour vient avant le premier.",
    )


def refuse_overlap(rows: DatedQuerySet, row, words: str) -> None:
    """Raise ValidationError when one of `rows`, other than `row` itself, shares a day with it."""
    if rows.exclude(pk=row.pk).meeting(row.starts_on, row.ends_on).exists():
        raise ValidationError(words)
