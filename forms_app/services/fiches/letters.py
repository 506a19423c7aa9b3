"""Letters: frozen at the preview, delivered byte for byte, forgotten when they must be."""

import dataclasses
import hashlib
import secrets
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forms_app import crypto, documents
from forms_app.enums import LetterState
from forms_app.letters import content
from forms_app.models import Dossier, Draft, Letter
from forms_app.services.doctrine import references
from forms_app.services.fiches.outgoing import OutgoingRefusal, kept_words, refuse_leaking_file, refuse_leaks

__all__ = ["AlreadyDelivered", "Gone", "NotCurrent", "OutgoingRefusal", "abandon", "again", "deliver", "file_name"]
__all__ += ["forget", "open_content", "open_frozen", "open_pdf", "preview", "purge_expired", "sheet"]


class AlreadyDelivered(Exception):
    """The run has given its letter, `letter`; another content asks for another fiche (C6)."""

    def __init__(self, letter: Letter):
        super().__init__("this run has already given its letter")
        self.letter = letter


class Gone(Exception):
    """The draft was deleted, or its letter delivered, while the preview was asked for."""


class NotCurrent(Exception):
    """The preview was abandoned for another one, or is no longer kept."""


def preview(
    draft: Draft, letter: content.Letter, *, run_key: str | None = None, kept: Iterable[Mapping] = ()
) -> Letter:
    """Freeze and print a letter, and return its row; equal content returns the row that is there.

    Other content abandons the former preview: its words go, its reference is listed and not used again. `kept` are
    the false positives kept by their author, {"rule", "field", "reason"}. Raises `OutgoingRefusal` (nothing is
    printed), `AlreadyDelivered`, `Gone`, `documents.NotArchivalError` when a sign cannot be printed, and
    `crypto.Unreadable` without the right key of a run without a file.
    """
    key, kept = _key(draft, run_key), kept_words(kept, letter.fiche)
    refuse_leaks(_freeze(letter), kept)
    with transaction.atomic():
        if not Draft.objects.select_for_update().filter(pk=draft.pk).first():  # one preview at a time in a run
            raise Gone
        row = _standing(draft.run)
        if row is not None and _holds(row, letter, key):
            Letter.objects.filter(pk=row.pk, state=LetterState.PREVIEW).update(kept_words=kept)
            row.refresh_from_db(fields=["kept_words"])
            return row
        if row is not None and row.state == LetterState.DELIVERED:
            raise AlreadyDelivered(row)
        if row is not None:
            abandon(row)
        return _print(draft, letter, key, kept)


def again(former: Letter, letter: content.Letter) -> Letter:
    """Print other words of a delivered letter, and deliver them as the letter of a run of their own.

    Words kept by the author stay kept; raises `OutgoingRefusal` and `documents.NotArchivalError` as `preview` does.
    """
    kept = former.kept_words
    refuse_leaks(_freeze(letter), kept)
    until = timezone.now() + timedelta(days=settings.PORTAL_LETTER_DAYS)
    with transaction.atomic():
        run = Draft(run=uuid.uuid4(), owner_id=former.author_id, expires_at=until)  # never saved: nothing is typed
        return deliver(_print(run, letter, None, kept))


def deliver(letter_row: Letter) -> Letter:
    """Mark a preview as delivered and return its row; a second time changes nothing. `NotCurrent` when it has gone."""
    with transaction.atomic():
        row = Letter.objects.select_for_update().filter(pk=letter_row.pk).first()
        if row is None or row.state == LetterState.ABANDONED:
            raise NotCurrent
        if row.state == LetterState.DELIVERED:
            return row
        row.state, row.delivered_at = LetterState.DELIVERED, timezone.now()
        if not row.without_file:
            row.expires_at = row.delivered_at + timedelta(days=settings.PORTAL_LETTER_DAYS)
        row.save(update_fields=["state", "delivered_at", "expires_at"])
        return row


def abandon(letter_row: Letter) -> None:
    """Give up a preview: the row stays as a mark without any word; a delivered letter is never given up."""
    gone = {"state": LetterState.ABANDONED, "content": b"", "pdf": b"", "content_sha256": "", "pdf_sha256": ""}
    with transaction.atomic():
        if Letter.objects.filter(pk=letter_row.pk, state=LetterState.PREVIEW).update(**gone, kept_words=[]):
            references.abandon(letter_row)


def forget(letter_row: Letter) -> None:
    """Delete a letter, delivered or not; only the number of its slip stays, which names nobody."""
    with transaction.atomic():
        row = Letter.objects.select_for_update().filter(pk=letter_row.pk).first()
        if row is None:
            return
        if row.state != LetterState.DELIVERED:
            references.abandon(row)
        # what waits in a dossier depends on the letters that stand: its marks are to be written again
        Dossier.objects.filter(runs__run=row.run).update(marks_version=0)
        row.delete()


def purge_expired(at=None) -> int:
    """Delete every letter whose time is over (now, or `at`), and return how many there were."""
    rows = list(Letter.objects.filter(expires_at__lte=at or timezone.now()).defer("content", "pdf"))
    for row in rows:
        forget(row)
    return len(rows)


def open_frozen(row: Letter, run_key: str | None = None) -> documents.Frozen:
    """Return what a preview froze. `NotCurrent` for an abandoned one, `crypto.Unreadable` with another key."""
    if row.state == LetterState.ABANDONED:
        raise NotCurrent
    return documents.thaw(_unsealed(row, row.content, row.content_sha256, run_key))


def open_content(row: Letter, run_key: str | None = None) -> content.Letter:
    """Return the frozen letter itself; raises as `open_frozen`."""
    return open_frozen(row, run_key).letter


def open_pdf(row: Letter, run_key: str | None = None) -> bytes:
    """Return the bytes that were previewed, never made again; raises as `open_frozen`."""
    if row.state == LetterState.ABANDONED:
        raise NotCurrent
    return _unsealed(row, row.pdf, row.pdf_sha256, run_key)


def sheet(row: Letter, run_key: str | None = None) -> dict:
    """Return the same words for `forms_app/letter/_letter.html`, read by people who do not read the file."""
    return documents.letter_payload(open_frozen(row, run_key), row.content_sha256)


def file_name(row: Letter) -> str:
    """Return the neutral name under which the file leaves: the form, never the person."""
    return documents.file_name(row.fiche, row.authority)


def _key(holder: Draft | Letter, run_key: str | None) -> str | None:
    """The key that seals: that of the run without a file, which must be there, or the installation's own."""
    if not holder.without_file:
        return None
    if not run_key:
        raise crypto.Unreadable("a run without a file has its own key")
    return run_key


def _standing(run) -> Letter | None:
    """The delivered letter of a run, or else its current preview."""
    rows = Letter.objects.filter(run=run).exclude(state=LetterState.ABANDONED)
    return max(rows, key=lambda row: row.state == LetterState.DELIVERED, default=None)


def _holds(row: Letter, letter: content.Letter, key: str | None) -> bool:
    """Whether a row holds this very letter, as this very template prints it."""
    frozen = open_frozen(row, key)
    same = dataclasses.replace(frozen, letter=letter, template=documents.TEMPLATE_VERSION)
    return same.as_bytes() == frozen.as_bytes()


def _freeze(letter: content.Letter, reference: str = "") -> documents.Frozen:
    made_on = date.fromisoformat(letter.day) if letter.day else timezone.localdate()
    return documents.Frozen(letter, made_on, reference, secrets.token_hex(16))


def _print(draft: Draft, letter: content.Letter, key: str | None, kept: list[dict]) -> Letter:
    reference = references.reserve() if letter.attachments else None
    frozen = _freeze(letter, references.printed(reference) if reference else "")
    pdf = documents.render_letter(frozen)
    row = Letter(
        run=draft.run,
        author_id=draft.owner_id,
        fiche=letter.fiche,
        authority=letter.authority,
        recipient=letter.recipient,
        without_file=draft.without_file,
        content=crypto.seal(frozen.as_bytes(), key),
        pdf=crypto.seal(pdf, key),
        content_sha256=frozen.digest,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        model_version=letter.model_version,
        template_version=documents.TEMPLATE_VERSION,
        kept_words=kept,
        expires_at=draft.expires_at,
    )
    refuse_leaking_file(frozen, pdf, file_name(row), kept)
    row.save(force_insert=True)
    if reference:
        reference.letter = row
        reference.save(update_fields=["letter"])
    return row


def _unsealed(row: Letter, sealed: bytes, sha256: str, run_key: str | None) -> bytes:
    value = crypto.unseal(sealed, _key(row, run_key))
    if hashlib.sha256(value).hexdigest() != sha256:
        raise crypto.Unreadable("what was sealed is not what was recorded")
    return value
