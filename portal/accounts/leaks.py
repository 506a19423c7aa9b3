"""Passwords that leaked, in a file that the operator brings: searched on the disk, nothing is asked outside.

The file is the one that « Pwned Passwords » gives ordered by hash: lines of a SHA-1 in capitals, « : », a count. Lines
are not of one length, so the halving goes by bytes and reads from the next line on; forty readings for a billion lines.
"""

import hashlib
import logging
import os
import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

logger = logging.getLogger("portal.sign_in")
_LINE = re.compile(rb"[0-9A-F]{40}(:\d+)?")
_LONGEST = 80  # bytes of a line, its end included: forty figures and a count


class LeakedPasswordValidator:
    """Refuses what leaked, when the operator has named a file; a file that cannot be read refuses nobody and is logged.

    Nobody could choose a password any more while it is away: the other rules and the second factor hold meanwhile, and
    `manage.py doctor` says it.
    """

    def validate(self, password: str, user=None) -> None:
        """Raise ValidationError for a password of the file."""
        if not settings.PORTAL_LEAKED_PASSWORDS:
            return
        try:
            found = is_in(Path(settings.PORTAL_LEAKED_PASSWORDS), password)
        except (OSError, ValueError) as error:
            logger.error("The file of leaked passwords cannot be read: %s", type(error).__name__)
            return
        if found:
            raise ValidationError(self.get_help_text(), code="password_leaked")

    def get_help_text(self) -> str:
        return "Ce mot de passe figure dans une liste de mots de passe volés : choisissez-en un autre."


def is_in(path: Path, password: str) -> bool:
    """Tell whether a password is in a file ordered by hash; OSError or ValueError when it is no such file."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, os.fstat(file.fileno()).st_size
        while low < high:
            middle = (low + high) // 2
            start, line = _line_from(file, middle)
            if not line or start >= high:
                high = middle
            elif line[:40] == wanted:
                return True
            elif line[:40] < wanted:
                low = start + 1
            else:
                high = middle
    return False


def fault_of(path: Path) -> str:
    """Return what is wrong with a file, for the operator; empty when its first and last lines are in order."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            first = _line_from(file, 0)[1]
            file.seek(max(0, size - _LONGEST))
            last = file.read().split()[-1:]
    except OSError as error:
        return f"cannot be read ({type(error).__name__})"
    except ValueError:
        return "is no list of SHA-1 in capitals"
    if not last or not _LINE.fullmatch(last[0]):
        return "is empty or no list of SHA-1 in capitals"
    return "" if first[:40] <= last[0][:40] else "is not ordered by hash"


def _line_from(file, place: int) -> tuple[int, bytes]:
    """Return where the first line that begins at `place` or after begins, and the line; ValueError when it is none."""
    file.seek(max(0, place - 1))
    read = file.read(2 * _LONGEST + 1)
    skipped = 0
    if place:
        end = read.find(b"\n")
        if end < 0:
            return place, b""
        skipped = end + 1
    line = read[skipped:].split(b"\n", 1)[0].rstrip(b"\r")
    if line and not _LINE.fullmatch(line):
        raise ValueError("not a line of a list ordered by hash")
    return max(0, place - 1) + skipped, line
