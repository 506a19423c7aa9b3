"""Send the rows of the journal to the collector now, without waiting for the worker."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forms_app.services.trace import journal_sending


class Command(BaseCommand):
    help = "Send what the collector of the journal (PORTAL_JOURNAL_COLLECTOR) does not have yet."

    def add_arguments(self, parser):
        parser.add_argument("--again-from", type=int, metavar="NUMBER", help="send again from this row on")

    def handle(self, *, again_from, **options):
        if not settings.PORTAL_JOURNAL_COLLECTOR:
            raise CommandError("PORTAL_JOURNAL_COLLECTOR ne nomme aucun collecteur.")
        if again_from is not None:
            journal_sending.send_again(again_from)
        taken = 0
        try:
            while part := journal_sending.send_part():
                taken += part
        except journal_sending.NotTaken as error:
            raise CommandError(f"{taken} lignes reçues, puis le collecteur a manqué : {error}.") from error
        self.stdout.write(f"{taken} lignes reçues par le collecteur.")
