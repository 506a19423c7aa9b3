"""The editors' desk: rich text marks, tables beside the texts, the road to publication."""

from guidance.wagtail_hooks import (
    approval,
    changes,
    choosers,
    desk,
    editions,
    help,
    home,
    previews,
    reserved,
    rich_text,
    schedules,
    tables,
)

__all__ = [
    "approval",
    "changes",
    "choosers",
    "desk",
    "editions",
    "help",
    "home",
    "previews",
    "reserved",
    "rich_text",
    "schedules",
    "tables",
]
