"""Create the demonstration accounts, one for each role, and say how to sign in."""

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from portal.accounts.demo import ACCOUNTS, create_demo_accounts, demo_password


class Command(BaseCommand):
    help = "Create the demonstration accounts (refused unless PORTAL_DEMO is on)."

    def handle(self, **options):
        password = demo_password()
        try:
            create_demo_accounts(password)
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Comptes de démonstration : " + ", ".join(ACCOUNTS))
        self.stdout.write(f"Mot de passe (le même pour tous) : {password}")
