"""Bring what is sealed under the newest of the keys, while people work; say whether an old key may be forgotten."""

from django.core.management.base import BaseCommand, CommandError

from forms_app import chain
from forms_app.services.keys import key_rotation

_SHOWN = 20


class Command(BaseCommand):
    help = "Seal every row again under the first of PORTAL_FIELD_KEYS; safe under use, and to run again."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count what would be renewed, write nothing")
        parser.add_argument("--forget", metavar="NAME", help="say whether a key may be taken out of PORTAL_FIELD_KEYS")

    def handle(self, *, dry_run, forget, **options):
        self.stdout.write(f"Clés, la plus récente d’abord : {', '.join(chain.key_names())}.")
        return self.forget(forget) if forget else self.rotate(dry_run)

    def rotate(self, dry_run):
        found = key_rotation.rotate(dry_run=dry_run, tell=self.tell)
        said = "à renouveler" if dry_run else "renouvelés"
        for name in found.seen:
            self.stdout.write(f"{name} : {found.seen[name]} lus, {found.renewed[name]} {said}.")
        if found.unreadable:
            rows = "\n".join(found.unreadable[:_SHOWN])
            raise CommandError(f"{len(found.unreadable)} lignes qu’aucune clé présente n’ouvre, laissées :\n{rows}")
        if found.moved:
            raise CommandError(f"{found.moved} lignes ont changé à chaque passage. Relancez la commande.")

    def tell(self, name, done, total):
        self.stdout.write(f"  {name} {done}/{total}")
        self.stdout.flush()

    def forget(self, name):
        """CommandError while a row needs the key: nobody learns it from a page that does not open."""
        if name not in chain.key_names():
            raise CommandError(f"Aucune clé de ce nom dans PORTAL_FIELD_KEYS : {name}")
        if name == chain.key_names()[0]:
            raise CommandError("Cette clé est celle qui scelle : mettez-en d’abord une plus récente devant elle.")
        needs = key_rotation.needs()
        for key, words in ((name, "sous cette clé"), ("?", "qu’aucune clé présente n’ouvre")):
            if needs[key]:
                rows = ", ".join(f"{column} {count}" for column, count in needs[key].items())
                raise CommandError(f"Ne l’ôtez pas, des lignes restent {words} : {rows}.")
        rows = key_rotation.journal_rows(name)
        if rows and name not in chain.kept_names():
            raise CommandError(
                f"{rows} lignes du journal sont scellées sous cette clé. Ajoutez d’abord ceci à PORTAL_JOURNAL_KEYS, "
                f"qui les vérifie et n’ouvre rien : {chain.verifying_part(name)}"
            )
        self.stdout.write(self.style.SUCCESS(f"Plus rien n’a besoin de {name} : ôtez-la de PORTAL_FIELD_KEYS."))
