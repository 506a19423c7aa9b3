"""Asks every reference of the library whether it still answers, on the hosts that PORTAL_LINK_HOSTS names."""

from django.core.management.base import BaseCommand, CommandError

from guidance.services import checking


class Command(BaseCommand):
    help = "Checks the links of the reference library. Off unless PORTAL_LINK_HOSTS names hosts, or « * »."

    def handle(self, *args, **options):
        if not checking.hosts():
            raise CommandError("PORTAL_LINK_HOSTS names no host: nothing is asked. References are checked by hand.")
        run = checking.start("ligne de commande") or checking.current()
        left = True
        while left:
            left = checking.work(run.pk)
            run.refresh_from_db()
            self.stdout.write(f"{run.done} / {run.total}")
        for verdict, count in checking.summary(run):
            self.stdout.write(f"{verdict}: {count}")
