"""The desk's home page: what awaits this person, what stands in validation, what is to be read again."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from guidance.models import EditionPage, NotingAuthority, TextPage
from guidance.services import network, reviews
from guidance.services.desk import EDITORS, MEDICAL_READERS, VALIDATORS


class DeskHome(Component):
    """Everything that waits at the desk, for one person, in a fixed number of queries."""

    order = 100
    template_name = "guidance/desk/home.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        groups = set(user.groups.values_list("name", flat=True))
        if not groups & {EDITORS, VALIDATORS, MEDICAL_READERS}:
            local = NotingAuthority.objects.filter(editors__name__in=groups).exists()
            return {"writes": False, "validates": False, "local": local, "user": user}
        waiting = reviews.reviews()
        running = [review for review in waiting if not review.sent_back]
        context = {
            "user": user,
            "reads": bool(groups & {VALIDATORS, MEDICAL_READERS}),
            "mine_to_approve": [review for review in running if user.pk in review.approvers],
            "running": [_with_reason(review, user) for review in running if user.pk not in review.approvers],
            "alerts": network.to_read(user),
        }
        if not groups & {EDITORS, VALIDATORS}:
            return {**context, "physician": True}
        return {
            **context,
            "writes": EDITORS in groups,
            "validates": VALIDATORS in groups,
            "scheduled": [_with_reason(schedule, user) for schedule in reviews.schedules()],
            "sent_back": [review for review in waiting if review.sent_back],
            "drafts": reviews.drafts_of(user),
            "readings": reviews.readings_due(),
            "to_confirm": [_table(row) for row in reviews.to_confirm()],
            "texts": _texts(),
        }


def _with_reason(review, user) -> dict:
    return {"review": review, "wrote": user.pk in review.authors}


def _table(row: dict) -> dict:
    meta = row["model"]
    address = reverse(f"{meta.app_label}_{meta.model_name}_modeladmin_index")
    return {"name": meta.verbose_name_plural, "count": row["count"], "url": f"{address}?{row['query']}"}


def _texts() -> list[dict]:
    """The texts with their editions, newest first, in two queries."""
    editions = list(EditionPage.objects.order_by("-slug"))
    return [
        {"page": text, "editions": [edition for edition in editions if edition.path.startswith(text.path)]}
        for text in TextPage.objects.order_by("path")
    ]


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    panels[:] = [DeskHome()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counters(request, items):
    """The number of pages tells nobody what to do."""
    items.clear()
