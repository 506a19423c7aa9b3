"""The tables that stand beside the texts, kept by editors with modeladmin: dated rows whose life is a pure table."""

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from guidance.models import (
    ArticleSuccession,
    ClauseCorrespondence,
    LinkedText,
    LocalContact,
    LocalNote,
    NotingAuthority,
    OpenPromise,
    Synonym,
    Term,
)
from guidance.services import tables
from guidance.services.desk import EDITORS, VALIDATORS
from guidance.wagtail_hooks.lists import (
    DeskCreate,
    DeskDelete,
    DeskEdit,
    DeskHistory,
    DeskInspect,
    DeskList,
    followed,
)
from guidance.wagtail_hooks.terms import TermForm


class DeskPermission(PermissionHelper):
    """Editors and validators keep these tables; being in a group is what counts, never a superuser's box."""

    def user_can_list(self, user):
        return self._is_editor(user)

    def user_can_create(self, user):
        return self._is_editor(user)

    def user_can_inspect_obj(self, user, obj):
        return self._is_editor(user)

    def user_can_edit_obj(self, user, obj):
        return self._is_editor(user)

    def user_can_delete_obj(self, user, obj):
        return self._is_editor(user)

    def user_has_any_permissions(self, user):
        return self._is_editor(user)

    def _is_editor(self, user) -> bool:
        """Asked for each button of each row: answered once a request, which reads its person anew."""
        if not hasattr(user, "keeps_desk_tables"):
            user.keeps_desk_tables = user.groups.filter(name__in=[EDITORS, VALIDATORS]).exists()
        return user.is_active and user.keeps_desk_tables


class AuthorityPermission(DeskPermission):
    """Which authority may annotate, and who writes for it, is the validators' to say."""

    def _is_editor(self, user) -> bool:
        return user.is_active and user.groups.filter(name=VALIDATORS).exists()


class LocalNotePermission(DeskPermission):
    """A local note or address belongs to the editors of its authority: nobody else writes, changes or removes it."""

    def user_can_create(self, user):
        return NotingAuthority.objects.filter(editors__in=user.groups.all()).exists()

    def user_can_list(self, user):
        return self.user_can_create(user) or super().user_can_list(user)

    def user_has_any_permissions(self, user):
        return self.user_can_list(user)

    def user_can_edit_obj(self, user, obj):
        return tables.may_note(user, obj.authority)

    user_can_delete_obj = user_can_edit_obj


class _Table(ModelAdmin):
    permission_helper_class = DeskPermission
    index_view_class = DeskList
    create_view_class = DeskCreate
    edit_view_class = DeskEdit
    inspect_view_class = DeskInspect
    delete_view_class = DeskDelete
    history_view_class = DeskHistory
    add_to_settings_menu = False
    list_per_page = 50
    inspect_view_enabled = True


@followed
class TermAdmin(_Table):
    model = Term
    menu_icon = "info-circle"
    list_display = ("term", "label", "mark")
    list_filter = ("mark",)
    search_fields = ("term", "definition")
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("term", "forms", "definition", "text", "label", "mark")],
        base_form_class=TermForm,
    )


@followed
class SynonymAdmin(_Table):
    model = Synonym
    menu_icon = "search"
    list_display = ("__str__",)


@followed
class ArticleSuccessionAdmin(_Table):
    model = ArticleSuccession
    menu_icon = "link"
    list_display = ("old_key", "new_key", "since", "mark")
    list_filter = ("mark",)
    search_fields = ("old_key", "new_key", "source")


@followed
class LinkedTextAdmin(_Table):
    model = LinkedText
    menu_icon = "doc-full"
    list_display = ("title", "relation", "text", "signed_on", "mark")
    list_filter = ("text", "relation", "mark")
    list_select_related = ("text",)


@followed
class OpenPromiseAdmin(_Table):
    model = OpenPromise
    menu_icon = "time"
    list_display = ("label", "text", "words", "noted_on", "next_check_on", "kept_on")
    list_filter = ("text",)
    list_select_related = ("text",)


@followed
class ClauseCorrespondenceAdmin(_Table):
    model = ClauseCorrespondence
    menu_icon = "resubmit"
    list_display = ("subject", "left_label", "right_label", "reason")
    list_filter = ("subject",)
    list_select_related = ("left_text", "right_text")


class AuthorityForm(WagtailAdminModelForm):
    """An authority by its name: the group of its editors is made with it, and given to accounts by administrators."""

    def save(self, commit=True):
        row = super().save(commit=False)
        tables.open_authority(row)
        return row


@followed
class NotingAuthorityAdmin(_Table):
    model = NotingAuthority
    edit_handler = ObjectList([FieldPanel("name")], base_form_class=AuthorityForm)
    permission_helper_class = AuthorityPermission
    menu_icon = "group"
    list_display = ("name", "editors")
    list_select_related = ("editors",)


@followed
class LocalNoteAdmin(_Table):
    model = LocalNote
    permission_helper_class = LocalNotePermission
    menu_icon = "comment"
    list_display = ("label", "authority", "text", "written_on", "ends_on")
    list_filter = ("authority", "text")
    list_select_related = ("authority", "text")


@followed
class LocalContactAdmin(_Table):
    model = LocalContact
    permission_helper_class = LocalNotePermission
    menu_icon = "mail"
    list_display = ("organisation", "authority", "kind", "value", "since", "ended_on")
    list_filter = ("authority", "kind")
    list_select_related = ("authority",)
    search_fields = ("organisation", "value")


@modeladmin_register
class BesideTheTexts(ModelAdminGroup):
    menu_label = "Autour des textes"
    menu_icon = "list-ul"
    menu_order = 250
    items = (
        TermAdmin,
        SynonymAdmin,
        ArticleSuccessionAdmin,
        LinkedTextAdmin,
        OpenPromiseAdmin,
        ClauseCorrespondenceAdmin,
        NotingAuthorityAdmin,
        LocalNoteAdmin,
        LocalContactAdmin,
    )
