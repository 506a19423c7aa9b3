"""Compile every template of the project: a wrong tag or a missing parent is found without a request."""

import os
import sys
from pathlib import Path

import django

APPLICATIONS = ("portal", "home", "forms_app", "guidance")


def names():
    """Name of every template of ours, as the loader knows it."""
    for application in APPLICATIONS:
        root = Path(application) / "templates"
        yield from (str(path.relative_to(root)) for path in sorted(root.rglob("*")) if path.is_file())


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    broken = []
    for name in names():
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            broken.append(f"{name}: {error}")
    print("\n".join(broken))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
