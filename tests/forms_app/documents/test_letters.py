"""What is previewed is what is delivered; another content is another preview; nothing stays of what is forgotten."""

import dataclasses
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, connections, transaction
from django.test import override_settings
from django.utils import timezone

from forms_app import crypto, documents
from forms_app.enums import LetterState
from forms_app.models import Draft, Letter, ReservedReference
from forms_app.services.doctrine import references
from forms_app.services.fiches import letters

from . import facsimile, poppler

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def numbers():
    return [(row.number, row.abandoned) for row in ReservedReference.objects.order_by("number")]


def test_a_preview_keeps_the_content_and_the_file_sealed(draft, avis):
    row = letters.preview(draft, avis)
    assert letters.open_content(row) == avis
    assert b"Kessari" not in bytes(row.content) + bytes(row.pdf)
    pdf = letters.open_pdf(row)
    assert hashlib.sha256(pdf).hexdigest() == row.pdf_sha256
    assert "Amina Kessari" in poppler.pages(pdf)[0]
    assert (row.author, row.run, row.expires_at) == (draft.owner, draft.run, draft.expires_at)


def test_the_hash_on_the_page_is_that_of_the_frozen_content(draft, avis):
    row = letters.preview(draft, avis)
    sealed = crypto.unseal(row.content)
    assert hashlib.sha256(sealed).hexdigest() == row.content_sha256
    assert poppler.feet(letters.open_pdf(row)) == [(row.content_sha256[:12], "1", "1")]


def test_nobody_can_guess_a_letter_and_check_the_guess_against_the_stored_hashes(draft, avis):
    row = letters.preview(draft, avis)
    guess = documents.Frozen(avis, facsimile.DAY)
    assert row.content_sha256 != guess.digest
    assert row.pdf_sha256 != hashlib.sha256(documents.render_letter(guess)).hexdigest()
    assert len(letters.open_frozen(row).mark) == 32


def test_the_same_content_gives_the_same_row_and_the_same_bytes(draft, avis):
    first = letters.preview(draft, avis)
    again = letters.preview(Draft.objects.get(pk=draft.pk), dataclasses.replace(avis))
    assert again.pk == first.pk
    assert letters.open_pdf(again) == letters.open_pdf(first)
    assert Letter.objects.count() == 1


def test_another_content_abandons_the_former_preview_and_takes_its_words_away(draft, avis):
    first = letters.preview(draft, avis)
    second = letters.preview(draft, facsimile.letter("3", filled=False))
    first.refresh_from_db()
    assert (first.state, second.state) == (LetterState.ABANDONED, LetterState.PREVIEW)
    assert (bytes(first.content), bytes(first.pdf), first.content_sha256, first.pdf_sha256) == (b"", b"", "", "")
    for opening in (letters.open_pdf, letters.open_content):
        with pytest.raises(letters.NotCurrent):
            opening(first)
    with pytest.raises(letters.NotCurrent):
        letters.deliver(first)


def test_another_layout_makes_another_preview_of_the_same_words(draft, avis, monkeypatch):
    first = letters.preview(draft, avis)
    monkeypatch.setattr(documents, "TEMPLATE_VERSION", "next")
    assert letters.preview(draft, avis).pk != first.pk


def test_delivering_changes_the_state_and_never_a_byte(draft, avis):
    row = letters.preview(draft, avis)
    before = (bytes(row.content), bytes(row.pdf), row.content_sha256, row.pdf_sha256)
    with override_settings(PORTAL_LETTER_DAYS=10):
        delivered = letters.deliver(row)
    after = Letter.objects.get(pk=row.pk)
    assert (after.state, delivered.pk) == (LetterState.DELIVERED, row.pk)
    assert (bytes(after.content), bytes(after.pdf), after.content_sha256, after.pdf_sha256) == before
    assert (after.expires_at - after.delivered_at).days == 10


def test_delivering_twice_is_delivering_once(draft, avis):
    row = letters.preview(draft, avis)
    first = letters.deliver(row)
    assert letters.deliver(row).delivered_at == first.delivered_at


def test_a_run_that_has_given_its_letter_gives_no_other(draft, avis):
    delivered = letters.deliver(letters.preview(draft, avis))
    assert letters.preview(draft, avis).pk == delivered.pk
    with pytest.raises(letters.AlreadyDelivered) as refused:
        letters.preview(draft, facsimile.letter("3", filled=False))
    assert refused.value.letter.pk == delivered.pk
    assert Letter.objects.count() == 1


def test_the_database_itself_refuses_a_second_delivered_letter(draft, avis):
    row = letters.deliver(letters.preview(draft, avis))
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(**{name: getattr(row, name) for name in _columns(row)})


def _columns(row):
    return [field.attname for field in row._meta.concrete_fields if field.name != "id"]


def test_a_delivered_letter_cannot_be_abandoned(draft, avis):
    row = letters.deliver(letters.preview(draft, avis))
    letters.abandon(row)
    row.refresh_from_db()
    assert row.state == LetterState.DELIVERED
    assert letters.open_content(row) == avis


def test_a_slip_takes_the_next_reference_and_an_abandoned_one_is_not_used_again(draft, request_for_more):
    year = timezone.localdate().year
    first = letters.preview(draft, request_for_more)
    assert letters.open_frozen(first).reference == f"{year}-00001"
    assert f"Réf. {year}-00001" in poppler.pages(letters.open_pdf(first))[1]
    second = letters.preview(draft, dataclasses.replace(request_for_more, reply_address="Autre adresse"))
    assert letters.open_frozen(second).reference == f"{year}-00002"
    assert numbers() == [(1, True), (2, False)]


def test_the_same_preview_keeps_its_reference(draft, request_for_more):
    first, again = letters.preview(draft, request_for_more), letters.preview(draft, request_for_more)
    assert (again.pk, numbers()) == (first.pk, [(1, False)])


def test_a_letter_without_a_slip_takes_no_reference(draft, avis):
    letters.preview(draft, avis)
    assert numbers() == []


def test_references_start_again_at_one_each_year(draft, request_for_more):
    last = timezone.localdate().year - 1
    ReservedReference.objects.create(year=last, number=41)
    letters.preview(draft, request_for_more)
    assert not ReservedReference.objects.filter(number=42).exists()


def test_a_preview_that_cannot_be_printed_takes_no_reference_and_leaves_no_row(draft, request_for_more):
    with pytest.raises(documents.NotArchivalError):
        letters.preview(draft, dataclasses.replace(request_for_more, reply_address="\ue000"))
    assert (Letter.objects.count(), numbers()) == (0, [])


def test_without_a_file_only_the_key_of_the_run_opens_the_letter(unkept, avis, run_key):
    row = letters.preview(unkept, avis, run_key=run_key)
    assert letters.open_content(row, run_key) == avis
    for wrong in (None, "", crypto.new_run_key()):
        with pytest.raises(crypto.Unreadable):
            letters.open_pdf(row, wrong)
    with pytest.raises(crypto.Unreadable):
        letters.preview(unkept, avis)
    assert letters.deliver(row).expires_at == unkept.expires_at


def test_a_forgotten_letter_leaves_no_row(unkept, avis, run_key):
    row = letters.preview(unkept, avis, run_key=run_key)
    letters.forget(row)
    letters.forget(row)
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("delivered", "abandoned"), [(True, False), (False, True)])
def test_forgetting_leaves_the_number_of_the_slip_alone(unkept, request_for_more, run_key, delivered, abandoned):
    row = letters.preview(unkept, request_for_more, run_key=run_key)
    letters.forget(letters.deliver(row) if delivered else row)
    assert numbers() == [(1, abandoned)]
    assert ReservedReference.objects.get().letter is None


def test_a_letter_whose_bytes_were_changed_does_not_open(draft, avis):
    row = letters.preview(draft, avis)
    row.pdf = crypto.seal(b"%PDF-1.7 another")
    with pytest.raises(crypto.Unreadable):
        letters.open_pdf(row)


def test_letters_are_deleted_when_their_time_is_over(draft, avis):
    row = letters.preview(draft, avis)
    assert letters.purge_expired(at=row.expires_at - timedelta(seconds=1)) == 0
    assert letters.purge_expired(at=row.expires_at) == 1
    assert not Letter.objects.exists()


def test_the_file_is_named_after_the_form(draft, avis):
    assert letters.file_name(letters.preview(draft, avis)) == "fiche-3.pdf"


def in_eight_threads(act):
    def once(_):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(once, range(8)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time, in memory: nothing to race")
class TestAtTheSameMoment:
    """Several requests at once, where the database lets them in together."""

    @pytest.fixture
    def draft(self, db):
        owner = get_user_model().objects.create_user("concurrent")
        return Draft.objects.create(
            owner=owner, fiche="complements", authority="ars", expires_at=timezone.now() + timedelta(days=1)
        )

    def test_eight_deliveries_deliver_once(self, draft, avis):
        row = letters.preview(draft, avis)
        moments = in_eight_threads(lambda: letters.deliver(row).delivered_at)
        assert len(set(moments)) == 1
        assert Letter.objects.filter(state=LetterState.DELIVERED).count() == 1

    def test_eight_previews_of_the_same_words_are_one(self, draft, request_for_more):
        rows = in_eight_threads(lambda: letters.preview(draft, request_for_more).pk)
        assert len(set(rows)) == 1
        assert numbers() == [(1, False)]

    def test_eight_reservations_take_eight_numbers(self, draft):
        taken = in_eight_threads(_reserved)
        assert sorted(taken) == list(range(1, 9))


def _reserved():
    with transaction.atomic():
        return references.reserve().number
