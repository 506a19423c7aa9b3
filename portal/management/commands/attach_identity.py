"""Attach the national identifier of a person to their account: on the server, because it is a way in."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from portal.accounts import identities
from portal.openid.profiles import PROFILES, Unidentified


class Command(BaseCommand):
    help = "Let an account sign in through an identity provider, by its RPPS number or its « sub »; told by mail."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("profile", choices=sorted(PROFILES))
        parser.add_argument("identifier", nargs="?", default="")
        parser.add_argument("--remove", action="store_true", help="close this way in")

    def handle(self, *, username, profile, identifier, remove, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Aucun compte de ce nom : {username}")
        try:
            if remove:
                identities.detach(user, PROFILES[profile])
            else:
                identities.attach(user, PROFILES[profile], identifier)
        except identities.Taken as error:
            raise CommandError("Un autre compte porte cet identifiant.") from error
        except Unidentified as error:
            raise CommandError("Cet identifiant n’est pas de ceux que ce fournisseur donne.") from error
        self.stdout.write(f"{PROFILES[profile].name}, {username} : {'fermé' if remove else 'ouvert'}.")
