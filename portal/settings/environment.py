"""Reads of the environment and of the data directory: the only module that looks at `os.environ`."""

import base64
import os
import re
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on", "oui"}, {"0", "false", "no", "off", "non", ""}
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"


def text(name, default=None):
    """Value of a variable; without a default, a missing one refuses to start and names itself."""
    value = os.environ.get(name, default)
    if value is None or (default is None and not value.strip()):
        raise ImproperlyConfigured(f"{name} must be set in the environment.")
    return value


def secret(name, default=None):
    """Secret of a variable, or of the file that `NAME_FILE` names, or of the credential NAME that systemd hands over.

    One place alone: two refuse to start, as nobody would know which one holds; so does a file that cannot be read.
    """
    found = [place for place in (_variable(name), _named_file(name), _credential(name)) if place is not None]
    if len(found) > 1:
        raise ImproperlyConfigured(f"{name} is given twice: as a variable, by {name}_FILE or as a credential.")
    if found and found[0]:
        return found[0]
    if default is None:
        raise ImproperlyConfigured(f"{name} must be set, or {name}_FILE, or a credential of that name.")
    return default


def secret_words(name):
    """List of a secret separated by commas or lines, without empty entries."""
    return [word for word in re.split(r"[,\s]+", secret(name, "")) if word]


def _variable(name):
    return os.environ.get(name, "").strip() or None


def _named_file(name):
    path = os.environ.get(f"{name}_FILE", "").strip()
    return _read(name, Path(path)) if path else None


def _credential(name):
    """What `LoadCredential=NAME:…` of systemd gives, readable by the service alone and in no environment."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    return _read(name, Path(folder) / name, needed=False) if folder else None


def _read(name, path, *, needed=True):
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, FileNotFoundError) and not needed:
            return None
        raise ImproperlyConfigured(f"{name} cannot be read from its file: {type(error).__name__}.") from error


def flag(name, default=False):
    """Boolean of a variable; anything that is neither yes nor no refuses to start rather than guess."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off; got {value!r}.")
    return value.strip().lower() in TRUE


def number(name, default):
    """Whole number of a variable, zero or more."""
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number; got {value!r}.")
    return int(value)


def bounded(name, default, least, most):
    """Whole number of a variable between two limits; outside them it refuses to start rather than guess."""
    value = number(name, default)
    if not least <= value <= most:
        raise ImproperlyConfigured(f"{name} must be between {least} and {most}; got {value}.")
    return value


def words(name, default=""):
    """List of a comma-separated variable, without empty entries."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def contact(name):
    """Mail address or https address of a variable, empty when it is not set; anything else refuses to start."""
    value = os.environ.get(name, "").strip().removeprefix("mailto:")
    if value and not re.fullmatch(r"https://[^\s<>\"]+|[\w.+-]+@[\w-]+(\.[\w-]+)+", value, re.ASCII):
        raise ImproperlyConfigured(f"{name} must be a mail address or an https address; got {value!r}.")
    return value


def collector(name):
    """Address of something that is sent to: https, or http to this very machine; empty when it is not set."""
    value = os.environ.get(name, "").strip()
    address = urlsplit(value)
    here = address.scheme == "http" and address.hostname in {"127.0.0.1", "localhost", "::1"}
    if value and not (address.hostname and not address.username and (address.scheme == "https" or here)):
        raise ImproperlyConfigured(f"{name} must be an https address without a password, or http to this machine.")
    return value


def file(name):
    """Path of a file named by a variable, empty when it is not set; one that is not there refuses to start."""
    value = os.environ.get(name, "").strip()
    if value and not Path(value).is_file():
        raise ImproperlyConfigured(f"{name} names no file: {value!r}.")
    return value


def data_directory(project):
    """Directory of the database, the files and the generated secrets (PORTAL_DATA_DIR, default `var/`)."""
    return Path(os.environ.get("PORTAL_DATA_DIR") or project / "var").expanduser().resolve()


def kept_secret(path, make=lambda: secrets.token_urlsafe(48)):
    """Secret kept in a file that only its owner reads; made at the first call. For local use, never production."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # two processes started together: the first one's secret is the secret
        return kept_secret(path, make)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(make() + "\n")
    return kept_secret(path, make)


def new_field_key():
    """Return a new key for the sealed fields (256 bits, URL-safe base64)."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii")


def is_field_key(key):
    """Whether a text is 32 bytes in URL-safe base64."""
    try:
        return len(base64.urlsafe_b64decode(key)) == 32
    except ValueError:
        return False


def main_database(data):
    """The database of the environment, or a SQLite file of the data directory; its password may be kept apart."""
    return database(secret("DATABASE_URL", f"sqlite:///{data / 'portal.sqlite3'}"), secret("DATABASE_PASSWORD", ""))


def database(url, password=""):
    """Django's description of the database that `DATABASE_URL` names: `sqlite:///…` or `postgresql://…`.

    `password`, kept apart from the address, is that of PostgreSQL; given in both places, it refuses to start.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path)[1:] if parts.path.startswith("//") else unquote(parts.path))
    if parts.scheme in {"postgres", "postgresql"}:
        return postgresql(parts, password)
    raise ImproperlyConfigured("DATABASE_URL must start with sqlite:// or postgresql://.")


def sqlite(path):
    """SQLite where writers queue instead of failing: IMMEDIATE transactions, 20 s of patience, durable WAL."""
    options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": options,
        "CONN_MAX_AGE": None,  # opening the file and its pragmas at each request cost more than a page of the texts
        "ATOMIC_REQUESTS": False,
    }


def postgresql(parts, password=""):
    """PostgreSQL with kept connections, each checked before use so that a restart costs no error page.

    What every page asks is prepared at its third time (`guidance.plain`), and planned once: each finds rows by their
    keys, whatever the values, and planning anew took as long as finding. Behind a pooler that shares connections
    between transactions and keeps no prepared question, `?prepare_threshold=never` in the address turns both off.
    """
    if password and parts.password:
        raise ImproperlyConfigured("DATABASE_URL holds a password, and DATABASE_PASSWORD gives another: keep one.")
    options = dict(parse_qsl(parts.query))
    asked = options.pop("prepare_threshold", "2")
    options["prepare_threshold"] = int(asked) if asked.isdecimal() else None
    if asked.isdecimal():
        options["options"] = f"{options.get('options', '')} -c plan_cache_mode=force_generic_plan".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": password or unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
