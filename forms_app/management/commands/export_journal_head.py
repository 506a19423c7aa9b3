"""Write the head of the journal outside the database now, without waiting for the worker."""

from django.core.management.base import BaseCommand

from forms_app.services.trace import journal_heads


class Command(BaseCommand):
    help = "Add the head of the journal to its file (PORTAL_JOURNAL_HEADS), and send it (PORTAL_JOURNAL_MAIL)."

    def handle(self, **options):
        head = journal_heads.export()
        self.stdout.write(str(head) if head else "Rien de nouveau à exporter.")
