"""Annexe II is published once a lawyer and a physician read it, neither of whom wrote it (G4)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Workflow

from guidance.models import EditionPage, Publication
from guidance.models.readings import MEDICAL_WORKFLOW, is_medical, needs_a_physician
from guidance.services import reviews
from guidance.services.desk import WORKFLOW

from .desk import address, approve, copy_form, form_of, save, submit

DESK = "/admin/"


@pytest.fixture
def annexe(desk, section):
    """Annexe II of the instruction, reworded and submitted by an editor."""
    page = section("annexe-ii")
    answer = save(
        desk.editor, page, {"heading": f"{page.heading} bis", "change_kind": "transcription"}, action_submit="1"
    )
    assert answer.status_code == 302
    page.refresh_from_db()
    return page


def published(page):
    return Publication.objects.filter(page_id=page.pk).count()


def shown(client, path):
    return client.get(path).content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("slug", "medical"), [("annexe-ii", True), ("annexe-iii", False), ("annexe-i", False), ("iv", False)]
)
def test_annexe_ii_alone_asks_for_a_physician(section, slug, medical):
    page = section(slug)
    assert is_medical(page) is medical and needs_a_physician(page) is medical
    assert (page.get_workflow().name == MEDICAL_WORKFLOW) is medical


def test_another_address_or_another_number_does_not_hide_annexe_ii(section):
    page = section("annexe-ii")
    page.slug = "annexe-deux"
    assert is_medical(page)
    page.slug, page.number = "annexe-ii-bis", "Annexe 2"
    assert is_medical(page)
    page.slug = "annexe-deux"
    assert not is_medical(page)


def test_a_draft_that_renumbers_annexe_ii_still_asks_for_a_physician(desk, section):
    page = section("annexe-ii")
    save(desk.editor, page, {"number": "Annexe 2", "change_kind": "transcription"})
    page.refresh_from_db()
    assert needs_a_physician(page)


def test_both_readings_publish_and_the_first_one_alone_does_not(desk, annexe):
    approve(desk.validator, annexe)
    assert published(annexe) == 1
    approve(desk.physician, annexe)
    assert published(annexe) == 2
    assert Publication.objects.filter(page_id=annexe.pk).first().validator_name == "Ysé Valide et Yaël Médic"


def test_a_physician_does_not_give_the_legal_reading_nor_a_validator_the_medical_one(desk, annexe):
    approve(desk.physician, annexe)
    annexe.refresh_from_db()
    assert annexe.current_workflow_task.reading == "legal"
    approve(desk.validator, annexe)
    approve(desk.second, annexe)
    annexe.refresh_from_db()
    assert annexe.current_workflow_task.reading == "medical" and published(annexe) == 1


def test_one_person_of_both_groups_gives_one_reading_alone(desk, annexe):
    both = desk.person("validator")
    both.groups.add(*desk.person("physician").groups.all())
    approve(desk.validator, annexe)
    said = desk.validator.get(address("edit", annexe.pk)).content.decode()
    assert "Vous avez donné une relecture" in said and "Il manque la relecture médicale" in said
    approve(desk.validator, annexe)
    assert published(annexe) == 1
    approve(desk.physician, annexe)
    assert published(annexe) == 2


def test_an_author_of_both_groups_gives_no_reading(desk, section):
    writer = desk.person("editor")
    for name in ("validator", "physician"):
        writer.groups.add(*desk.person(name).groups.all())
    page = section("annexe-ii")
    save(desk.editor, page, {"heading": "Autre", "change_kind": "transcription"}, action_submit="1")
    approve(desk.editor, page)
    approve(desk.validator, page)
    approve(desk.editor, page)
    assert published(page) == 1
    approve(desk.physician, page)
    assert published(page) == 2


def test_a_reading_holds_for_the_very_words_that_were_read(desk, annexe):
    approve(desk.validator, annexe)
    approve(desk.physician, annexe, action="reject")
    submit(
        desk.editor, annexe, form_of(desk.editor, annexe) | {"heading": "Encore autre", "change_kind": "transcription"}
    )
    approve(desk.physician, annexe)
    assert published(annexe) == 1, "the legal reading was of other words"
    assert "Donner la relecture juridique et publier" in shown(desk.second, address("edit", annexe.pk))
    approve(desk.second, annexe)
    assert published(annexe) == 2


def test_a_validation_that_began_without_a_physician_ends_with_the_name_of_who_is_missing(desk, section):
    page = section("annexe-ii")
    save(desk.editor, page, {"heading": "Autre", "change_kind": "transcription"})
    page.refresh_from_db()
    Workflow.objects.get(name=WORKFLOW).start(page, desk.person("editor"))
    page.refresh_from_db()
    words = "deux personnes le relisent. Il manque la relecture médicale. Peuvent la donner : Yaël Médic."
    with pytest.raises(PermissionDenied, match=words.replace(" :", ".:")), transaction.atomic():
        page.current_workflow_task_state.approve(user=desk.person("validator"))
    validator = desk.validator
    approve(validator, page)
    assert published(page) == 1 and words in shown(validator, address("edit", page.pk))


def test_the_desk_says_which_reading_waits_and_for_whom(desk, annexe):
    assert "Texte médical : il attend votre relecture juridique" in shown(desk.validator, DESK)
    assert "Texte médical : il manque la relecture juridique" in shown(desk.physician, DESK)
    assert "Donner la relecture juridique" in shown(desk.validator, address("edit", annexe.pk))
    approve(desk.validator, annexe)
    assert "il attend votre relecture médicale" in shown(desk.physician, DESK)
    assert "Donner la relecture médicale et publier" in shown(desk.physician, address("edit", annexe.pk))
    assert "Il manque la relecture médicale. Peuvent la donner : Yaël Médic." in shown(
        desk.editor, address("edit", annexe.pk)
    )


def test_whoever_opens_the_text_sees_who_gave_which_reading_and_who_gives_the_other(desk, annexe):
    approve(desk.validator, annexe)
    page = shown(desk.editor, address("edit", annexe.pk))
    assert "<b>Relecture juridique</b>&nbsp;: donnée par Ysé Valide." in page
    assert "<b>Relecture médicale</b>&nbsp;: attendue de Yaël Médic." in page
    assert "Seul les modérateurs" not in page and "seules les personnes qui valident peuvent encore changer" in page
    approve(desk.physician, annexe)
    assert "Relecture juridique</b>" not in shown(desk.editor, address("edit", annexe.pk))


def test_who_may_give_the_next_reading_is_the_same_for_one_page_and_for_the_list(desk, annexe):
    desk.person("validator").groups.add(*desk.person("physician").groups.all())
    for reader in (desk.validator, None):
        [review] = reviews.reviews()
        annexe.refresh_from_db()
        assert review.approvers == reviews.approvers_of(annexe) != {}
        if reader:
            approve(reader, annexe)
    assert list(review.approvers.values()) == ["Yaël Médic"]


def test_a_medical_reader_reads_the_changes_and_keeps_no_table(desk, annexe):
    assert desk.physician.get(f"/admin/brouillons/{annexe.pk}/changements/").status_code == 200
    assert desk.physician.get("/admin/guidance/term/").status_code == 302
    assert "Publications programmées" not in shown(desk.physician, DESK)


@pytest.fixture
def edition(desk, texts):
    """A draft edition of the instruction, a whole copy."""
    page = EditionPage.objects.get(slug="2011-11-10")
    desk.editor.post(address("copy", page.pk), copy_form(texts))
    return EditionPage.objects.get(slug=copy_form(texts)["new_slug"])


def test_an_edition_whose_annexe_ii_is_the_published_one_needs_no_physician(edition):
    assert not needs_a_physician(edition) and edition.get_workflow().name != MEDICAL_WORKFLOW


@pytest.mark.parametrize("change", ["reworded", "removed"])
def test_an_edition_that_changes_annexe_ii_is_read_by_a_physician_too(desk, edition, change):
    part = edition.get_children().get(slug="annexe-ii").specific
    if change == "removed":
        part.delete()
    else:
        save(desk.editor, part, {"heading": "Autre", "change_kind": "transcription"})
    assert edition.get_workflow().name == MEDICAL_WORKFLOW
    assert save(desk.editor, edition, action_submit="1").status_code == 302
    approve(desk.validator, edition)
    edition.refresh_from_db()
    assert not edition.live
    approve(desk.physician, edition)
    edition.refresh_from_db()
    assert edition.live
    names = set(Publication.objects.filter(edition=edition).values_list("validator_name", flat=True))
    assert names == {"Ysé Valide et Yaël Médic"}


def test_the_home_page_asks_as_many_queries_for_many_readings_as_for_one(desk, annexe, section):
    def queries():
        shown(desk.physician, DESK)
        with CaptureQueriesContext(connection) as seen:
            shown(desk.physician, DESK)
        return len(seen)

    approve(desk.validator, annexe)
    one = queries()
    other = EditionPage.objects.get(slug="2021-05-03").get_children().get(slug="annexe-ii").specific
    data = form_of(desk.editor, other) | {"heading": "Autre", "change_kind": "transcription"}
    assert submit(desk.editor, other, data).status_code == 302
    approve(desk.validator, other)
    assert queries() == one
