"""An edition appears all at once, as it was submitted, or not at all; its predecessor stays where it was."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from guidance.models import Clause, EditionPage, Publication, SectionPage, SubmittedEdition, TextPage
from guidance.services.publication import NotApprovedError

from .desk import DAY, NEW, OLD, address, approve, copy_form, form_of, reworded, rows_of, save, shown, submit


@pytest.fixture
def draft(desk, texts):
    """A new edition of the instruction, copied at the desk, with other words, dated 2030."""
    old = EditionPage.objects.get(slug="2011-11-10")
    response = desk.editor.post(address("copy", old.pk), copy_form(texts))
    assert response.status_code == 302, response.context["form"].errors
    edition = EditionPage.objects.get(slug=DAY)
    assert save(desk.editor, edition, {"effective_from": DAY}).status_code == 302
    part = edition.get_children().get(slug="iv").specific
    assert desk.editor.post(address("edit", part.pk), reworded(desk.editor, part, OLD, NEW)).status_code == 302
    edition.refresh_from_db()
    return edition


def submit_edition(desk, edition):
    assert save(desk.editor, edition, action_submit="1").status_code == 302
    edition.refresh_from_db()
    assert edition.current_workflow_task_state


DRAFT_ADDRESSES = (
    f"/textes/instruction-2011/{DAY}/",
    f"/textes/instruction-2011/{DAY}/iv/",
    f"/textes/instruction-2011/{DAY}/iv/versions/",
    f"/textes/instruction-2011/{DAY}/iv/publie-le/2026-11-21/",
    f"/textes/instruction-2011/{DAY}/texte.pdf",
    f"/comparer/instruction-2011@2011-11-10/instruction-2011@{DAY}/",
)
LISTINGS = (
    "/",
    "/textes/",
    "/textes/instruction-2011/",
    "/textes/instruction-2011/iv/",
    "/textes/instruction-2011/2011-11-10/",
    "/textes/instruction-2011/2011-11-10/iv/",
    "/comparer/",
    "/glossaire/",
    "/articles/csp/R4127-4/",
)


def check_hidden(client):
    for url in DRAFT_ADDRESSES:
        assert client.get(url).status_code == 404, url
    for url in LISTINGS:
        page = shown(client, url)
        assert DAY not in page and "1er janvier 2030" not in page, url
        assert NEW not in page, url
    found = shown(client, "/recherche/?q=garant+de+la+tenue")
    assert DAY not in found and "tenue</mark>" not in found
    for label in ("IV-1", "IV-7", "identite"):
        for day in ("", f"{DAY}/"):
            found = client.get(f"/c/instruction-2011/{label}/{day}")
            assert DAY not in found.headers.get("Location", ""), label


@pytest.mark.parametrize("who", ["anonymous", "medecin"])
@pytest.mark.parametrize("stage", ["draft", "submitted"])
def test_nothing_of_an_edition_is_seen_before_it_is_published(desk, draft, browser, person, who, stage):
    if stage == "submitted":
        submit_edition(desk, draft)
    check_hidden(browser(person("medecin", "med")) if who == "medecin" else browser())
    assert Clause.objects.filter(edition=draft).count() == 0


def test_an_edition_appears_whole_and_its_dated_predecessor_stands(desk, draft, client):
    submit_edition(desk, draft)
    assert approve(desk.validator, draft).status_code == 302
    draft.refresh_from_db()
    assert draft.live and draft.get_children().live().count() == draft.get_children().count() == 12
    assert NEW in shown(client, draft.url + "iv/") and OLD in shown(client, "/textes/instruction-2011/2011-11-10/iv/")
    assert NEW not in shown(client, "/textes/instruction-2011/2011-11-10/iv/")
    names = set(Publication.objects.filter(edition=draft).values_list("validator_name", flat=True))
    assert names == {"Ysé Valide"} and Publication.objects.filter(edition=draft).count() == 13
    assert "Le secret change de nom." in shown(client, "/")
    assert "Le secret change de nom." in shown(client, draft.url)
    compared = client.get(DRAFT_ADDRESSES[-1])
    assert compared.status_code == 200 and "<ins>" in compared.content.decode()


def test_the_undated_address_changes_at_midnight_without_a_publication(desk, draft, client):
    submit_edition(desk, draft)
    approve(desk.validator, draft)
    undated = "/textes/instruction-2011/iv/"
    with time_machine.travel("2029-12-31T23:59:30+01:00", tick=False):
        assert OLD in shown(client, undated)
        assert client.get("/c/instruction-2011/IV-1/").url.startswith("/textes/instruction-2011/2011-11-10/")
        assert "/2011-11-10/" in shown(client, "/") and f"/{DAY}/" not in shown(client, "/").split("Ce qui a changé")[0]
    with time_machine.travel("2030-01-01T00:00:30+01:00", tick=False):
        assert NEW in shown(client, undated) and OLD not in shown(client, undated)
        assert client.get("/c/instruction-2011/IV-1/").url.startswith(f"/textes/instruction-2011/{DAY}/")


def test_a_reader_of_another_day_reads_the_edition_of_that_day(desk, draft, client):
    submit_edition(desk, draft)
    approve(desk.validator, draft)
    client.get("/regime/?lu=02/01/2030")
    assert NEW in shown(client, "/textes/instruction-2011/iv/")
    assert client.get("/c/instruction-2011/IV-1/").url.startswith(f"/textes/instruction-2011/{DAY}/")
    client.get("/regime/?effacer=1")
    assert NEW not in shown(client, "/textes/instruction-2011/iv/")


def test_a_section_changed_after_the_submission_is_not_approved_unseen(desk, draft):
    submit_edition(desk, draft)
    part = draft.get_children().get(slug="iv").specific
    part.get_latest_revision_as_object().save_revision(user=desk.person("colleague"))
    approve(desk.validator, draft)
    draft.refresh_from_db()
    assert not draft.live
    with pytest.raises(NotApprovedError), transaction.atomic():
        draft.current_workflow_task_state.approve(user=desk.person("validator"))


def test_sections_are_still_while_their_edition_is_reviewed_and_open_again_after_a_refusal(desk, draft):
    part = draft.get_children().get(slug="iv").specific
    data = reworded(desk.editor, part, NEW, "secret de chacun")
    submit_edition(desk, draft)
    before = SectionPage.objects.get(pk=part.pk).latest_revision_id
    for browser in (desk.editor, desk.validator, desk.root):
        browser.post(address("edit", part.pk), data)
    assert SectionPage.objects.get(pk=part.pk).latest_revision_id == before
    approve(desk.validator, draft, action="reject")
    assert desk.editor.post(address("edit", part.pk), data).status_code == 302
    assert SectionPage.objects.get(pk=part.pk).latest_revision_id != before


def test_an_edition_submitted_again_after_a_refusal_is_published_as_submitted_the_second_time(desk, draft, client):
    submit_edition(desk, draft)
    approve(desk.validator, draft, action="reject")
    part = draft.get_children().get(slug="iv").specific
    desk.editor.post(address("edit", part.pk), reworded(desk.editor, part, NEW, "secret de chacun"))
    submit_edition(desk, draft)
    approve(desk.validator, draft)
    draft.refresh_from_db()
    assert draft.live and "secret de chacun" in shown(client, draft.url + "iv/")


@pytest.mark.parametrize("who", ["editor", "colleague"])
def test_who_wrote_one_section_of_an_edition_does_not_approve_it(desk, draft, who):
    part = draft.get_children().get(slug="ii").specific
    part.get_latest_revision_as_object().save_revision(user=desk.person("validator"))
    submit_edition(desk, draft)
    for name in (who, "validator"):
        approve(getattr(desk, name), draft)
    draft.refresh_from_db()
    assert not draft.live
    approve(desk.second, draft)
    draft.refresh_from_db()
    assert draft.live


def test_a_failure_in_the_middle_publishes_nothing(desk, draft, monkeypatch, client):
    submit_edition(desk, draft)
    before = Publication.objects.count()
    publish = SectionPage.publish

    def fails_at_the_sixth(self, *args, **kwargs):
        if self.slug == "vi":
            raise RuntimeError("injected")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(SectionPage, "publish", fails_at_the_sixth)
    with pytest.raises(RuntimeError), transaction.atomic():
        draft.current_workflow_task_state.approve(user=desk.person("validator"))
    draft.refresh_from_db()
    assert not draft.live and not draft.get_children().live().exists()
    assert Publication.objects.count() == before
    check_hidden(client)


def test_a_scheduled_edition_goes_live_at_its_hour_with_the_revisions_that_were_approved(desk, draft, client):
    hour = timezone.now() + timedelta(days=2)
    save(desk.editor, draft, {"go_live_at": f"{timezone.localtime(hour):%Y-%m-%d %H:%M}"}, action_submit="1")
    approve(desk.validator, draft)
    draft.refresh_from_db()
    assert not draft.live
    check_hidden(client)
    part = draft.get_children().get(slug="iv").specific
    desk.editor.post(address("edit", part.pk), {"action-publish": "1"})
    approved = SubmittedEdition.of(draft).revisions
    part.get_latest_revision_as_object().save_revision(user=desk.person("colleague"))
    with time_machine.travel(hour - timedelta(minutes=5), tick=True):
        call_command("publish_scheduled", stdout=StringIO())
    check_hidden(client)
    with time_machine.travel(hour + timedelta(minutes=1), tick=True):
        call_command("publish_scheduled", stdout=StringIO())
        draft.refresh_from_db()
        assert draft.live and draft.get_children().live().count() == 12
        assert NEW in shown(client, draft.url + "iv/")
    row = Publication.objects.get(page_id=part.pk)
    assert row.revision_id == approved[str(part.pk)]
    assert row.validator_name == "Ysé Valide"


def test_a_scheduled_correction_keeps_the_name_of_who_approved_it(desk, section, client):
    page, hour = section("iv"), timezone.now() + timedelta(days=2)
    data = reworded(desk.editor, page, OLD, NEW, go_live_at=f"{timezone.localtime(hour):%Y-%m-%d %H:%M}")
    submit(desk.editor, page, data)
    approve(desk.validator, page)
    assert NEW not in shown(client, page.url) and rows_of(page).count() == 1
    with time_machine.travel(hour + timedelta(minutes=1), tick=True):
        call_command("publish_scheduled", stdout=StringIO())
        assert NEW in shown(client, page.url)
    assert rows_of(page).first().validator_name == "Ysé Valide"


def test_a_label_doubled_by_the_copy_of_a_section_stops_the_edition_with_a_reason(desk, draft):
    draft.get_children().get(slug="ii").specific.copy(update_attrs={"slug": "ii-bis", "title": "II bis"})
    response = save(desk.editor, draft, action_submit="1")
    assert response.status_code == 200
    assert "portée plusieurs fois" in str(response.context["form"].non_field_errors())


def test_a_former_label_leads_to_its_successor_and_a_split_one_names_both(desk, draft, client):
    part = draft.get_children().get(slug="iv").specific
    data = form_of(desk.editor, part) | {"change_kind": "transcription"}
    renamed = next(name for name, value in data.items() if value == "IV-2")
    split = next(name for name, value in data.items() if value == "IV-4")
    other = next(name for name, value in data.items() if value == "IV-5")

    def former(field, *labels):
        prefix = field.removesuffix("label") + "former_labels"
        found = {f"{prefix}-count": str(len(labels))}
        for index, label in enumerate(labels):
            found |= {
                f"{prefix}-{index}-{key}": value
                for key, value in {"value": label, "type": "item", "order": str(index), "deleted": "", "id": ""}.items()
            }
        return found

    data |= (
        {renamed: "IV-2-nouveau", split: "IV-4-a"}
        | former(renamed, "IV-2")
        | former(split, "IV-4")
        | former(other, "IV-4")
    )
    assert desk.editor.post(address("edit", part.pk), data).status_code == 302
    submit_edition(desk, draft)
    approve(desk.validator, draft)
    assert client.get(f"/c/instruction-2011/IV-2/{DAY}/").url == f"/textes/instruction-2011/{DAY}/iv/#IV-2-nouveau"
    assert 'id="IV-2"' in shown(client, f"/textes/instruction-2011/{DAY}/iv/")
    gone = client.get(f"/c/instruction-2011/IV-4/{DAY}/")
    page = gone.content.decode()
    assert gone.status_code == 410 and "IV-4-a" in page and "#IV-5" in page
    assert "/2011-11-10/iv/#IV-4" in page
    assert client.get("/c/instruction-2011/IV-2/").url == "/textes/instruction-2011/2011-11-10/iv/#IV-2"
    assert client.get("/c/instruction-2011/XX-99/").status_code == 404
    assert client.get("/c/instruction-2011/IV-2/2030-02-31/").status_code == 404


def test_a_draft_edition_can_be_dropped_and_a_published_one_cannot(desk, draft):
    first = EditionPage.objects.get(slug="2011-11-10")
    desk.editor.post(address("delete", first.pk))
    assert EditionPage.objects.filter(pk=first.pk).exists()
    assert (
        desk.editor.post(address("delete", draft.pk), {"confirm_site_name": "Portail Étrangers malades"}).status_code
        == 302
    )
    assert not EditionPage.objects.filter(slug=DAY).exists()


def test_the_doctrine_of_a_day_holds_no_edition_published_here_later(desk, draft, client):
    today = timezone.localdate()
    save(desk.editor, draft, {"effective_from": "2012-01-01"})
    submit_edition(desk, draft)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        approve(desk.validator, draft)
        then = client.get(f"/textes/etat-de-la-doctrine.pdf?le={today:%d/%m/%Y}")
    assert then.status_code == 200 and then["Content-Type"] == "application/pdf"


def test_every_page_of_the_texts_is_checked_by_the_same_two_people():
    workflows = {
        page.get_workflow()
        for page in (TextPage.objects.first(), EditionPage.objects.first(), SectionPage.objects.first())
    }
    assert len(workflows) == 1 and None not in workflows


@pytest.mark.parametrize("place", ["", "0", "é", "pk__in", "999999", "9" * 5_000])
def test_an_edition_copied_to_what_is_no_page_is_a_form_to_read_again_never_a_fault(place, desk, texts):
    old = EditionPage.objects.get(slug="2011-11-10")
    asked = copy_form(texts) | {"new_parent_page": place, "day": ""}
    for send in (desk.editor.post, desk.editor.put):
        answer = send(address("copy", old.pk), asked)
        assert answer.status_code == 200
        assert answer.context["form"].errors["day"]
    assert not EditionPage.objects.filter(slug=DAY).exists()
