"""The composition of `deploy/`, carried out by hand where no container engine is: the same files, order and commands.

What stands for what: a folder that holds what the Containerfile copies, and nothing else, for the image (with the
environment of this checkout for its `.venv`); no write permission and no capability for `read_only` and `cap_drop`; two
addresses of the loopback for those of the two web servers; free ports for 80, 443 and 8000; throwaway folders for the
volumes, the secrets and the certificates. Everything else is read from the files (`recipe`).
"""

import http.client
import os
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

from portal.settings.environment import new_field_key
from tests.bench.client import Connection
from tests.browser.tls import HOST, certificate
from tests.drills import proxy, recipe
from tests.drills.ground import PROJECT, STARTED_WITHIN, free_port
from tests.drills.rows import Rows

EVERY = "0.0.0.0"  # noqa: S104 - what the image listens on, inside its own network
LOOPBACK = {"web-1": "127.0.87.11", "web-2": "127.0.87.12"}
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
#: What `docs/operation.md` says to fill in the environment; the last two let people write without end.
FILLED = {
    "PORTAL_HOSTS": HOST, "PORTAL_BASE_URL": f"https://{HOST}", "PORTAL_DOSSIERS": "1", "PORTAL_HOURLY_TIMES": "100",
}  # fmt: skip
PEOPLE = """
from django.conf import settings
from django.contrib.auth import get_user_model
from forms_app.models import Opening
from forms_app.services.dossiers import opening
from forms_app.services.trace.journal import Origin
from portal.accounts.demo import create_demo_accounts
settings.PORTAL_DEMO = True
create_demo_accounts("exercice-sans-secret-2026")
settings.PORTAL_DEMO = False
one, other = (get_user_model().objects.get(username=name) for name in ("administrateur", "administratrice"))
told = {"hosting_reference": "essai", "hosting_on": "2026-01-02"}
told |= {"assessment_reference": "essai", "assessment_on": "2026-01-02"}
opening.confirm(opening.propose(Opening(**told), Origin(actor=one)), Origin(actor=other))
"""
SESSION = """
from django.contrib.auth import get_user_model
from django.test import Client
client, person = Client(), get_user_model().objects.get(username="secretariat")
client.force_login(person)
session = client.session
session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
session["account_authentication_methods_user"] = str(person.pk)
session.save()
print(session.session_key)
"""


class Door(Connection):
    """A connection of a browser through the proxy, over TLS, that trusts the certificate of the run alone."""

    def __init__(self, port: int, trusted: Path, session: str):
        super().__init__(port, {"__Host-sessionid": session})
        context = ssl.create_default_context(cafile=str(trusted))
        self.http = http.client.HTTPSConnection(HOST, port, timeout=30, context=context)

    def headers(self) -> dict[str, str]:
        return super().headers() | {"Host": HOST, "Origin": f"https://{HOST}"}


class Composition:
    """The services of the compose file as processes of this machine; `manage` runs a command as `prepare` would."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="portal-composed-"))
        self.services = recipe.composition(PROJECT / "deploy" / "compose.yaml")
        self.image = recipe.image(PROJECT / "deploy" / "Containerfile")
        self.port, self.front = free_port(), free_port()
        self.data, self.sources = self.folder / "data", self.folder / "image"
        self.running: dict[str, subprocess.Popen] = {}
        self.rows = Rows(self.folder, self.services["database"])
        self._secrets()
        self.build()

    def _secrets(self) -> None:
        """The three files of secrets, as the guide has them made."""
        place = self.folder / "secrets"
        place.mkdir(mode=0o700)
        made = {
            "database_password": os.urandom(18).hex(),
            "secret_key": os.urandom(40).hex(),
            "field_keys": new_field_key(),
        }
        for name, value in made.items():
            (place / name).write_text(value + "\n", encoding="ascii")

    def build(self) -> None:
        """A folder with what the Containerfile copies, that nobody may write to."""
        self.sources.mkdir()
        for source, to in self.image.copies:
            if source.startswith("--from=build"):
                (self.sources / to).symlink_to(PROJECT / ".venv")
            elif (PROJECT / source).is_dir():
                shutil.copytree(PROJECT / source, self.sources / to, ignore=shutil.ignore_patterns("__pycache__"))
            elif source != "requirements.txt":  # of the build alone
                shutil.copy2(PROJECT / source, self.sources / to)
        subprocess.run(["chmod", "-R", "a-w", str(self.sources)], check=True)
        self.data.mkdir(mode=0o700)

    def environment(self, name: str) -> dict[str, str]:
        """What a service of the portal is given: the image, then the file of the environment, then the service."""
        lines = (PROJECT / "deploy" / "environment.example").read_text(encoding="utf-8").splitlines()
        filed = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        given = self.image.environment | filed | FILLED | self.services[name]["environment"]
        kept = {key: os.environ[key] for key in ("PATH", "LANG", "HOME") if key in os.environ}
        return kept | {key: self.here(value) for key, value in given.items()}

    def here(self, words: str) -> str:
        """The same words with the places of this machine."""
        places = {
            "/var/lib/portal": str(self.data), "/run/secrets": str(self.folder / "secrets"),
            "@database/": f"@127.0.0.1:{self.rows.port}/",
        }  # fmt: skip
        for there, here in places.items():
            words = words.replace(there, here)
        return words

    def run(self, name: str, command: list[str]) -> str:
        """Run a command in the image as a service would, and return what it printed; RuntimeError when it fails."""
        done = subprocess.run(
            bare(command), cwd=self.sources, env=self.environment(name), capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr[-800:]}")
        return done.stdout

    def manage(self, *words: str) -> str:
        return self.run("prepare", [".venv/bin/python", "manage.py", *words])

    def prepare(self) -> None:
        """The database as its service says, then `prepare` with its own lines."""
        self.rows.start()
        self.run_prepare()

    def run_prepare(self) -> None:
        self.run("prepare", ["sh", "-ec", recipe.shell(self.services["prepare"])])

    def forget_data(self) -> None:
        shutil.rmtree(self.data)
        self.data.mkdir(mode=0o700)

    def start(self, name: str) -> None:
        """Start a web server or the worker, and wait for the health check of a web server."""
        address = LOOPBACK.get(name, "")
        command = self.services[name].get("command") or [
            {EVERY: address, "8000": str(self.port)}.get(word, word) for word in self.image.command
        ]
        log = (self.folder / f"{name}.log").open("ab")
        self.running[name] = subprocess.Popen(
            bare(command), cwd=self.sources, env=self.environment(name), start_new_session=True, stderr=log, stdout=log
        )
        if address:
            self.wait_for(
                name, [word.replace("127.0.0.1:8000", f"{address}:{self.port}") for word in self.image.health]
            )

    def wait_for(self, name: str, check: list[str]) -> None:
        end = time.monotonic() + STARTED_WITHIN
        while subprocess.run(bare(check), cwd=self.sources, capture_output=True).returncode:
            if time.monotonic() > end or self.running[name].poll() is not None:
                raise RuntimeError(f"{name} is not healthy: {(self.folder / f'{name}.log').read_text()[-800:]}")
            time.sleep(0.2)

    def start_proxy(self) -> None:
        """The delivered nginx.conf through the lines of the service, then with the ports and addresses of here."""
        conf = self.folder / "conf.d"
        conf.mkdir(exist_ok=True)
        shutil.copy2(PROJECT / "deploy" / "nginx.conf", conf / "default.conf.in")
        (self.folder / "nginx.conf").write_text(
            f"pid {self.folder}/pid;\nerror_log {self.folder}/nginx.log;\nevents {{}}\nhttp {{\naccess_log off;\n"
            + "".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in TEMPORARY)
            + f"include {conf}/default.conf;\n}}\n", encoding="utf-8",
        )  # fmt: skip
        lines = recipe.shell(self.services["proxy"]).replace("/etc/nginx/conf.d", str(conf))
        tools = self.folder / "tools"
        tools.mkdir(exist_ok=True)
        (tools / "nginx").write_text(self._own_nginx(conf / "default.conf"), encoding="utf-8")
        (tools / "nginx").chmod(0o755)
        self.running["proxy"] = subprocess.Popen(
            ["sh", "-ec", lines], env={"PATH": f"{tools}:{os.environ['PATH']}"}, start_new_session=True,
        )  # fmt: skip
        self._answers_over_tls()

    def _own_nginx(self, site: Path) -> str:
        """A `nginx` for the last line of the service: unprivileged ports, this run's certificate and addresses."""
        plain = free_port()
        pem = certificate(self.folder)
        for name in ("fullchain.pem", "key.pem"):
            shutil.copy2(pem, self.folder / name)
        changes = {"listen 80;": f"listen 127.0.0.1:{plain};", "listen 443 ": f"listen 127.0.0.1:{self.front} "}
        changes["/etc/ssl/portal/"] = f"{self.folder}/"
        for name, address in LOOPBACK.items():
            there = self.services[name]["networks"]["inside"]["ipv4_address"]
            changes[f"server {there}:8000"] = f"server {address}:{self.port}"
        own = " ".join(f"-e 's|{there}|{here}|'" for there, here in changes.items())
        return f'#!/bin/sh\nsed -i {own} {site}\nexec {proxy.binary()} -c {self.folder}/nginx.conf "$@"\n'

    def _answers_over_tls(self) -> None:
        end = time.monotonic() + STARTED_WITHIN
        while time.monotonic() < end:
            try:
                self.door("").once("/")
            except (OSError, http.client.HTTPException, RuntimeError) as error:
                if isinstance(error, ssl.SSLCertVerificationError):
                    raise
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("The proxy did not answer over TLS.")

    def door(self, session: str) -> Door:
        return Door(self.front, self.folder / "front.pem", session)

    def people(self) -> "partial[Door]":
        """Who writes in the drill, and the recorded opening without which nobody may; returns what opens their door."""
        self.manage("shell", "-v0", "-c", PEOPLE)
        return self.session()

    def session(self) -> "partial[Door]":
        return partial(self.door, self.manage("shell", "-v0", "-c", SESSION).split()[-1])

    def kill(self, name: str) -> None:
        """End a service and all its processes at once, without a word."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self, *names: str) -> None:
        """Ask services to stop, as an engine does, and wait."""
        for name in names:
            self.running[name].terminate()
        for name in names:
            self.running.pop(name).wait(STARTED_WITHIN)

    def remove(self) -> None:
        for name in list(self.running):
            self.kill(name)
        self.rows.remove()
        subprocess.run(["chmod", "-R", "u+w", str(self.folder)], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def written_outside(self) -> list[str]:
        """What services could write beside their data: nothing, if the sources are read-only for them."""
        tried = "import pathlib; pathlib.Path('portal/essai').write_text('x')"
        done = subprocess.run(bare([".venv/bin/python", "-c", tried]), cwd=self.sources, capture_output=True, text=True)
        return [] if "PermissionError" in done.stderr else ["portal/essai"]


def bare(command: list[str]) -> list[str]:
    """The command without any capability of root, and with no way to gain one: as the composition drops them."""
    if os.geteuid() or not shutil.which("setpriv"):
        return command
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", *command]
