"""Loads the official texts and what stands beside them; safe to run again."""

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from guidance.content.decode import ContentError
from guidance.services import desk, loading


class Command(BaseCommand):
    help = "Adds the official texts that are missing, reports what it did, and never overwrites an editor's change."

    def handle(self, *args, **options):
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            raise CommandError("No default site: run migrate first.")
        index = desk.texts_index(site.root_page)
        try:
            report = loading.load_all(index)
        except ContentError as error:
            raise CommandError(f"Nothing was loaded: {error}") from error
        desk.set_up(index)
        for line, count in sorted(report.items()):
            self.stdout.write(f"{line}: {count}")
