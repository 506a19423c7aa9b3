"""A throwaway PostgreSQL server for the tests: found on this machine, started in a temporary place, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")


def binaries():
    """Folder of the newest `initdb` of this machine, or nothing."""
    found = [path.parent for place in PLACES for path in sorted(Path("/").glob(f"{place.lstrip('/')}/initdb"))]
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).parent if on_path else None


def owner():
    """Account that the server runs under: ours, or for root (which PostgreSQL refuses) one without rights."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no other account.")


def run(account, *command):
    """Run a command of PostgreSQL as that account; CalledProcessError carries its output."""
    as_user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    place = {"cwd": "/tmp"}  # noqa: S108 - a folder that the account may enter
    subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **place, **as_user)


@contextmanager
def server(*, durable=False):
    """URL of a running server, with its socket in a temporary folder and no network; durable keeps what it promised."""
    folder, account = Path(tempfile.mkdtemp(prefix="portal-pg-")), owner()
    data, where = folder / "data", binaries()
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        run(account, where / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-k {folder} -c listen_addresses=''" + ("" if durable else " -c fsync=off -c full_page_writes=off")
        run(account, where / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        folder.chmod(0o755)
        yield f"postgresql://postgres@/postgres?host={folder}"
        run(account, where / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder(url):
    return Path(url.partition("host=")[2])


def restart(url):
    """Stop that server as a power cut would, and start it again with the options it had."""
    account, where, data = owner(), binaries(), _folder(url) / "data"
    run(account, where / "pg_ctl", "-D", data, "-m", "immediate", "-l", _folder(url) / "log", "-w", "restart")


def create(url, name):
    """URL of a new empty database of that server."""
    run(owner(), binaries() / "createdb", "-h", _folder(url), "-U", "postgres", name)
    return url.replace("/postgres?", f"/{name}?")


def copy(url, to, *grounds):
    """Save a database and restore it into another, empty one, as docs/operation.md says."""
    account, where, kept = owner(), binaries(), _folder(url) / "saved.dump"
    names = [part.partition("?")[0].rpartition("/")[2] for part in (url, to)]
    common = ("-h", _folder(url), "-U", "postgres")
    run(account, where / "pg_dump", *common, "-Fc", "-f", kept, names[0])
    run(account, where / "pg_restore", *common, "--no-owner", "--exit-on-error", "-d", names[1], kept)
