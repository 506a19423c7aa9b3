"""What rows that are only added to have in common; the database refuses the rest by triggers (migrations)."""

from django.db import models


class AddedQuerySet(models.QuerySet):
    """Rows that nobody changes or removes."""

    def update(self, **values):
        raise TypeError("These rows are only added to.")

    def delete(self):
        raise TypeError("These rows are only added to.")


class Added(models.Model):
    """A row that stands as it was written: a change is another row."""

    objects = AddedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Insert only."""
        if not self._state.adding:
            raise TypeError("These rows are only added to.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("These rows are only added to.")
