"""The home page: one page that answers « what do I need now »."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


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

    def serve(self, request, *args, **kwargs):
        return type(self).reader(request, self)

    def serve_preview(self, request, mode_name):
        return type(self).reader(request, self)
