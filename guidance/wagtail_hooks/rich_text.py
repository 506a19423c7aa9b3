"""The two marks an official paragraph may hold; each has both converters, so that saving changes no character."""

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.core.exceptions import BadRequest
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea


class QuietDraftail(DraftailRichTextArea):
    """The rich text editor without its placeholder, which it writes in a style element of its own (strict CSP).

    Every keystroke reaches the form at once: by default the last quarter of a second was lost by a quick save.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.options["placeholder"] = ""
        self.options["stateSaveInterval"] = 0

    def value_from_datadict(self, data, files, name):
        """Return the rich text posted; what is no content of the editor is a bad request, not an error of ours."""
        try:
            return super().value_from_datadict(data, files, name)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BadRequest("malformed rich text") from error


_MARKS = {
    "appel-note": {
        "type": "APPEL",
        "label": "Note",
        "description": "Appel de note : sélectionnez le chiffre de l’appel",
        "style": {"verticalAlign": "super", "fontSize": "0.75em", "fontWeight": 700},
        "selector": 'sup[class="appel"]',
        "element": {"element": "sup", "props": {"class": "appel"}},
    },
    "nouveau": {
        "type": "NOUVEAU",
        "label": "Nouveau",
        "description": "Élément nouveau, souligné dans le texte signé",
        "style": {"textDecoration": "underline"},
        "selector": 'span[class="nouveau"]',
        "element": {"element": "span", "props": {"class": "nouveau"}},
    },
}


@hooks.register("register_rich_text_features")
def register_marks(features):
    for name, mark in _MARKS.items():
        control = {key: mark[key] for key in ("type", "label", "description", "style")}
        features.register_editor_plugin("draftail", name, draftail.InlineStyleFeature(control))
        features.register_converter_rule(
            "contentstate",
            name,
            {
                "from_database_format": {mark["selector"]: InlineStyleElementHandler(mark["type"])},
                "to_database_format": {"style_map": {mark["type"]: mark["element"]}},
            },
        )
