"""Who gives the avis of a dossier of the OFII, and the validation of each: rows added, never changed (R.425-13)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forms_app.enums import CaseRole
from forms_app.models.added import Added
from forms_app.models.dossiers import Dossier
from forms_app.rules.vocabulary import Formation

_SEATS = ("first", "second", "third")


def _seat(name: str, **options) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=name, **options)


def _different(one: str, other: str) -> Q:
    return Q(**{one: None}) | Q(**{other: None}) | ~Q(**{one: F(other)})


class Composition(Added):
    """The physicians who give the avis of a dossier: three, or one in removal matters; the last row is the one in use.

    The reporting physician stands beside them and never among them: the database refuses the row (R.425-13).
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="compositions", verbose_name="dossier")
    rank = models.PositiveSmallIntegerField("rang")
    formation = models.CharField("formation", max_length=10, choices=Formation.choices)
    rapporteur = _seat("médecin rapporteur", null=True, blank=True)
    first = _seat("premier médecin")
    second = _seat("deuxième médecin", null=True, blank=True)
    third = _seat("troisième médecin", null=True, blank=True)
    reason = models.CharField("motif du changement", max_length=30, blank=True)
    day = models.DateField("jour")
    composed_by = _seat("enregistrée par")
    role = models.CharField("au titre de", max_length=20, choices=CaseRole.choices)
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "composition"
        verbose_name_plural = "compositions"
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="composition_rank_unique"),
            models.CheckConstraint(
                condition=_different("rapporteur", "first")
                & _different("rapporteur", "second")
                & _different("rapporteur", "third"),
                name="rapporteur_never_sits",
                violation_error_message="Le médecin rapporteur ne siège pas au collège.",
            ),
            models.CheckConstraint(
                condition=_different("first", "second") & _different("first", "third") & _different("second", "third"),
                name="physician_sits_once",
                violation_error_message="Un médecin est nommé deux fois.",
            ),
            models.CheckConstraint(
                condition=Q(formation=Formation.COLLEGE, second__isnull=False, third__isnull=False)
                | Q(formation=Formation.PHYSICIAN, second=None, third=None),
                name="college_of_three_or_one_physician",
                violation_error_message="Nommez trois médecins, ou un seul.",
            ),
        ]

    def __str__(self):
        return f"composition {self.rank}"

    @property
    def members(self) -> tuple:
        """The accounts of those who give the avis, in their order."""
        return tuple(getattr(self, seat) for seat in _SEATS if getattr(self, f"{seat}_id"))

    @property
    def member_ids(self) -> tuple[int, ...]:
        return tuple(pk for seat in _SEATS if (pk := getattr(self, f"{seat}_id")))


class MemberValidation(Added):
    """One physician of a composition validated one letter, its very bytes; the database refuses anybody else."""

    composition = models.ForeignKey(Composition, models.PROTECT, related_name="validations", verbose_name="composition")
    letter = models.UUIDField("lettre")
    pdf_sha256 = models.CharField("empreinte du fichier", max_length=64)
    member = _seat("médecin")
    reason = models.CharField("motif de la rectification", max_length=30, blank=True)
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "validation d’un médecin"
        verbose_name_plural = "validations des médecins"
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["letter", "member"], name="member_validates_once")]

    def __str__(self):
        return f"validation {self.pk}"
