"""What the templates of every screen share: inline icons, French dates, addresses of screens that may not exist."""

import re
from datetime import date, datetime

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from guidance.dates import MONTHS, SHORT_MONTHS

register = template.Library()

_NBSP = "\u00a0"
_MONTH = "|".join(MONTHS)
_KEPT_TOGETHER = re.compile(rf"(?<=«) | (?=[»:;?!])|(?<=\d) (?=(?:{_MONTH})\b)|(?<=art\.) (?=\d)")

# Drawn for this project on a 24 × 24 grid, one stroke; constants, so they are safe as they stand.
_SHAPES = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "account": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.2 2"/>',
    "warn": '<path d="M12 4 2.8 19.5h18.4L12 4Z"/><path d="M12 10v4.5M12 17.3v.1"/>',
    "stop": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5Z"/><path d="M12 7.5v5.5M12 16.4v.1"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>',
    "page": '<path d="M6 3h8.5L19 7.5V21H6z"/><path d="M14 3v5h5"/>',
    "print": '<path d="M7 8.5V3.5h10v5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z"/>',
    "compare": '<path d="M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1"/>'
    '<path d="M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>',
    "book": '<path d="M12 6c-2-1.5-4.5-2-8-2v14c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4c-3.5 0-6 .5-8 2Zm0 0v14"/>',
    "external": '<path d="M14 4h6v6M20 4l-9 9M18 14v5.5H4.5V6H10"/>',
    "flag": '<path d="M5 21V4h13l-3 4.5L18 13H5"/>',
    "edit": '<path d="M4 20h4L19 9l-4-4L4 16v4Z"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="1.5"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
    "history": '<path d="M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5"/><path d="M12 8v4.3l2.8 1.7"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>',
    "right": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "left": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "pin": '<path d="M9 3.5h6l-.8 6 3.3 3.5h-11L9.8 9.5 9 3.5ZM12 13v7.5"/>',
    "restore": '<path d="M4 7h10a5 5 0 0 1 0 10H8M8 3 4 7l4 4"/>',
    "missing": '<path d="M6 3h8.5L19 7.5V21H6z"/><path d="M9 12h7M9 16h4" stroke-dasharray="2 2.5"/>',
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return an inline SVG: decoration, or an image named `label` when it is given. Unknown name: KeyError."""
    shapes = mark_safe(_SHAPES[name])  # noqa: S308 - constants of this module
    if label:
        return format_html('<svg class="i" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, shapes)
    return format_html('<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', shapes)


@register.simple_tag
def icon_names() -> list[str]:
    """Return every icon's name, for the style guide."""
    return list(_SHAPES)


@register.filter
def jour(value) -> str:
    """Write a day in full, as the texts do: « 1er janvier 2017 ». Not a day: the value as text, None: nothing."""
    return _written(value, MONTHS)


@register.filter
def jour_court(value) -> str:
    """Write a day for lists and margins: « 12 janv. 2026 »."""
    return _written(value, SHORT_MONTHS)


@register.simple_tag
def screen(name: str, *args) -> str:
    """Return the address of a screen, or nothing when this installation lacks it: no dead link, no grey entry."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.filter
def control(field) -> SafeString:
    """Return a form field's control with the look of the portal and without the placeholder that repeats its label."""
    widget = field.field.widget
    attrs = {} if getattr(widget, "input_type", "") in {"checkbox", "radio", "hidden"} else {"class": "input"}
    widget.attrs.pop("placeholder", None)
    return field.as_widget(attrs=attrs)


@register.simple_tag
def theme_sheet() -> str:
    """Return the path of the sheet that a deployment adds after the portal's own (docs/theme.md), or nothing."""
    return getattr(settings, "PORTAL_THEME_STYLESHEET", "")


@register.filter
def insecables(words: str) -> str:
    """Return words with the spaces that no line may break: inside « », before : ; ? !, in a date, after « art. »."""
    return _KEPT_TOGETHER.sub(_NBSP, str(words))


@register.filter
def apostrophes(words: str) -> str:
    """Return the words of a library with the apostrophe of French print: « Nom d’utilisateur »."""
    return str(words).replace("'", "’")


@register.filter
def starts(value: str, prefix: str) -> bool:
    """Tell whether a text starts with another."""
    return str(value).startswith(prefix)


def _written(value, months: tuple[str, ...]) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if not isinstance(value, date):
        return "" if value is None else str(value)
    day = "1er" if value.day == 1 else str(value.day)
    return _NBSP.join((day, months[value.month - 1], str(value.year)))
