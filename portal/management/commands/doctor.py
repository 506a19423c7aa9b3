"""Examine an installation and say what to mend; fails when something must be."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from portal import doctor


class Command(BaseCommand):
    help = "Check settings, database, keys, journal, worker, mail and administrators, and say what to mend."
    requires_system_checks = []  # they are one of its lines
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON document, for a supervisor")

    def handle(self, *, json: bool, **options):
        found = doctor.examine()
        if json:
            self.stdout.write(_document(found))
        else:
            self.stdout.write("\n".join(map(str, found)))
        broken = [each.name for each in found if each.level == "mend"]
        if broken:
            raise CommandError("To be mended: " + ", ".join(broken) + ".")


def _document(found):
    return json.dumps([asdict(each) for each in found], ensure_ascii=False)
