"""Reminders maintained by the person who fills: his alone, sealed with the answers they were about (R.4127-95)."""

from collections.abc import Iterable

from django.utils import timezone

from forms_app.services.fiches import drafts


def maintain(opened: drafts.Opened, key: str, about: Iterable[str]) -> None:
    """Record that a reminder was looked at and the answers stay; `about` are the questions whose change reopens it."""
    row = {"at": timezone.now().isoformat(timespec="seconds"), "about": sorted(about)}

    def record(content: dict) -> None:
        content["held"].setdefault(key, row)

    drafts.change(opened, record)


def reopen(opened: drafts.Opened, key: str) -> None:
    """Show a reminder whole again."""

    def forget(content: dict) -> None:
        content["held"].pop(key, None)

    drafts.change(opened, forget)
