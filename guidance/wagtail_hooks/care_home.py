"""The editors' blocks of the desk's home: what readers, the library and the searches ask; and local editors' notes."""

from wagtail import hooks
from wagtail.admin.ui.components import Component

from guidance.services import caring
from guidance.services.desk import EDITORS, VALIDATORS


class CareHome(Component):
    """For national editors and validators; a fixed number of queries whatever the number of rows."""

    order = 120
    template_name = "guidance/desk/care_home.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        if not set(user.groups.values_list("name", flat=True)) & {EDITORS, VALIDATORS}:
            return {"shown": False}
        return {"shown": True, **caring.for_editors(), "choices": caring.choices()}


class LocalHome(Component):
    """For the editors of an authority: its notes, and nothing of the national texts (G6)."""

    order = 110
    template_name = "guidance/desk/local_home.html"

    def get_context_data(self, parent_context):
        notes = caring.local_notes(parent_context["request"].user)
        return {"shown": notes is not None, "notes": notes}


@hooks.register("construct_homepage_panels", order=500)
def show_what_is_asked(request, panels):
    panels += [CareHome(), LocalHome()]
