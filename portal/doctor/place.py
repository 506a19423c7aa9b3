"""Where the portal runs: settings, secrets, addresses, the data directory and its disk."""

import shutil
import stat
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.http.request import validate_host

from portal.accounts import leaks
from portal.doctor.finding import Finding

FREE = 1 << 30  # bytes; a day of writing, a backup and a log fit
FEW = 5 << 30


def deployment():
    """Django's own checks of a deployment, warnings included."""
    found = checks.run_checks(include_deployment_checks=True)
    serious = [each for each in found if each.level >= checks.WARNING and not each.is_silenced()]
    if serious:
        return Finding.mend("deployment", "; ".join(f"{each.id}: {each.msg}" for each in serious))
    return Finding.ok("deployment", "no warning of check --deploy")


def demonstration():
    if settings.PORTAL_DEMO:
        return Finding.mend("demonstration", "on: its passwords are shown; unset PORTAL_DEMO before any real name")
    return Finding.ok("demonstration", "off")


def address():
    """The address that mails give is one of the hosts, over https."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if base.scheme != "https":
        return Finding.mend("address", f"PORTAL_BASE_URL is {base.scheme or 'no'} address, and mails give it: https")
    if not validate_host(base.hostname or "", settings.ALLOWED_HOSTS):
        return Finding.mend("address", f"PORTAL_BASE_URL names {base.hostname}, which PORTAL_HOSTS does not hold")
    return Finding.ok("address", settings.WAGTAILADMIN_BASE_URL)


def proxies():
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if not count:
        return Finding.look("proxies", "PORTAL_TRUSTED_PROXIES is 0: right only if nothing stands in front")
    return Finding.ok("proxies", f"{count} in front, trusted for the address of visitors")


def data_directory():
    """Only its owner enters the directory of the data, and what is written there has room."""
    path = Path(settings.DATA_DIR)
    if not path.is_dir():
        return Finding.mend("data directory", f"{path} is not there: create it for the account of the services")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding.mend("data directory", f"others may enter {path}: chmod 700")
    free = shutil.disk_usage(path).free
    said = f"{free / (1 << 30):.1f} GiB free"
    return Finding(("mend" if free < FREE else "look" if free < FEW else "ok"), "data directory", said)


def static_files():
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.is_file():
        return Finding.mend("static files", "not collected: run manage.py collectstatic")
    return Finding.ok("static files", "collected")


def leaked_passwords():
    """The list of leaked passwords that the operator brought, if any, can be searched."""
    path = settings.PORTAL_LEAKED_PASSWORDS
    if not path:
        return Finding.look("leaked passwords", "no list: PORTAL_LEAKED_PASSWORDS names a file ordered by hash")
    fault = leaks.fault_of(Path(path))
    return Finding.mend("leaked passwords", f"{path} {fault}") if fault else Finding.ok("leaked passwords", path)


CHECKS = (deployment, demonstration, address, proxies, data_directory, static_files, leaked_passwords)
