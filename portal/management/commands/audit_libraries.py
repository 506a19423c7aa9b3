"""Compare the installed libraries with the published advisories; fails when one is known, or when nobody answered."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import advisories


class Command(BaseCommand):
    help = "Ask a service of advisories (PORTAL_ADVISORIES, or that of OSV) about each library, and keep the answer."
    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, **options):
        try:
            made = advisories.review(settings.PORTAL_ADVISORIES)
        except advisories.NotAsked as reason:
            raise CommandError(f"NOTHING WAS COMPARED: {reason}.", returncode=2) from reason
        for name, ids in made.known.items():
            self.stdout.write(f"{name} {advisories.installed()[name]}: {', '.join(ids)}")
        if made.known:
            raise CommandError(f"{len(made.known)} of {made.libraries} libraries have known advisories.")
        self.stdout.write(f"{made.libraries} libraries compared, no advisory is known of their versions.")
