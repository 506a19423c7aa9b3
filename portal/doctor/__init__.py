"""What is checked of an installation, by whom it may be mended and how: nothing here changes anything."""

from portal.doctor import data, libraries, place, work
from portal.doctor.finding import Finding

CHECKS = (*place.CHECKS, *data.CHECKS, *work.CHECKS, *libraries.CHECKS)


def examine(checks=CHECKS) -> list[Finding]:
    """Return what each check found, in order; a check that fails itself is a finding, and stops no other."""
    return [_found(check) for check in checks]


def _found(check) -> Finding:
    try:
        return check()
    except Exception as error:  # an installation that is broken breaks checks too: say which, go on with the next
        return Finding.mend(check.__name__.replace("_", " "), f"could not be checked ({type(error).__name__})")
