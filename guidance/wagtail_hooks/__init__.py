"""The editors' desk: rich text marks, tables beside the texts, the road to publication."""

from guidance.wagtail_hooks import (
    amounts,
    amounts_home,
    amounts_import,
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
    "amounts",
    "amounts_home",
    "amounts_import",
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
