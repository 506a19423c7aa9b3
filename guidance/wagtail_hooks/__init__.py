"""The editors' desk: rich text marks, tables beside the texts, the road to publication."""

from guidance.wagtail_hooks import choosers, desk, rich_text, tables

__all__ = ["choosers", "desk", "rich_text", "tables"]
