"""What the desk shares for words kept in versions: the list is the tool's, a version is read on a screen of its own."""

from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin

from guidance.wagtail_hooks.lists import DeskDelete, DeskEdit, DeskHistory, DeskInspect, DeskList
from guidance.wagtail_hooks.tables import DeskPermission


class VersionPermission(DeskPermission):
    """The list alone is the tool's: versions are begun, worded and validated on screens of their own."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class VersionButtons(ButtonHelper):
    """One way in for each version; what may be done with it is said there."""

    def address(self, obj):
        """Return the screen on which a version is read; each list names its own."""
        raise NotImplementedError

    def get_primary_button(self, obj):
        return {
            "url": self.address(obj),
            "label": "Ouvrir",
            "classname": self.finalise_classname(["button-small", "button-secondary"]),
            "title": f"Ouvrir {obj}",
        }

    def get_buttons_for_obj(self, obj, *args, **kwargs):
        return [self.get_primary_button(obj)]


class VersionAdmin(ModelAdmin):
    """A list of versions; the class that follows gives the model, its buttons and its columns."""

    menu_icon = "mail"
    permission_helper_class = VersionPermission
    index_view_class = DeskList
    edit_view_class = DeskEdit
    inspect_view_class = DeskInspect
    delete_view_class = DeskDelete
    history_view_class = DeskHistory
