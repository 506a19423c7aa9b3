"""The number of a row, read from an address or a form that may say anything."""

import pytest
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from guidance.keys import row_key
from guidance.wagtail_hooks import choosers  # noqa: F401 - what the desk changes of Wagtail's choosers

NONE = ["", "0", "-1", "+1", "1.0", "1e9", " 1", "٣", "²", "é", "pk__in", "None", "\x00", "9" * 19, "9" * 5_000]


@pytest.mark.parametrize(("written", "key"), [("1", 1), ("0042", 42), ("9" * 18, 10**18 - 1), (7, 7)])
def test_a_number_is_read(written, key):
    assert row_key(written) == key


@pytest.mark.parametrize("written", NONE)
def test_what_no_row_can_bear_is_the_key_of_none(written):
    assert row_key(written) == 0


@pytest.mark.parametrize(("written", "kept"), [("é", "0"), ("9" * 400, "0"), ("12", "12"), ("", None)])
def test_a_chooser_of_the_desk_never_asks_the_database_for_what_is_no_key(written, kept):
    assert AdminPageChooser().value_from_datadict({"page": written}, {}, "page") == kept


@pytest.mark.parametrize("key", ["pk__in", "9" * 400, "%C3%A9", "0"])
def test_a_reference_chosen_by_what_is_no_number_does_not_exist(key, signed_in):
    assert signed_in("redacteur").get(f"/admin/references/choisir/chosen/{key}/").status_code == 404


def test_references_chosen_together_leave_out_what_is_no_number(signed_in):
    answer = signed_in("redacteur").get("/admin/references/choisir/chosen-multiple/", {"id": ["é", "9" * 400]})
    assert answer.status_code == 200
    assert answer.json()["result"] == []


@pytest.mark.parametrize("keys", [["é"], ["9" * 400], ["0"], ["1"], ["pk__in", "1"]])
def test_pages_chosen_together_leave_out_what_is_no_number_and_the_root(keys, signed_in):
    """The root has no parent, which this view asks each page for."""
    answer = signed_in("redacteur").get("/admin/choose-page/chosen-multiple/", {"id": keys})
    assert answer.status_code == 200
    assert answer.json()["result"] == []


def test_a_page_chosen_with_others_is_told(signed_in):
    home = Page.objects.get(depth=2)
    answer = signed_in("redacteur").get("/admin/choose-page/chosen-multiple/", {"id": ["é", str(home.pk)]})
    assert [row["id"] for row in answer.json()["result"]] == [home.pk]
