"""What a text promises and leaves open (« une circulaire ultérieure »), until an act keeps the promise (G9)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from guidance.models.texts import TextPage


class OpenPromiseQuerySet(models.QuerySet):
    def standing(self):
        """Return those that no act has kept, the one to look for first on top, a date never set before any other."""
        return self.filter(kept_on=None).order_by(models.F("next_check_on").asc(nulls_first=True), "noted_on", "pk")


class OpenPromise(models.Model):
    """A sentence of a clause that announces another act; open until an editor says which act kept it."""

    text = models.ForeignKey(TextPage, models.CASCADE, related_name="promises", verbose_name="texte")
    label = models.CharField("clause", max_length=60)
    words = models.TextField("mots du texte", help_text="Mot pour mot, comme la clause les imprime.")
    noted_on = models.DateField("relevée le")
    next_check_on = models.DateField("à chercher de nouveau le", null=True, blank=True)
    kept_on = models.DateField("tenue le", null=True, blank=True, help_text="La date de l’acte qui la tient.")
    kept_by = models.CharField("acte qui la tient", max_length=400, blank=True)
    source = models.CharField("source", max_length=400, blank=True)
    note = models.CharField("ce qui a été cherché", max_length=400, blank=True)

    objects = OpenPromiseQuerySet.as_manager()

    class Meta:
        verbose_name = "promesse d’un texte"
        verbose_name_plural = "promesses des textes"
        ordering = ["noted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "label", "words"],
                name="promise_once",
                violation_error_message="Cette promesse est déjà relevée.",
            ),
            models.CheckConstraint(
                condition=Q(kept_on=None, kept_by="") | (Q(kept_on__isnull=False) & ~Q(kept_by="") & ~Q(source="")),
                name="promise_kept_by_an_act",
                violation_error_message="Une promesse tenue l’est par un acte : donnez sa date, son nom et la source.",
            ),
        ]

    def __str__(self):
        return f"{self.label}, {self.text}"

    def clean(self):
        """Refuse words that no published clause of that label prints."""
        if not self.text_id or not self.words:
            return
        printed = [
            clause.text
            for edition in self.text.published_editions()
            for clause in edition.clauses.filter(label=self.label)
        ]
        if not printed:
            raise ValidationError({"label": f"Aucune clause de « {self.text} » ne porte l’étiquette {self.label}."})
        if not any(_plain(self.words) in _plain(text) for text in printed):
            raise ValidationError({"words": "La clause n’imprime pas ces mots : copiez-les tels quels."})


def _plain(text: str) -> str:
    return " ".join(text.split())
