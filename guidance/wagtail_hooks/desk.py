"""The desk itself: its script, what a submission of an edition covers, and a page that is restricted."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import PageViewRestriction
from wagtail.signals import task_submitted

from guidance.models import EditionPage, SiteVersion
from guidance.services import publication


@hooks.register("insert_global_admin_js")
def desk_script():
    """Start the choosers that Wagtail would start from inline scripts (strict CSP)."""
    return format_html('<script src="{}"></script>', static("js/desk.js"))


@receiver(task_submitted)
def remember_what_is_submitted(sender, instance, user, **kwargs):
    """Keep which revision of each section an edition's validation covers, at each submission of it."""
    if isinstance(instance.workflow_state.content_object.specific, EditionPage):
        publication.remember_submission(instance.workflow_state)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def announce_restriction(sender, instance, **kwargs):
    """A page that becomes restricted leaves the shared pages at once; the index follows in `search/live.py`."""
    SiteVersion.bump()
