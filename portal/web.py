"""The web server with several workers: the site is loaded once, before they are born, and they share its memory.

Takes the words of granian's own command line. One worker alone is better served by `python -m granian`, which keeps no
second copy in its parent (docs/adr/0001-web-server.md).
"""

import gc
import multiprocessing
import sys

from django.urls import reverse
from granian.cli import entrypoint


def load() -> None:
    """Load what every request needs: settings, models, addresses; opens no connection and starts no thread.

    Nothing is collected on the way and what is loaded is never looked at again by the collector: a page of memory that
    nobody writes to stays shared.
    """
    gc.disable()
    import portal.wsgi  # noqa: F401 - the settings are read here, not when a test imports this module

    reverse("healthz")  # any of them: Django reads all addresses to find the first
    gc.freeze()
    gc.enable()


def main() -> None:
    """Load the site, then start the workers as copies of this process; elsewhere than on Linux each loads its own."""
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")
        load()
    entrypoint()


if __name__ == "__main__":
    main()
