"""Verify the journal of acts and readings, and say what a verification cannot see."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from forms_app.services.trace import journal_check, journal_heads

_SHOWN = 50


class Command(BaseCommand):
    help = "Verify every row of the journal, its chain, and the heads exported outside the database."

    def add_arguments(self, parser):
        parser.add_argument("--heads", type=Path, metavar="FILE", help="other heads, one a line, as received by mail")

    def handle(self, *, heads, **options):
        try:
            found = journal_check.verify(self.expected(heads))
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{found.rows} lignes vérifiées, {found.heads_compared} têtes exportées comparées.")
        if found.head:
            self.stdout.write(f"Tête : {found.head}")
        for words in (*found.warnings, *(f"Limite : {limit}" for limit in journal_check.LIMITS)):
            self.stdout.write(words)
        if not found.sound:
            shown = "\n".join(map(str, found.faults[:_SHOWN]))
            raise CommandError(f"Le journal n’est pas intact, {len(found.faults)} anomalies :\n{shown}")
        self.stdout.write(self.style.SUCCESS("Le journal est intact."))

    @staticmethod
    def expected(heads):
        lines = heads.read_text(encoding="utf-8").splitlines() if heads else []
        return [*journal_heads.kept(), *journal_heads.read(lines)]
