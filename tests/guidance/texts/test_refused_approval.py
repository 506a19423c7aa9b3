"""An approval that is refused says why, keeps what was typed, and makes nobody an author."""

import pytest
from wagtail.models import Revision

from guidance.models.workflow import CHANGED, WROTE_IT

from .desk import NEW, OLD, address, approve, form_of, reworded, rows_of, save, submit

PRESSED = {"action-workflow-action": "true", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}


@pytest.fixture
def submitted(desk, section):
    """Section IV with other words, submitted by its editor."""
    page = section("iv")
    submit(desk.editor, page, reworded(desk.editor, page, OLD, NEW))
    page.refresh_from_db()
    return page


def told(client, page):
    """Source of the edit screen, with the messages that wait there; apostrophes as a reader sees them."""
    return client.get(address("edit", page.pk)).content.decode()


@pytest.mark.parametrize("action", ["approve", "collect"])
def test_who_corrected_during_the_review_is_told_that_another_person_decides(desk, submitted, action):
    validator = desk.validator
    save(validator, submitted, reworded(validator, submitted, NEW, "garant du secret"))
    submitted.refresh_from_db()
    state = submitted.current_workflow_task_state
    name = "workflow_action" if action == "approve" else "collect_workflow_action_data"
    answer = validator.post(address(name, submitted.pk, "approve", state.pk), {"comment": "Vu."})
    assert answer.url == address("edit", submitted.pk)
    assert WROTE_IT in told(validator, submitted) and rows_of(submitted).count() == 1


def test_the_window_that_asks_a_remark_leads_back_to_the_reason(desk, submitted):
    state, editor = submitted.current_workflow_task_state, desk.editor
    url = address("workflow_action", submitted.pk, "approve", state.pk)
    answer = editor.get(url, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json() == {"step": "success", "redirect": address("edit", submitted.pk)}
    assert WROTE_IT in told(editor, submitted)


def test_a_version_that_changed_since_is_submitted_again_and_its_reader_stays_no_author(desk, submitted):
    second = desk.second
    shown_before = form_of(second, submitted)
    save(desk.validator, submitted, reworded(desk.validator, submitted, NEW, "garant du secret"))
    revisions = Revision.objects.for_instance(submitted).count()
    assert second.post(address("edit", submitted.pk), shown_before | PRESSED).status_code == 302
    assert CHANGED in told(second, submitted)
    assert rows_of(submitted).count() == 1
    assert "garant du secret" in str(type(submitted).objects.get(pk=submitted.pk).get_latest_revision().content)
    assert Revision.objects.for_instance(submitted).count() == revisions


def test_words_typed_with_the_approval_are_kept_and_the_approval_refused(desk, submitted):
    validator = desk.validator
    typed = reworded(validator, submitted, NEW, "garant du secret") | PRESSED
    validator.post(address("edit", submitted.pk), typed)
    assert WROTE_IT in told(validator, submitted) and rows_of(submitted).count() == 1
    latest = Revision.objects.for_instance(submitted).latest("pk")
    assert latest.user == desk.person("validator") and "garant du secret" in str(latest.content)


def test_who_had_no_part_in_it_still_approves_from_both_doors(desk, submitted):
    validator = desk.validator
    validator.post(address("edit", submitted.pk), form_of(validator, submitted) | PRESSED)
    assert rows_of(submitted).count() == 2


def test_an_approval_from_the_window_still_publishes(desk, submitted):
    assert approve(desk.validator, submitted).status_code == 302
    assert rows_of(submitted).count() == 2
