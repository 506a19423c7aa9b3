"""The journal: who did and who read what, when and from where, never a value; rows are added, nothing else (C3, C4)."""

from django.conf import settings
from django.db import models

from forms_app.enums import Result

#: What a seal covers, in its order; it never changes, or no row that stands would verify.
SEALED = (
    "number", "at", "actor_id", "role", "authority", "act", "object_type", "object_id", "route", "source", "request",
    "result", "key_name", "previous",
)  # fmt: skip


class JournalQuerySet(models.QuerySet):
    def last_number(self) -> int:
        """Return the number of the last row, 0 when there is none."""
        return self.aggregate(last=models.Max("number"))["last"] or 0

    def about(self, thing) -> "JournalQuerySet":
        """The rows about one row of another table."""
        return self.filter(object_type=thing._meta.model_name, object_id=str(thing.pk))

    def update(self, **values):
        raise TypeError("The journal is only added to.")

    def delete(self):
        raise TypeError("The journal is only added to.")


class JournalEvent(models.Model):
    """One act or one reading. `seal` binds every other field to the row before (`forms_app.chain`).

    The database refuses any change by triggers (migration 0003); this class refuses it too, with a clearer error.
    """

    number = models.PositiveBigIntegerField("numéro", primary_key=True)
    at = models.DateTimeField("le", db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="personne"
    )
    role = models.CharField("au titre de", max_length=20, blank=True)
    authority = models.CharField("autorité", max_length=40, blank=True)
    act = models.CharField("acte", max_length=40)  # one of `JournalAct`, held by `services.journal.record`
    object_type = models.CharField("nature de l’objet", max_length=40, blank=True)
    object_id = models.CharField("clé de l’objet", max_length=36, blank=True)
    route = models.CharField("écran ou commande", max_length=80, blank=True)
    source = models.CharField("provenance", max_length=16, blank=True)  # stands for the address, see `chain.source_of`
    request = models.CharField("requête", max_length=32, blank=True)
    result = models.CharField("issue", max_length=10, choices=Result.choices, default=Result.DONE)
    key_name = models.CharField("clé", max_length=8)
    previous = models.CharField("sceau précédent", max_length=64)
    seal = models.CharField("sceau", max_length=64)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "journal"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "number"], name="journal_of_object"),
            models.Index(fields=["authority", "number"], name="journal_of_authority"),
        ]

    def __str__(self):
        return f"{self.number} {self.act}"

    def save(self, *args, **kwargs):
        """Insert only: a row that stands never changes."""
        if not self._state.adding:
            raise TypeError("The journal is only added to.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The journal is only added to.")

    def sealed_values(self) -> list:
        """Return what the seal covers, in its order."""
        return [getattr(self, name) for name in SEALED]


class JournalCursor(models.Model):
    """How far the rows of the journal were taken by a collector outside; it moves once the collector has said so.

    In the database with the rows, never in a file: restored with them, it skips none of those that are written after.
    """

    collector = models.CharField("collecteur", max_length=200, unique=True)
    number = models.PositiveBigIntegerField("dernière ligne reçue", default=0)

    class Meta:
        verbose_name = "avancement d’un collecteur"
        verbose_name_plural = "avancement des collecteurs"

    def __str__(self):
        return f"{self.collector} {self.number}"
