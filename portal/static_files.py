"""Static files are collected again only when one of them changed: a second start takes seconds."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".collected"


def fingerprint():
    """Digest of names, sizes and dates of every static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return digest.hexdigest()


def collect_if_changed(**options):
    """Whether the files were collected; the stamp is written last, so that a broken run is done again."""
    stamp, now = settings.STATIC_ROOT / STAMP, fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, **options)
    stamp.write_text(now, encoding="ascii")
    return True
