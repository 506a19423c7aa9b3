"""Waits until a web server of the portal says that it is ready: deploy/wait_until_ready.py http://127.0.0.1:8000/readyz"""

import sys
import time
import urllib.error
import urllib.request

WITHIN = 60  # s


def ready(address: str) -> bool:
    """Tell whether the address answers 200."""
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - an address of the operator
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


end = time.monotonic() + WITHIN
while not ready(sys.argv[1]):
    if time.monotonic() > end:
        sys.exit(f"{sys.argv[1]} is not ready after {WITHIN} s: journalctl -u 'portal-web@*'")
    time.sleep(0.2)
