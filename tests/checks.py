"""`make check`: format, lint, layers, templates, migrations, deployment; all run, then one verdict."""

import os
import subprocess
import sys
import tempfile

PYTHON = sys.executable
# Throwaway values with which the production settings start; nothing is served with them.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "k7-check-only-value-" * 4,
    "PORTAL_FIELD_KEYS": "Y2xlLWRlLWNvbnRyb2xlLXNldWxlbWVudC0wMDAwMDE=",
    "PORTAL_HOSTS": "portail.exemple.invalid",
    "PORTAL_BASE_URL": "https://portail.exemple.invalid",
    "DATABASE_URL": "sqlite:///:memory:",
    "PORTAL_DEMO": "0",
}
CHECKS = {
    "format": ([PYTHON, "-m", "ruff", "format", "--check", "-q", "."], {}),
    "lint": ([PYTHON, "-m", "ruff", "check", "-q", "."], {}),
    "layers": (["lint-imports"], {}),
    "templates": ([PYTHON, "-m", "tests.compile_templates"], {}),
    "migrations": ([PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", "-v0"], {}),
    "deployment": ([PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
}


def passes(name, command, extra):
    """Whether the check passes; its output is shown only when it does not."""
    done = subprocess.run(command, env=os.environ | extra, capture_output=True, text=True)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


def main():
    with tempfile.TemporaryDirectory() as place:
        data = {"PORTAL_DATA_DIR": place}
        results = [passes(name, command, data | extra) for name, (command, extra) in CHECKS.items()]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
