"""Drafts of fiches: one row a run, its answers encrypted, its author's alone."""

import uuid

from django.conf import settings
from django.db import models

from forms_app.enums import Authority
from forms_app.models import plain

_OF_DOSSIER = "(SELECT r.dossier_id FROM forms_app_dossierrun r WHERE r.run = {}.run)"


class DraftQuerySet(models.QuerySet):
    def of(self, user) -> "DraftQuerySet":
        """The drafts that a person may open: their own."""
        return self.filter(owner=user)

    def expired(self, *, at) -> "DraftQuerySet":
        return self.filter(expires_at__lte=at)


class Draft(models.Model):
    """One run of a fiche. `payload` is what was typed, step by step, valid or not, encrypted as one piece.

    Without a file the key lives in the browser alone: the row cannot be read without it, and dies within twelve hours.
    """

    run = models.UUIDField("passage", primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", verbose_name="auteur")
    fiche = models.CharField("fiche", max_length=40)
    authority = models.CharField("autorité", max_length=10, choices=Authority.choices)
    without_file = models.BooleanField("sans dossier", default=False)
    payload = models.BinaryField("réponses chiffrées", default=bytes, editable=False)
    version = models.PositiveIntegerField("version", default=0)
    started_at = models.DateTimeField("commencé le", auto_now_add=True)
    saved_at = models.DateTimeField("enregistré le", auto_now_add=True)
    expires_at = models.DateTimeField("gardé jusqu’au", db_index=True)

    #: Key of the dossier that it was begun from, or None; brought by both questions that open a draft.
    of_dossier = None

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "brouillon de fiche"
        verbose_name_plural = "brouillons de fiches"
        ordering = ["-saved_at"]

    def __str__(self):
        return f"{self.fiche} {self.run}"

    @staticmethod
    def of_dossier_as(alias: str) -> str:
        """Return the expression that reads `of_dossier` beside the columns of a draft; one of our own names."""
        return _OF_DOSSIER.format(alias)

    @classmethod
    def opened(cls, owner: int, run: uuid.UUID, *, after=None) -> "Draft | None":
        """Return a person's own draft, in plain SQL; only if it is kept `after` that moment, when it is given."""
        conditions = [plain.Where("run", run), plain.Where("owner_id", owner)]
        if after is not None:
            conditions.append(plain.Where("expires_at", after, ">"))
        return plain.first(cls, *conditions, of_dossier=cls.of_dossier_as(cls._meta.db_table))

    def rewrite(self, changes: dict) -> bool:
        """Write columns of this draft as it was read, in plain SQL; False when somebody else wrote it meanwhile.

        A column that says the same is left out: one that is indexed costs a page more to write.
        """
        changed = {column: value for column, value in changes.items() if getattr(self, column) != value}
        standing = {"run": self.pk, "owner_id": self.owner_id, "version": self.version}
        conditions = [plain.Where(column, value) for column, value in standing.items()]
        if not plain.update(type(self), changed, *conditions):
            return False
        for column, value in changed.items():
            setattr(self, column, value)
        return True


class Preference(models.Model):
    """How a person likes to fill the fiches: step by step, or on one page."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name="personne"
    )
    one_page = models.BooleanField("sur une seule page", default=False)

    class Meta:
        verbose_name = "préférence de saisie"
        verbose_name_plural = "préférences de saisie"

    def __str__(self):
        return "une page" if self.one_page else "étapes"
