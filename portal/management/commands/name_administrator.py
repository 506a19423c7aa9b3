"""Name an administrator: on the server only, so that nobody makes a second one of their own through a screen."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from portal.accounts import administrators


class Command(BaseCommand):
    help = "Open or find an account, give it the role of administrator, and send its link to choose a password."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--email", help="address of a new account")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--remove", action="store_true", help="take the role back instead")

    def handle(self, *, username, email, first_name, last_name, remove, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None and (remove or not email):
            raise CommandError(f"No account is named {username}; --email opens one.")
        if remove:
            administrators.take_back(user)
            self.stdout.write(f"{username} n’est plus administrateur.")
            return
        identity = {"email": email, "first_name": first_name, "last_name": last_name}
        user, opened = (user, False) if user else (administrators.open_account(username, **identity), True)
        administrators.name(user)
        self.stdout.write(f"{username} est administrateur. Administrateurs en service : {administrators.count()}.")
        if opened:
            self.stdout.write(f"Un lien pour choisir son mot de passe part à {email}.")
        if administrators.count() < 2:
            self.stdout.write("Il en faut deux : une habilitation se propose par l’un et se confirme par l’autre.")
