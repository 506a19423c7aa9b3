"""Many people act on dossiers at the same moment, each on a connection of their own; says in JSON what came of it.

`python -m tests.forms_app.drills.acting NUMBER`: NUMBER threads open, validate, transmit; two of them want every act.
"""

import hashlib
import json
import sys
import threading
import uuid
from datetime import date, timedelta

import django


def main(number: int) -> dict:
    """Return what happened: numbers given, acts done and refused by their names, errors of any other kind."""
    from django.contrib.auth import get_user_model

    people = {user.username: user for user in get_user_model().objects.all()}
    drill = Drill(people, number)
    drill.at_once("open", [lambda: drill.opened() for _ in range(number)])
    ready = drill.ready_to_validate()
    drill.twice("validate-avis", "medecin", ready)
    drill.twice("record-signature", "secretariat", ready[:1])  # told twice, it is written twice: a paper signed again
    drill.each("record-signature", "secretariat", ready[1:])
    drill.twice("submit", "secretariat", ready)
    drill.twice("transmit", "directeur", ready)
    return drill.told


class Drill:
    """The threads of a drill and what they met."""

    def __init__(self, people: dict, number: int):
        self.people, self.number = people, number
        self.told = {"numbers": [], "done": {}, "refused": {}, "errors": []}
        self.lock = threading.Lock()

    def at_once(self, name: str, acts: list) -> None:
        """Run acts in threads that start together, no more than `number` at a time."""
        for start in range(0, len(acts), self.number):
            group = acts[start : start + self.number]
            barrier = threading.Barrier(len(group))
            threads = [threading.Thread(target=self.one, args=(name, act, barrier)) for act in group]
            [thread.start() for thread in threads]
            [thread.join() for thread in threads]

    def one(self, name: str, act, barrier) -> None:
        from django.db import connection

        from forms_app.rules.workflow.machine import Refused

        try:
            barrier.wait()
            act()
            self.count("done", name)
        except Refused:
            self.count("refused", name)
        except Exception as error:  # whatever it is, it is what the drill looks for
            with self.lock:
                self.told["errors"].append(f"{name} {type(error).__name__} {error}")
        finally:
            connection.close()

    def count(self, kind: str, name: str) -> None:
        with self.lock:
            self.told[kind][name] = self.told[kind].get(name, 0) + 1

    def each(self, name: str, username: str, rows: list) -> None:
        self.at_once(name, [lambda row=row: self.do(row, name, username) for row in rows])

    def twice(self, name: str, username: str, rows: list) -> None:
        """Every act is wanted by two at the same moment."""
        self.at_once(name, [lambda row=row: self.do(row, name, username) for row in rows for _ in range(2)])

    def do(self, row, name: str, username: str):
        from django.utils import timezone

        from forms_app import policy
        from forms_app.enums import Way
        from forms_app.rules.vocabulary import ReceptionMode
        from forms_app.services.dossiers import dossier_acts
        from forms_app.services.dossiers.dossier_held import Given
        from forms_app.services.trace.journal import Origin

        user, today = self.people[username], timezone.localdate()
        given = Given(today, ReceptionMode.BY_DOCTOR, Way.POST)
        reader = policy.opened(user, row.pk, on=today)
        return dossier_acts.do(
            origin=Origin(user), reader=reader, name=name, given=given, authenticated_at=timezone.now()
        )

    def opened(self):
        """A dossier opened by the secretary; its number is kept."""
        from forms_app.enums import CaseRole
        from forms_app.models import Membership
        from forms_app.services.dossiers import dossiers
        from forms_app.services.trace.journal import Origin

        user = self.people["secretariat"]
        member = Membership.objects.select_related("authority").get(user=user, role=CaseRole.SECRETARY)
        prefecture = member.authority.prefectures.get().pk
        row = dossiers.open_dossier(
            origin=Origin(user), membership=member, person=dossiers.Person("Essai", "Amina"),
            asked=dossiers.Request(prefecture, "residence", date(2016, 3, 1), "35"),
        )  # fmt: skip
        with self.lock:
            self.told["numbers"].append(row.number)
        return row

    def ready_to_validate(self) -> list:
        """The dossiers opened, each with its report examined and the physician's letter delivered."""
        from forms_app.models import Dossier

        rows = list(Dossier.objects.all())
        for row in rows:
            self.do(row, "register-report", "secretariat")
            self.do(row, "begin-review", "medecin")
            self.letter(row)
        return rows

    def letter(self, row) -> None:
        from django.utils import timezone

        from forms_app import crypto, fiches
        from forms_app.models import DossierRun, Letter

        user, run, pdf = self.people["medecin"], uuid.uuid4(), b"%PDF avis"
        DossierRun.objects.create(run=run, dossier=row, fiche="avis", started_by=user)
        Letter.objects.create(
            run=run, author=user, fiche="avis", authority="ars", recipient=fiches.get("avis").recipient,
            state="delivered", content=crypto.seal(b"{}"), content_sha256=hashlib.sha256(b"{}").hexdigest(),
            pdf=crypto.seal(pdf), pdf_sha256=hashlib.sha256(pdf).hexdigest(), template_version="1",
            delivered_at=timezone.now(), expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
