"""Take the second factors of an account away, on the server: when two administrators cannot do it."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from portal.accounts import resets


class Command(BaseCommand):
    help = "Take away the second factors of an account and end its sessions; written in the journal, told by mail."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Aucun compte de ce nom : {username}")
        resets.on_the_server(user)
        self.stdout.write(f"Seconds facteurs de {username} retirés. La personne en installe d’autres à sa connexion.")
