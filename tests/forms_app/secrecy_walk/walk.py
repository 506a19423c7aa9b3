"""Fills every fiche without a file on a real database, then says where a planted word can be found; its own process.

Every run ends in one of three ways: delivered and wiped, left before the preview, left after it. All loggers write
everything they can, queries with their parameters included. `--plant-only` leaves words in the session and the
cache on purpose: a search that does not find it there is worth nothing.
"""

import json
import logging
import re
import sys
import tempfile
from pathlib import Path

import django

ENDS = ("before", "after", "wiped")
#: Planted words by reading of the question; invented, long, with accents.
WORDS = {
    "name": "Quorvélac Xandrûbert",
    "address": "7 allée des Brimbelûches",
    "prose": "Son frère Ulvandréas habite Trézibelle",
    "medical": "compte rendu Myrvandolène",
    "wrong": "Zwifèlbrand lundi",
    "birth": "17/07/1953",
}
PLANTED = ["Quorvélac", "Xandrûbert", "Brimbelûches", "Ulvandréas", "Trézibelle", "Myrvandolène", "Zwifèlbrand"]
NAMELESS = ["17/07/1953", "17 juillet 1953"]


def main(data: Path, only_plant: bool) -> None:
    log = listen(data)
    django.setup()
    open_every_logger(log)
    from django.db import connection

    connection.force_debug_cursor = True
    done = plant_words() if only_plant else Walk().all()
    print(json.dumps({"ran": done, "found": everywhere(data), "dumped": dumped()}))  # noqa: T201 - the report


def listen(data: Path) -> logging.Handler:
    handler = logging.FileHandler(data / "everything.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s %(args)s"))
    return handler


def open_every_logger(handler: logging.Handler) -> None:
    root = logging.getLogger()
    root.handlers = [handler]
    for logger in [root, *(logging.getLogger(name) for name in list(root.manager.loggerDict))]:
        logger.setLevel(logging.DEBUG)
        logger.disabled = False
        if not logger.propagate:
            logger.addHandler(handler)


def everywhere(data: Path) -> dict:
    """What the files hold while the database is open, its log of writes included."""
    from tests.forms_app.secrecy_walk.searching import found_under

    return found_under(data, PLANTED + NAMELESS)


def dumped() -> list[str]:
    """What the rows hold once the database has undone its own compression."""
    from django.db import connection

    from tests.forms_app.secrecy_walk.searching import found_in

    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            rows = b"\n".join(as_bytes(value) for row in cursor.fetchall() for value in row)
            found += [f"{table} {told}" for told in found_in(rows, PLANTED + NAMELESS)]
    return found


def as_bytes(value) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode("utf-8", "replace")


def plant_words() -> None:
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.cache import cache

    session = SessionStore()
    session["left"] = "Quorvélac"
    session.save()
    cache.set("left", {"person": "Xandrûbert"})


class Walk:
    """People who fill every fiche, for both authorities, with each of the ends."""

    def __init__(self):
        from django.contrib.auth import get_user_model
        from django.test import Client

        self.clients = {}
        for name in ("medecin", "secretariat", "directeur"):
            self.clients[name] = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
            self.clients[name].force_login(get_user_model().objects.get(username=name))
        self.runs = dict.fromkeys(ENDS, 0)

    def all(self) -> dict:
        from forms_app import fiches

        for fiche in fiches.FICHES:
            for authority in fiche.authorities:
                for end in ENDS:
                    self.run(fiche, authority, end)
        return self.runs

    def run(self, fiche, authority, end: str) -> None:
        from forms_app.enums import Role

        roles = {str(role) for role in fiche.roles}
        who = "directeur" if Role.DIRECTOR in roles else "secretariat" if Role.SECRETARY in roles else "medecin"
        self.client = self.clients[who]
        started = self.post(f"/fiches/nouvelle/{fiche.key}/", {"autorite": authority, "dossier": "sans"}, 302)
        self.base = re.match(r"(/fiches/brouillons/[0-9a-f-]{36}/)", started.headers["Location"])[1]
        self.fill(fiche, thorough=end == "wiped")
        if end != "before":
            self.preview()
        if end == "wiped":
            self.deliver()
        self.runs[end] += 1

    def post(self, url, body, *expected):
        response = self.client.post(url, body)
        assert response.status_code in expected, (url, response.status_code)
        return response

    def get(self, url):
        response = self.client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        return response

    def fill(self, fiche, *, thorough: bool) -> None:
        """Every step: saved while typing, wrong once, right, from a window left behind, after the session ended."""
        from tests.forms_app.secrecy_walk.answering import answers

        steps = answers(fiche, words_of(fiche))
        for slug, typed in steps.items() if thorough else ():
            fields = {f"{slug}-{name}": values for name, values in typed.items()}
            self.post(f"{self.base}enregistrer/", fields | {"etape": slug, "version": "0"}, 204, 409)
            self.settle(slug)
            wrong = {name: WORDS["wrong"] for name in fields}
            self.post(f"{self.base}{slug}/", wrong | {"version": self.version()}, 302, 422)
            self.post(f"{self.base}{slug}/", fields | {"version": "0"}, 302, 409)
            self.settle(slug)
        if thorough:
            self.out_of_session(steps)
        page = {f"{slug}-{name}": values for slug, typed in steps.items() for name, values in typed.items()}
        kept = self.post(f"{self.base}page/", page | {"etape": list(steps), "version": self.version()}, 302, 422)
        assert kept.status_code == 302, errors(kept)
        for slug in steps if thorough else ():
            assert self.client.get(f"{self.base}{slug}/").status_code in (200, 302)

    def version(self) -> str:
        return re.search(r'name="version" value="(\d+)"', self.client.get(f"{self.base}page/").content.decode())[1]

    def settle(self, slug: str) -> None:
        self.post(f"{self.base}{slug}/", {"garder": "enregistree"}, 302)

    def out_of_session(self, steps) -> None:
        """A post whose session has ended, and one whose token is no longer good, with the words in both."""
        from django.conf import settings
        from django.test import Client

        slug, typed = next((slug, typed) for slug, typed in steps.items() if slug != "demande")
        fields = {f"{slug}-{name}": values for name, values in typed.items()}
        version = self.version()
        session = self.client.cookies.pop(settings.SESSION_COOKIE_NAME)
        self.post(f"{self.base}{slug}/", fields | {"version": version}, 302)
        self.client.cookies[settings.SESSION_COOKIE_NAME] = session.value
        strict = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
        strict.cookies = self.client.cookies
        origin = {"HTTP_ORIGIN": "http://127.0.0.1"}
        assert strict.post(f"{self.base}{slug}/", fields, **origin).status_code == 403

    def preview(self) -> None:
        self.get(f"{self.base}relecture/")
        asked = self.post(f"{self.base}relecture/", {"faire": "lettre"}, 302, 422)
        assert asked.status_code == 302, errors(asked)
        shown = self.get(f"{self.base}lettre/").content.decode()
        assert "Quorvélac" in shown
        self.letter = re.search(r'name="lettre" value="([^"]+)"', shown)[1]
        assert self.get(f"{self.base}lettre.pdf").content.startswith(b"%PDF")

    def deliver(self) -> None:
        self.post(f"{self.base}lettre/", {"faire": "remettre", "lettre": self.letter}, 302)
        assert self.get(f"{self.base}lettre.pdf?telecharger").content.startswith(b"%PDF")
        late = {"identite-person": WORDS["name"], "etape": "demande"}
        self.post(f"{self.base}demande/", late, 409)
        self.post(f"{self.base}lettre/", {"faire": "oublier"}, 302)
        assert self.client.get(f"{self.base}lettre.pdf").status_code == 404


def errors(response) -> list[str]:
    from tests.forms_app.wizard.filling import errors as told

    return told(response) or re.findall(r"<main.*</main>", response.content.decode(), re.S)


def words_of(fiche):
    """Planted words by question; those of a college differ, as its physicians must."""
    names = [question.name for question in fiche.questions()]

    def words(question):
        said = WORDS[str(question.outgoing)]
        physician = question.name.startswith("physician") or question.name == "rapporteur"
        return f"{said} {chr(65 + names.index(question.name))}" if physician else said

    return words


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    tempfile.tempdir = str(folder / "tmp")
    Path(tempfile.tempdir).mkdir(exist_ok=True)
    main(folder, "--plant-only" in sys.argv)
