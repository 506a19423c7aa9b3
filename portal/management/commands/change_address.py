"""Change the address of an account: on the server, because whoever holds the address chooses the password."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from portal.accounts import administrators


class Command(BaseCommand):
    help = "Give an account another mail address; both addresses are told."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("address")

    def handle(self, *, username, address, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"No account is named {username}.")
        try:
            administrators.change_address(user, address)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Adresse de {username} changée.")
