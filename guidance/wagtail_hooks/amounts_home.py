"""What waits at the desk for the amounts: rows to validate, and the schedule of each 1 April to type."""

from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from guidance.services import amounts
from guidance.services.desk import EDITORS, VALIDATORS


class AmountsHome(Component):
    """For editors, validators and their deputies; a fixed number of queries."""

    order = 150
    template_name = "guidance/desk/amounts_home.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        validates = amounts.validates(user)
        writes = user.groups.filter(name__in=[EDITORS, VALIDATORS]).exists()
        if not writes and not validates:
            return {"shown": False}
        due = amounts.due(timezone.localdate()) if writes else []
        return {
            "shown": True,
            "validates": validates,
            "drafts": [{"row": row, "mine": row.entered_by_id == user.pk} for row in amounts.drafts()],
            "due": due,
            "due_count": len(due),
            "create_url": reverse("guidance_amountperiod_modeladmin_create"),
        }


@hooks.register("construct_homepage_panels", order=500)
def show_the_amounts_that_wait(request, panels):
    panels.append(AmountsHome())
