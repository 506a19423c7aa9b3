"""Choosers of the desk start from data attributes: Wagtail prints a script of its own, which a strict CSP refuses."""

import json

from django.utils.html import format_html
from wagtail.admin.widgets.chooser import BaseChooser


def render(self, name, value, attrs=None, renderer=None):
    """Return the chooser's markup and, for `desk.js`, what Wagtail would have written in a script element.

    Raises TypeError without an id, as Wagtail's own does.
    """
    if not attrs or "id" not in attrs:
        raise TypeError("A chooser cannot be rendered without an 'id' attribute")
    value_data = self.get_value_data(value)
    options = self.get_js_init_options(attrs["id"], name, value_data)
    return format_html(
        '{}<span hidden data-chooser="{}" data-target="{}" data-config="{}"></span>',
        self.render_html(name, value_data, attrs),
        self.js_constructor,
        attrs["id"],
        json.dumps(options),
    )


BaseChooser.render = render
