"""The screen where editors say which clause, or which named article, stands beside which question."""

from django import forms
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin

from forms_app import fiches
from forms_app.models import QuestionClause
from forms_app.services.doctrine import mapping
from guidance.enums import Regime
from guidance.services import undoing
from guidance.wagtail_hooks.lists import (
    DeskCreate,
    DeskDelete,
    DeskEdit,
    DeskHistory,
    DeskInspect,
    DeskList,
    followed,
)
from guidance.wagtail_hooks.tables import DeskPermission


class AnyChoice(forms.ChoiceField):
    """A list to pick from whose refusals are said by the rules of the mapping, not by the list."""

    def valid_value(self, value):
        return True


class QuestionClauseForm(WagtailAdminModelForm):
    """One question and one target; both are picked, none is typed."""

    asked = forms.CharField(label="Question")
    target = AnyChoice(
        label="Clause ou article nommé",
        help_text="Les clauses sont celles de l’édition en vigueur ce jour, groupées par texte et par partie. "
        "Une fiche ne montre que les clauses de son régime.",
    )

    class Meta:
        model = QuestionClause
        fields = ("target", "position")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", "Choisissez"), *mapping.target_choices(self._regime())]
        if self.instance.pk:
            del self.fields["asked"]
        else:
            choices = [("", "Choisissez"), *mapping.question_choices()]
            self.fields["asked"] = AnyChoice(label="Question", choices=choices)

    def _regime(self) -> Regime | None:
        """The regime of a row that exists; a new one may be of either."""
        known = {fiche.key: fiche.regime for fiche in fiches.FICHES}
        return known.get(self.instance.fiche)

    def clean(self):
        """Refuse, with its reason, a target that does not exist, is of the other regime, or is there already."""
        cleaned = super().clean()
        row = self.instance
        if not row.pk:
            row.fiche, _, row.question = cleaned.get("asked", "").partition("/")
        try:
            mapping.check(row.fiche, row.question, cleaned.get("target", ""))
        except ValidationError as error:
            self.add_error("target", error)
            return cleaned
        same = QuestionClause.objects.filter(fiche=row.fiche, question=row.question, target=cleaned["target"])
        if same.exclude(pk=row.pk).exists():
            self.add_error("target", "Cette clause accompagne déjà cette question.")
        return cleaned


class FicheFilter(SimpleListFilter):
    title = "fiche"
    parameter_name = "fiche"

    def lookups(self, request, model_admin):
        return [(fiche.key, fiche.title) for fiche in fiches.FICHES]

    def queryset(self, request, queryset):
        return queryset.filter(fiche=self.value()) if self.value() else queryset


class MappingDelete(DeskDelete):
    """Removes a row, unless it is the last of its question."""

    @cached_property
    def confirmation_message(self):
        if mapping.removable(self.instance):
            return "Cette clause ne sera plus montrée à côté de cette question."
        return "C’est la dernière clause de cette question : elle ne peut pas être retirée avant qu’une autre soit là."

    def delete_instance(self):
        mapping.remove(self.instance)

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(self.index_url)


@followed
class QuestionClauseAdmin(ModelAdmin):
    model = QuestionClause
    menu_icon = "link"
    permission_helper_class = DeskPermission
    index_view_class = DeskList
    create_view_class = DeskCreate
    edit_view_class = DeskEdit
    inspect_view_class = DeskInspect
    inspect_view_enabled = True
    delete_view_class = MappingDelete
    history_view_class = DeskHistory
    list_display = ("asked", "fiche_title", "target", "position")
    list_filter = (FicheFilter,)
    list_per_page = 50
    search_fields = ("target", "question")
    edit_handler = ObjectList(
        [
            FieldPanel("asked"),
            FieldPanel("target"),
            FieldPanel("position", help_text="1 pour la clause montrée la première."),
        ],
        base_form_class=QuestionClauseForm,
    )

    def asked(self, row):
        """The question as the fiche asks it; its name when no fiche asks it any more."""
        return self._labels.get((row.fiche, row.question), row.question)

    asked.short_description = "question"

    def fiche_title(self, row):
        return self._titles.get(row.fiche, row.fiche)

    fiche_title.short_description = "fiche"

    @cached_property
    def _labels(self):
        return {(fiche.key, asked.name): asked.label for fiche in fiches.FICHES for asked in fiche.questions()}

    @cached_property
    def _titles(self):
        return {fiche.key: fiche.title for fiche in fiches.FICHES}


def _stands(row: QuestionClause) -> None:
    mapping.check(row.fiche, row.question, row.target)


undoing.rules_of(QuestionClause, undoing.Beside(check=_stands, remove=mapping.remove))
