"""What the data files have already brought in, so that nothing an editor changed or removed comes back."""

from django.db import models


class LoadedItem(models.Model):
    """One piece of a data file that was loaded once."""

    kind = models.CharField("nature", max_length=40)
    key = models.CharField("clé", max_length=200)
    sha256 = models.CharField("empreinte", max_length=64)
    loaded_at = models.DateTimeField("chargé le", auto_now_add=True)

    class Meta:
        verbose_name = "élément chargé"
        verbose_name_plural = "éléments chargés"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_item_once")]

    def __str__(self):
        return f"{self.kind} {self.key}"
