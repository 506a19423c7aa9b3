"""What waits at the desk for the fiches: broken clauses, specimens without a model, models to validate."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from forms_app.services.fiches import desk
from forms_app.services.mail import messages
from guidance.services.desk import EDITORS, VALIDATORS


class FichesHome(Component):
    """After the texts, for editors and validators only; a fixed number of queries."""

    order = 200
    template_name = "forms_app/desk/home.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        groups = set(user.groups.values_list("name", flat=True))
        if not groups & {EDITORS, VALIDATORS}:
            return {"shown": False}
        return {
            "shown": True,
            "validates": VALIDATORS in groups,
            "writes": EDITORS in groups,
            "user": user,
            "mapping_url": reverse("forms_app_questionclause_modeladmin_index"),
            "message_proposals": messages.proposals(),
            **desk.waiting(),
        }


@hooks.register("construct_homepage_panels", order=1000)
def show_what_the_fiches_wait_for(request, panels):
    panels.append(FichesHome())
