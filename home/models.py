"""The home page: one page that answers « what do I need now »."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PagePermissionTester


class StandingTester(PagePermissionTester):
    """The root of the site stays where it is, open: every dated address stands below it, a superuser included."""

    def can_unpublish(self):
        return False

    def can_delete(self, ignore_bulk=False):
        return False

    def can_move_to(self, destination):
        return False

    def can_set_view_restrictions(self):
        return False


class HomePage(Page):
    """The root of the site; what it shows is gathered by its view, only its welcome line is written by editors."""

    open_reading = True
    reader: ClassVar[Callable | None] = None

    welcome = models.CharField(
        "titre de la page",
        max_length=120,
        default="Les textes de la procédure « étrangers malades », mot pour mot",
    )

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("welcome")]

    class Meta:
        verbose_name = "accueil"
        verbose_name_plural = "accueils"

    def permissions_for_user(self, user):
        return StandingTester(user, self)

    def save(self, *args, **kwargs):
        self.expire_at = None  # no clock withdraws it either
        return super().save(*args, **kwargs)

    def serve(self, request, *args, **kwargs):
        return type(self).reader(request, self)

    def serve_preview(self, request, mode_name):
        return type(self).reader(request, self)
