"""A reference named in the words of a text: kept by its number, never by an address, so that one change serves all."""

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.urls import reverse_lazy
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.rich_text import LinkHandler

from guidance.models import Reference

ENTITY = "REFERENCE"


class ReferenceLinkHandler(LinkHandler):
    """What Wagtail knows of `<a linktype="reference" id="…">`: which record it names."""

    identifier = "reference"

    @staticmethod
    def get_model():
        return Reference

    @classmethod
    def expand_db_attributes(cls, attrs):
        """The pages of the texts render their own links; elsewhere the words stand alone."""
        return "<a>"

    @classmethod
    def extract_references(cls, attrs):
        yield Reference, str(attrs.get("id", "")), "", ""


class ReferenceElement(LinkElementHandler):
    def get_attribute_data(self, attrs):
        return {"id": attrs.get("id", "")}


def named(props):
    """Return the stored form of a reference named in the editor."""
    return DOM.create_element("a", {"linktype": "reference", "id": props.get("id")}, props["children"])


@hooks.register("register_rich_text_features")
def register_reference(features):
    features.register_link_type(ReferenceLinkHandler)
    control = {
        "type": ENTITY,
        "icon": "link",
        "description": "Référence de la bibliothèque : sélectionnez les mots",
        "attributes": ["id", "string"],
        "chooserUrl": reverse_lazy("reference_chooser:choose"),
    }
    scripts = ["wagtailadmin/js/chooser-modal.js", "js/reference-words.js"]
    features.register_editor_plugin("draftail", "reference", draftail.EntityFeature(control, js=scripts))
    features.register_converter_rule(
        "contentstate",
        "reference",
        {
            "from_database_format": {'a[linktype="reference"]': ReferenceElement(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: named}},
        },
    )
