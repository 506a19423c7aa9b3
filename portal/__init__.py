"""Composition of the product: settings, user model, sign-in, security headers, frame of the pages, commands."""

import sys

# No picture is ever opened here: a native decoder of hostile files stays out, and its seven megabytes a process. Said
# before Wagtail's applications are read, which would load it.
sys.modules.setdefault("pillow_heif", None)
