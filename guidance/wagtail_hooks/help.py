"""The words of the desk: its help leads to our own page, its buttons say what they do to a text."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.action_menu import SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem

from guidance.enums import Reading
from guidance.models.official import OfficialPage
from guidance.models.readings import MEDICAL_WORKFLOW, given

_OUTSIDE = ("whats-new-in-wagtail", "editor-guide")
_WORDS = {
    ("approve", False): "Valider et publier",
    ("approve", True): "Valider avec une remarque",
    ("reject", True): "Renvoyer avec une remarque",
    ("action-cancel-workflow", None): "Reprendre le brouillon",
    ("action-restart-workflow", None): "Recommencer la validation",
}
_FIRST = ("approve", False)


@hooks.register("insert_global_admin_css")
def desk_sheet():
    """Our colours and letters, after Wagtail's own sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))


@hooks.register("register_help_menu_item")
def our_help():
    return MenuItem("Aide à la rédaction", "/aide/#redaction", icon_name="help", order=100, name="aide-redaction")


@hooks.register("construct_help_menu")
def nothing_outside(request, menu_items):
    """No entry of the help leads to another host."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(_OUTSIDE)]


@hooks.register("construct_main_menu")
def no_reports_of_the_tool(request, menu_items):
    """The tool's reports count pages; what is to be done stands on the home page."""
    menu_items[:] = [item for item in menu_items if item.name != "reports"]


class Submit(SubmitForModerationMenuItem):
    """The road to publication, in the words of the people who take it."""

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"label": "Soumettre à la validation"}


@hooks.register("construct_page_action_menu")
def what_an_editor_does_first(menu_items, request, context):
    """Submitting stands first when it is possible; approving and sending back say what they do."""
    page = context.get("page")
    if not isinstance(page, OfficialPage):
        return
    menu_items[:] = [Submit(order=item.order) if _submits(item) else item for item in menu_items]
    task = page.current_workflow_task if page.pk else None
    words = _WORDS | _readings(page, task)
    for item in menu_items:
        item.label = words.get(_act(item), item.label)
    menu_items.sort(key=lambda item: not (_submits(item) or _act(item) == _FIRST))


def _readings(page, task) -> dict:
    """In the validation of a medical text, an approval is one of two readings, and says which (G4)."""
    if task is None or page.current_workflow_state.workflow.name != MEDICAL_WORKFLOW:
        return {}
    reading = Reading(task.reading)
    last = set(given(page.current_workflow_state, page.latest_revision_id)) - {reading}
    ends = " et publier" if last else ""
    return {
        _FIRST: f"Donner la {reading.label}{ends}",
        ("approve", True): f"Donner la {reading.label}, avec une remarque",
    }


def _submits(item) -> bool:
    return isinstance(item, SubmitForModerationMenuItem)


def _act(item) -> tuple:
    """What an item does in a validation, and whether it asks for a remark."""
    return item.name, getattr(item, "launch_modal", None)
