"""A new edition of a text: a whole draft copied from an edition, at a date, with the reason of the change."""

from django import forms
from django.shortcuts import redirect
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.widgets import AdminDateInput

from guidance.dates import in_words
from guidance.enums import ChangeKind
from guidance.models import EditionPage
from guidance.models.texts import DATED

_NAME = "Édition du {}"


class EditionCopyForm(CopyForm):
    """Asks for the day and the reason; the rest follows: same text, every section, nothing published."""

    of_edition = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.text_title = self.page.get_parent().title
        for name in {"new_slug", "copy_subpages", "publish_copies", "alias"} & set(self.fields):
            del self.fields[name]
        self.fields["new_parent_page"].widget = forms.HiddenInput()
        self.fields["new_title"] = forms.CharField(
            label="Nom de l’édition", required=False, help_text="Laissez vide pour le nom habituel : « Édition du … »."
        )
        self.fields["day"] = forms.DateField(
            label="Date de l’édition",
            initial=timezone.localdate,
            widget=AdminDateInput(),
            help_text="Le jour où ces mots entrent en vigueur. C’est aussi l’adresse de l’édition.",
        )
        self.fields["amending_act"] = forms.CharField(
            label="Acte modificateur", required=False, max_length=255, help_text="Nature, date et article de l’acte."
        )
        self.fields["change_note"] = forms.CharField(
            label="Ce que change cette édition",
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Une ou deux phrases, lues par tous. Vous pourrez les reprendre.",
        )

    def clean(self):
        """The copy stays under its own text, whatever was posted, and takes its day as its address."""
        self.cleaned_data["new_parent_page"] = self.page.get_parent()
        day = self.cleaned_data.get("day")
        if day:
            self.cleaned_data["new_slug"] = self._free_address(day.isoformat())
            self.cleaned_data["new_title"] = self.cleaned_data.get("new_title") or _NAME.format(in_words(day))
        cleaned = super().clean()
        return cleaned | {"copy_subpages": True, "alias": False, "publish_copies": False}

    def _free_address(self, day: str) -> str:
        taken = set(self.page.get_parent().get_children().values_list("slug", flat=True))
        ranks = (f"{day}-{rank}" for rank in range(2, len(taken) + 3))
        return next(slug for slug in (day, *ranks) if slug not in taken)


EditionPage.copy_form_class = EditionCopyForm


@hooks.register("after_copy_page")
def begin_the_new_edition(request, page, new_page):
    """The draft starts with its own day and reason; what was verified was the edition before it."""
    edition = new_page.specific
    if not isinstance(edition, EditionPage) or not DATED.fullmatch(edition.slug):
        return None
    edition.effective_from = edition.slug[:10]
    edition.effective_until = edition.seen_in_force_on = edition.last_updated_on = None
    edition.effective_note = ""
    edition.amending_act = request.POST.get("amending_act", "")[:255]
    edition.change_note = request.POST.get("change_note", "")
    _keep(edition, request.user)
    for section in edition.get_children().specific():
        section.change_kind = ChangeKind.FIRST
        section.amending_act = section.change_note = section.last_verified_by = ""
        section.last_verified_on = section.next_review_on = None
        _keep(section, request.user)
    return redirect("wagtailadmin_pages:edit", edition.pk)


def _keep(page, user) -> None:
    page.full_clean(exclude=["body", "notes"])
    page.save(clean=False)
    page.save_revision(user=user, clean=False)


class NewEditionButton(PageMenuItem):
    """The entry of an edition's menu that begins the next one."""

    label = "Préparer une nouvelle édition"
    icon_name = "copy"
    url_name = "wagtailadmin_pages:copy"

    def is_shown(self, user):
        return self.page.permissions_for_user(user).can_copy()


@hooks.register("register_page_header_buttons")
def new_edition_button(page, user, view_name, next_url=None):
    """Stands on an edition and on the list of its sections."""
    if isinstance(page.specific_deferred, EditionPage):
        yield NewEditionButton(page=page, priority=5)
