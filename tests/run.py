"""`make test`: every test, one summary line; what this machine cannot run is named before."""

import argparse
import os
import subprocess
import sys

from tests.postgresql import binaries
from tests.tools import chromium, poppler, vnu_jar


def left_out():
    """What is not tested here, in words."""
    tools = {
        "Chromium (the tests in a browser)": chromium(),
        "PostgreSQL (the second database)": binaries(),
        "poppler (letters read back by a tool that did not write them)": poppler(),
        "vnu (HTML is read by a strict parser instead, which knows less)": vnu_jar(),
    }
    return [name for name, found in tools.items() if not found]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", default="2", help="processes of pytest-xdist; 0 for none")
    options, rest = parser.parse_known_args()
    for name in left_out():
        print(f"Left out, not found on this machine: {name}")
    spread = ["-n", options.workers, "--dist", "loadfile", "--no-loadscope-reorder"] if options.workers != "0" else []
    found = {"CHROMIUM": chromium() or ""}
    command = [sys.executable, "-m", "pytest", *spread, "-rs", "--durations=15", *rest]
    return subprocess.call(command, env=os.environ | found)


if __name__ == "__main__":
    sys.exit(main())
