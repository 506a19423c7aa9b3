"""Prepare everything, then become the parent of the web server and of the worker."""

import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.accounts.demo import ACCOUNTS, create_demo_accounts, demo_password
from portal.static_files import collect_if_changed


class Command(BaseCommand):
    help = "Migrate, load the texts, create the demonstration accounts, then serve and work until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--prepare-only", action="store_true", help="stop before serving")

    def handle(self, *, prepare_only, **options):
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        self.say("Préparation de la base de données")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.say("Chargement des textes officiels")
        call_command("load_texts")
        call_command("load_fiches")
        call_command("load_authorities")
        self.say("Préparation des fichiers statiques")
        collect_if_changed()
        notice = self.demonstration() if settings.PORTAL_DEMO else ""
        if not prepare_only:
            self.become_supervisor(notice)

    def say(self, what):
        self.stdout.write(f"{what}…")
        self.stdout.flush()

    def demonstration(self):
        """Create the accounts; returns what to print once the site answers."""
        password = demo_password()
        create_demo_accounts(password)
        if settings.PORTAL_DOSSIERS:
            call_command("demo_dossiers")
        return f"Comptes de démonstration : {', '.join(ACCOUNTS)}\nMot de passe (le même pour tous) : {password}\n"

    def become_supervisor(self, notice):
        """Replace this process by the light parent; the settings in use stay those of the children."""
        environment = os.environ | {"PORTAL_NOTICE": notice, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
        self.stdout.flush()
        os.chdir(settings.PROJECT_DIR)
        os.execve(sys.executable, [sys.executable, "-m", "portal.supervisor"], environment)  # noqa: S606 - our own command, no shell
