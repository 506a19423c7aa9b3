"""Loads the authorities delivered with the portal; safe to run again."""

from django.core.management.base import BaseCommand

from forms_app.services.team import authorities


class Command(BaseCommand):
    help = "Adds the authorities of today that are missing; never undoes an administrator's act."

    def handle(self, *args, **options):
        self.stdout.write(f"authorities: {authorities.load()}")
