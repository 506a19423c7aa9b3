"""PostgreSQL as its service of the compose file describes it: role, database and password, over TCP."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests import postgresql
from tests.drills.ground import STARTED_WITHIN, free_port


class Rows:
    """A server of this machine's PostgreSQL for the service `database`; its folder stands for the volume."""

    def __init__(self, folder: Path, service: dict):
        self.given, self.check = service["environment"], service["healthcheck"]["test"]
        self.secret = folder / "secrets" / Path(self.given["POSTGRES_PASSWORD_FILE"]).name
        self.folder = Path(tempfile.mkdtemp(prefix="portal-rows-"))
        self.port, self.running = free_port(), False

    def start(self) -> None:
        """A new server with its role and its database, as the image makes them; waits for the service's own check."""
        account, where = postgresql.owner(), postgresql.binaries()
        words = self.folder / "password"
        shutil.copyfile(self.secret, words)
        if account:
            for path in (self.folder, words):
                os.chown(path, account.pw_uid, account.pw_gid)
        user = self.given["POSTGRES_USER"]
        postgresql.run(
            account, where / "initdb", "-D", self.folder / "data", "-U", user, "--pwfile", words, "-E", "UTF8",
            "--locale=C", "--auth=scram-sha-256", "-N",
        )  # fmt: skip
        options = f"-k {self.folder} -p {self.port} -c listen_addresses=127.0.0.1"
        postgresql.run(
            account,
            where / "pg_ctl",
            "-D",
            self.folder / "data",
            "-o",
            options,
            "-l",
            self.folder / "log",
            "-w",
            "start",
        )
        self.running = True
        self.wait()
        self.tool("createdb", self.given["POSTGRES_DB"])

    def wait(self) -> None:
        kind, *check = self.check
        if kind != "CMD" or check[0] != "pg_isready":
            raise RuntimeError(f"The drill asks pg_isready, the service {check}.")
        line = [str(postgresql.binaries() / check[0]), *check[1:], "-h", "127.0.0.1", "-p", str(self.port)]
        end = time.monotonic() + STARTED_WITHIN
        while subprocess.run(line, capture_output=True).returncode:
            if time.monotonic() > end:
                raise RuntimeError("PostgreSQL is not healthy.")
            time.sleep(0.2)

    def tool(self, name: str, *words) -> None:
        """Run a tool of PostgreSQL as the role of the service, with its password."""
        line = [
            postgresql.binaries() / name,
            "-h",
            "127.0.0.1",
            "-p",
            self.port,
            "-U",
            self.given["POSTGRES_USER"],
            *words,
        ]
        secret = {"PGPASSWORD": self.secret.read_text(encoding="ascii").strip()}
        subprocess.run([str(each) for each in line], check=True, capture_output=True, env=os.environ | secret)

    def save(self, into: Path) -> None:
        self.tool("pg_dump", "-Fc", "-f", into, self.given["POSTGRES_DB"])

    def restore(self, kept: Path) -> None:
        """Into an empty database, as docs/operation.md says."""
        self.tool("pg_restore", "--no-owner", "--exit-on-error", "-d", self.given["POSTGRES_DB"], kept)

    def wipe(self) -> None:
        """Stop at once and throw everything away: a lost volume."""
        if self.running:
            where, account = postgresql.binaries(), postgresql.owner()
            postgresql.run(account, where / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        self.running = False
        shutil.rmtree(self.folder / "data", ignore_errors=True)

    def remove(self) -> None:
        self.wipe()
        shutil.rmtree(self.folder, ignore_errors=True)
