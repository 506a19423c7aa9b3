"""Ceilings and other dated amounts: rows typed by one person, validated by another, then only corrected by new rows."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from guidance.amounts.periods import SIZES, Figure, Period
from guidance.dates import in_words
from guidance.enums import AmountKind, AmountStage, AmountState, FigureMark, Territory

ALONE = "Vous avez saisi cette ligne : une autre personne doit la valider."
FROZEN = "Une ligne validée ne change plus et ne se supprime pas. Pour la corriger, saisissez une correction."
#: Kinds that hold a whole table, one amount, or words.
TABLES = (AmountKind.BASE, AmountKind.CONTRIBUTION)


class FrozenRowError(TypeError):
    """A validated row was about to be changed or removed."""


class AmountQuerySet(models.QuerySet):
    def standing(self):
        """Rows that readers are shown: validated, and not corrected since."""
        return self.filter(stage=AmountStage.STANDING)

    def series(self, row):
        """Rows of the same series: the same kind, territory and subject."""
        return self.filter(kind=row.kind, territory=row.territory, subject=row.subject)

    def delete(self):
        """Drafts only; raises FrozenRowError when one of the rows was ever validated."""
        if self.exclude(stage=AmountStage.DRAFT).exists():
            raise FrozenRowError(FROZEN)
        return super().delete()


def _figure(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=10, decimal_places=2, null=True, blank=True)


def _mark(label: str) -> models.CharField:
    return models.CharField(
        f"{label} : origine", max_length=10, choices=FigureMark.choices, default=FigureMark.PUBLISHED
    )


class AmountPeriod(models.Model):
    """What one kind of amount, or one rule, is in a territory from a day; its end follows from its successor (L4)."""

    kind = models.CharField("objet", max_length=20, choices=AmountKind.choices)
    territory = models.CharField("territoire", max_length=20, choices=Territory.choices, default=Territory.METROPOLE)
    subject = models.CharField("règle", max_length=120, blank=True, help_text="Pour une règle : son nom.")
    effective_from = models.DateField("à partir du")
    state = models.CharField("état", max_length=20, choices=AmountState.choices, default=AmountState.KNOWN)
    one = _figure("1 personne")
    one_mark = _mark("1 personne")
    two = _figure("2 personnes")
    two_mark = _mark("2 personnes")
    three = _figure("3 personnes")
    three_mark = _mark("3 personnes")
    four = _figure("4 personnes")
    four_mark = _mark("4 personnes")
    extra = _figure("par personne en plus")
    extra_mark = _mark("par personne en plus")
    exact_base = _figure("base avant arrondi")
    wording = models.TextField("règle ou montant en mots", max_length=600, blank=True)
    reference = models.CharField("référence juridique", max_length=255)
    url = models.URLField("adresse de la référence", max_length=400, blank=True)
    acted_on = models.DateField(
        "acte du", null=True, blank=True, help_text="Postérieur à la date d’effet : la ligne est rétroactive."
    )
    source = models.CharField("source lue", max_length=400)
    sources = models.JSONField("source de chaque montant", default=dict, blank=True, editable=False)
    checked_on = models.DateField("vérifié le", null=True, blank=True)
    note = models.TextField("note", max_length=600, blank=True)
    text = models.ForeignKey(
        "guidance.TextPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="texte qui l’imprime",
    )
    label = models.CharField("clause qui l’imprime", max_length=60, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="corrige la ligne"
    )
    stage = models.CharField(
        "étape", max_length=20, choices=AmountStage.choices, default=AmountStage.DRAFT, editable=False
    )
    delivered = models.BooleanField("livrée avec le portail", default=False, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="saisie par",
    )
    entered_name = models.CharField("nom de qui a saisi", max_length=255, blank=True, editable=False)
    entered_on = models.DateField("saisie le", null=True, editable=False)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="validée par",
    )
    validated_name = models.CharField("nom de qui a validé", max_length=255, blank=True, editable=False)
    validated_on = models.DateField("validée le", null=True, editable=False)

    objects = AmountQuerySet.as_manager()

    class Meta:
        verbose_name = "montant daté"
        verbose_name_plural = "barèmes et règles datés"
        ordering = ["kind", "territory", "subject", "-effective_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "territory", "subject", "effective_from"],
                condition=Q(stage=AmountStage.STANDING),
                name="amount_one_standing_a_day",
                violation_error_message="Une ligne validée vaut déjà à partir de ce jour.",
            ),
            models.CheckConstraint(
                condition=Q(validated_by=None) | Q(entered_by=None) | ~Q(validated_by=F("entered_by")),
                name="amount_two_people",
                violation_error_message=ALONE,
            ),
            models.CheckConstraint(
                condition=Q(stage=AmountStage.DRAFT) | Q(delivered=True) | Q(validated_on__isnull=False),
                name="amount_stands_validated",
            ),
            models.CheckConstraint(
                condition=Q(state=AmountState.KNOWN) | Q(**{size: None for size in SIZES}),
                name="amount_unknown_has_no_figure",
                violation_error_message="Un barème non confirmé, ou supprimé, ne porte aucun montant.",
            ),
        ]

    def __str__(self):
        place = f", {self.get_territory_display()}" if self.kind in TABLES else ""
        begins = in_words(self.effective_from) if self.effective_from else "?"
        return f"{self.subject or self.get_kind_display()}{place}, à partir du {begins}"

    def save(self, *args, **kwargs):
        """Raises FrozenRowError for a row that was validated once."""
        if self.pk and not AmountPeriod.objects.filter(pk=self.pk, stage=AmountStage.DRAFT).exists():
            raise FrozenRowError(FROZEN)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """A draft goes; anything else raises FrozenRowError."""
        if self.stage != AmountStage.DRAFT:
            raise FrozenRowError(FROZEN)
        return super().delete(*args, **kwargs)

    @property
    def retroactive(self) -> bool:
        """True when the act is later than the day it takes effect from (décret 2012-1080)."""
        return bool(self.acted_on and self.acted_on > self.effective_from)

    def figures(self) -> dict[str, Figure]:
        """Return the amounts that the row holds, by size of household."""
        return {
            size: Figure(Decimal(getattr(self, size)), getattr(self, f"{size}_mark") == FigureMark.COMPUTED)
            for size in SIZES
            if getattr(self, size) is not None
        }

    def as_period(self) -> Period:
        """Return the row as the rules read it."""
        return Period(
            self.effective_from, AmountState(self.state), self.figures(), self.exact_base, self.reference, self.pk
        )

    def clean(self):
        """Refuse, in French, what does not hold together and what would stand twice."""
        errors = _shape_errors(self)
        if errors:
            raise ValidationError(errors)
        if self.effective_from:
            self._refuse_overlap()

    def _refuse_overlap(self):
        rows = AmountPeriod.objects.series(self).filter(effective_from=self.effective_from).exclude(pk=self.pk)
        day = in_words(self.effective_from)
        if rows.filter(stage=AmountStage.DRAFT).exists():
            raise ValidationError({"effective_from": f"Une saisie à partir du {day} attend déjà sa validation."})
        if rows.standing().exclude(pk=self.corrects_id).exists():
            message = f"Une ligne validée vaut déjà à partir du {day}. Ouvrez-la et choisissez « Corriger »."
            raise ValidationError({"effective_from": message})

    @transaction.atomic
    def validate(self, person) -> None:
        """Make a draft stand, in the place of the row it corrects; `person` is not the one who typed it.

        Raises ValidationError with a French sentence when the row may not stand.
        """
        row = AmountPeriod.objects.select_for_update().get(pk=self.pk)
        if row.stage != AmountStage.DRAFT:
            raise ValidationError("Cette ligne est déjà validée.")
        if row.entered_by_id == person.pk:
            raise ValidationError(ALONE)
        if row.corrects_id and row.corrects.stage != AmountStage.STANDING:
            raise ValidationError("La ligne à corriger a déjà été corrigée. Refaites la saisie.")
        row.clean()
        AmountPeriod.objects.filter(pk=row.corrects_id).update(stage=AmountStage.CORRECTED)
        row.stage, row.validated_by, row.validated_on = AmountStage.STANDING, person, timezone.localdate()
        row.validated_name = person.get_full_name() or person.get_username()
        row.save()


def _shape_errors(row: AmountPeriod) -> dict:
    """What a row of its kind must hold: a whole table, one amount or words, and a name for a rule."""
    errors = {}
    given = row.figures()
    if (row.kind == AmountKind.RULE) != bool(row.subject):
        errors["subject"] = "Nommez la règle." if row.kind == AmountKind.RULE else "Seule une règle porte un nom."
    if row.state != AmountState.KNOWN and given:
        errors["state"] = "Un barème non confirmé, ou supprimé, ne porte aucun montant."
    elif row.state == AmountState.KNOWN:
        errors |= _missing(row, given)
    if any(figure.value < 0 for figure in given.values()):
        errors["one"] = "Un montant n’est pas négatif."
    if row.territory != Territory.METROPOLE and row.kind not in TABLES:
        errors["territory"] = "Seuls les plafonds changent outre-mer."
    return errors


def _missing(row: AmountPeriod, given: dict) -> dict:
    if row.kind in TABLES:
        message = "Donnez tous les montants. Celui qui n’est pas publié se calcule : choisissez « calculé »."
        return {size: message for size in SIZES if size not in given}
    if row.kind == AmountKind.RULE:
        return {} if row.wording else {"wording": "Écrivez la règle en une ou deux phrases."}
    return {} if "one" in given or row.wording else {"one": "Donnez le montant, ou écrivez-le en mots."}


class AmountDeputy(models.Model):
    """Somebody who validates amounts in a validator’s place for some days, named by a validator, never by themself."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="suppléant")
    begins_on = models.DateField("du")
    ends_on = models.DateField("au")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="désigné par",
    )

    class Meta:
        verbose_name = "suppléant de validation"
        verbose_name_plural = "suppléants de validation"
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")),
                name="amount_deputy_days_in_order",
                violation_error_message="La fin vient après le début.",
            ),
            models.CheckConstraint(
                condition=Q(named_by=None) | ~Q(named_by=F("person")),
                name="amount_deputy_named_by_another",
                violation_error_message="Une autre personne doit vous désigner.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, du {in_words(self.begins_on)} au {in_words(self.ends_on)}"
