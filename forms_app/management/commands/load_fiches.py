"""Loads what stands beside the fiches; safe to run again."""

from django.core.management.base import BaseCommand

from forms_app.services.fiches import seeding


class Command(BaseCommand):
    help = "Adds the clauses of the questions and the letter models that are missing; never undoes an editor's act."

    def handle(self, *args, **options):
        for line, count in sorted(seeding.load_all().items()):
            self.stdout.write(f"{line}: {count}")
