"""The editors' desk as a browser drives it: forms filled from the page, saved, submitted, approved."""

import json

from django.urls import reverse
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html

from guidance.blocks import OFFICIAL_FEATURES
from guidance.models import Publication

#: Words of clause IV-1 (A-11), what an editor puts in their place, and the day of the edition made by copy.
OLD, NEW = "garant de la régularité", "garant de la tenue"
DAY = "2030-01-01"


def address(name, *args):
    """Address of a screen of the desk about pages."""
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def streams(page) -> dict:
    """What a browser posts for the StreamFields of a page left as they are."""
    posted = {}
    for name in ("body", "notes"):
        if hasattr(page, name):
            field = page._meta.get_field(name)
            posted |= nested_form_data({name: posted_by(field.stream_block, getattr(page, name))})
    return posted


def posted_by(block, value):
    """Form data of one block, recursively; line ends are those that a browser sends."""
    if isinstance(block, blocks.RichTextBlock):
        return ContentstateConverter(features=OFFICIAL_FEATURES).from_database_format(value.source)
    if isinstance(block, TypedTableBlock):
        return _table(value)
    if isinstance(block, blocks.BaseStreamBlock):
        return _many([(child.block_type, child.block, child.value, child.id) for child in value])
    if isinstance(block, blocks.BaseStructBlock):
        return {name: posted_by(child, value[name]) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return _many([("item", block.child_block, child.value, child.id) for child in value.bound_blocks])
    if isinstance(block, blocks.BooleanBlock):
        return "on" if value else {}
    return str("" if value is None else value).replace("\n", "\r\n")


def _many(children):
    data = {
        str(index): {
            "type": kind,
            "value": posted_by(block, value),
            "id": identity or "",
            "deleted": "",
            "order": str(index),
        }
        for index, (kind, block, value, identity) in enumerate(children)
    }
    return data | {"count": str(len(data))}


def _table(table):
    columns = {
        str(index): {"type": column["block"].name, "order": str(index), "heading": column["heading"], "deleted": ""}
        for index, column in enumerate(table.columns)
    }
    rows = {str(index): {"order": str(index), "deleted": ""} for index in range(len(table.row_data))}
    cells = {
        str(index): {str(place): str(cell) for place, cell in enumerate(row["values"])}
        for index, row in enumerate(table.row_data)
    }
    return {
        "caption": table.caption or "",
        "column": columns | {"count": str(len(columns))},
        "row": rows | {"count": str(len(rows))},
        "cell": cells,
    }


def form_of(client, page) -> dict:
    """What a browser would post from the edit screen of a page, nothing touched."""
    response = client.get(address("edit", page.pk))
    assert response.status_code == 200, response
    draft = page.specific.get_latest_revision_as_object()
    fields = querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()
    kept = {name: value.replace("\n", "\r\n") for name, value in fields.items()}
    return kept | streams(draft)


def save(client, page, changes=None, **buttons):
    """Post the edit screen with some values changed; `action_submit="1"` presses that button."""
    data = form_of(client, page) | (changes or {})
    return client.post(
        address("edit", page.pk), data | {name.replace("_", "-"): value for name, value in buttons.items()}
    )


def reworded(client, page, old, new, **more) -> dict:
    """Form data of a page where some words of its body, and its reason of change, are others."""
    data = form_of(client, page)
    typed = {name: value for name, value in data.items() if name.startswith("body-")}
    for words in ((old, new), tuple(json.dumps(each)[1:-1] for each in (old, new))):  # the rich text editor sends JSON
        typed = {name: value.replace(*words) for name, value in typed.items()}
    assert any(data[name] != value for name, value in typed.items()), old
    data |= typed
    return data | {"change_kind": "transcription", "change_note": "Une faute de copie.", **more}


def submit(client, page, data):
    """Post a filled form and submit it to validation."""
    return client.post(address("edit", page.pk), data | {"action-submit": "1"})


def approve(client, page, action="approve"):
    """Press a button of the validation of a page."""
    page.refresh_from_db()
    state = page.current_workflow_task_state
    url = address("workflow_action", page.pk, action, state.pk)
    return client.post(url, {"comment": "Vu."})


def copy_form(texts):
    """What the screen that begins a new edition asks, filled."""
    return {
        "new_title": "Édition du 1er janvier 2030",
        "new_slug": DAY,
        "new_parent_page": texts["instruction-2011"].pk,
        "copy_subpages": "on",
        "day": DAY,
        "amending_act": "Décret d’essai",
        "change_note": "Le secret change de nom.",
    }


def shown(client, url):
    """Source of a page as a reader gets it."""
    return client.get(url).content.decode()


def rows_of(page):
    """Publications of a page, the last first."""
    return Publication.objects.filter(page_id=page.pk)
