"""Creates the synthetic dossiers of a demonstration, once."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from forms_app.services.demo import demonstration_dossiers, demonstration_years


class Command(BaseCommand):
    help = "Create synthetic dossiers in fictitious authorities, and past bilans (refused unless PORTAL_DEMO is on)."

    def handle(self, *args, **options):
        if not settings.PORTAL_DEMO:
            raise CommandError("PORTAL_DEMO is off: no synthetic dossier is created.")
        accounts = {user.username: user for user in get_user_model().objects.all()}
        made = demonstration_dossiers.fill(accounts)
        demonstration_years.fill(accounts)
        self.stdout.write(f"dossiers: {made}")
