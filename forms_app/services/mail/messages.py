"""The words of the mails: proposed by one person, validated by another, read for secrecy before and after (C2).

Whatever happens to the words of the desk, the mail leaves: words that the check refuses give way to those of the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from forms_app import secrecy
from forms_app.enums import Outgoing
from forms_app.messages import MESSAGES, Message, Written, bare, faults, filled
from forms_app.models import MessageWording
from forms_app.secrecy import identity, persons
from forms_app.services.doctrine import lexicon
from forms_app.services.fiches.unnamed import medical_words
from guidance.services.desk import EDITORS, VALIDATORS, is_in

OWN_WORDS = "Une autre personne que vous doit valider."
_NOT_AN_EDITOR = "Les messages reviennent aux rédacteurs et aux valideurs."
_NOT_THE_AUTHOR = "Seule la personne qui a écrit cette proposition la retire."
_SAME = "Ces mots sont déjà en service."
_BETRAYS = "Ce message ne peut pas contenir {words} : un courriel passe par des machines que personne ici ne tient."
_NAMES = "Ce message ne peut pas contenir {words} : un courriel ne nomme personne."


@dataclass(frozen=True, slots=True)
class Standing:
    """The words in service; `row` is their version, None for those of the code, `refused` says that they lapsed."""

    message: Message
    subject: str
    body: str
    row: MessageWording | None = None
    refused: bool = False

    def written(self, values: Mapping[str, str]) -> Written:
        return filled(self.message, self.subject, self.body, values)

    def preview(self) -> Written:
        """The mail with made-up values."""
        return self.written(self.message.samples())


def standing(key: str) -> Standing:
    """Return the words of a message as they leave now. KeyError for an unknown one; two queries, three at most."""
    message = MESSAGES[key]
    rows = MessageWording.objects.filter(key=key, validated_at__isnull=False).order_by("-validated_at", "-pk")
    row = rows.select_related("entered_by", "validated_by").first()
    if row is None or row.origin:
        return Standing(message, message.subject, message.body, row)
    if objections(message, row.subject, row.body):
        return Standing(message, message.subject, message.body, row, refused=True)
    return Standing(message, row.subject, row.body, row)


def written(key: str, values: Mapping[str, str]) -> Written:
    """Return a mail of the portal in the words of today; KeyError for an unknown message or a missing value."""
    return standing(key).written(values)


def objections(message: Message, subject: str, body: str) -> dict[str, list[str]]:
    """Return why these words may not leave, by field, in French: shape, words that betray, names of people."""
    wrong = faults(message, subject, body)
    for field, words in (("subject", subject), ("body", body)):
        if told := _betrayed(bare(words)):
            wrong[field] = [*wrong.get(field, ()), *told]
    return wrong


def proposals(key: str = "") -> list[MessageWording]:
    """Return what waits for a second person, the oldest first; of one message when `key` is given."""
    rows = MessageWording.objects.filter(validated_at__isnull=True, **({"key": key} if key else {}))
    return list(rows.select_related("entered_by").order_by("entered_at", "pk"))


def history(key: str) -> list[MessageWording]:
    """Return the versions that were in service, the last first."""
    rows = MessageWording.objects.filter(key=key, validated_at__isnull=False)
    return list(rows.select_related("entered_by", "validated_by").order_by("-validated_at", "-pk"))


# --- acts ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def propose(message: Message, user, subject: str, body: str) -> MessageWording:
    """Keep the words that somebody proposes, in place of what they proposed before; ValidationError by field."""
    _require(user, [EDITORS, VALIDATORS])
    subject, body = subject.strip(), _lines(body)
    if wrong := objections(message, subject, body):
        raise ValidationError(wrong)
    now = standing(message.key)
    if (subject, body) == (now.subject, now.body):
        raise ValidationError({"body": [_SAME]})
    row = MessageWording.objects.select_for_update().filter(key=message.key, entered_by=user, validated_at=None).first()
    act = "wagtail.edit" if row else "wagtail.create"
    row = row or MessageWording(key=message.key, version=_next(message.key), entered_by=user)
    row.subject, row.body, row.entered_at = subject, body, timezone.now()
    _save(row)
    log(instance=row, action=act, user=user)
    return row


@transaction.atomic
def validate(row: MessageWording, user) -> None:
    """Put proposed words in service; ValidationError for one's own, PermissionDenied for no validator."""
    _require(user, [VALIDATORS])
    row = _waiting(row)
    if row.entered_by_id == user.pk:
        raise ValidationError(OWN_WORDS)
    if objections(MESSAGES[row.key], row.subject, row.body):
        raise ValidationError("Le contrôle de sortie refuse désormais ces mots. Retirez la proposition.")
    row.validated_by, row.validated_at = user, timezone.now()
    row.save(update_fields=["validated_by", "validated_at"])
    log(instance=row, action="wagtail.publish", user=user)


@transaction.atomic
def discard(row: MessageWording, user) -> None:
    """Remove a proposal; its author's, or a validator's who refuses it. ValidationError for anybody else."""
    _require(user, [EDITORS, VALIDATORS])
    row = _waiting(row)
    if row.entered_by_id != user.pk and not is_in(user, [VALIDATORS]):
        raise ValidationError(_NOT_THE_AUTHOR)
    log(instance=row, action="wagtail.delete", user=user)
    row.delete()


@transaction.atomic
def back_to_origin(message: Message, user) -> None:
    """Put the words of the code back in service at once: they were reviewed with it. ValidationError if they are."""
    _require(user, [EDITORS, VALIDATORS])
    now = standing(message.key)
    if now.row is None or now.row.origin:
        raise ValidationError("Ce message est déjà dans son texte d’origine.")
    at = timezone.now()
    row = MessageWording(
        key=message.key, version=_next(message.key), origin=True, entered_by=user, entered_at=at, validated_at=at
    )
    _save(row)
    log(instance=row, action="wagtail.revert", user=user)


def _waiting(row: MessageWording) -> MessageWording:
    row = MessageWording.objects.select_for_update().filter(pk=row.pk, validated_at=None).first()
    if row is None:
        raise ValidationError("Cette proposition n’attend plus de décision.")
    return row


def _save(row: MessageWording) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError("Une autre version vient d’être enregistrée. Recommencez.") from error


def _next(key: str) -> int:
    return (MessageWording.objects.filter(key=key).aggregate(last=Max("version"))["last"] or 0) + 1


def _lines(body: str) -> str:
    return "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").strip().split("\n"))


def _betrayed(words: str) -> list[str]:
    """The words of an illness or a treatment, whatever their level, and what could name somebody."""
    known = lexicon.current()
    found = secrecy.check(words, Outgoing.PROSE, known)
    named = identity.identifying(words, medical_words(known))
    told = [_BETRAYS.format(words=_quoted(words, found))] if found else []
    told += [_NAMES.format(words=_quoted(words, named))] if named else []
    person = persons.speaks_of_a_person(words, known)
    return told or ([person] if person else [])


def _quoted(words: str, findings) -> str:
    said = dict.fromkeys(" ".join(words[each.start : each.end].split())[:60] for each in findings)
    return ", ".join(f"« {each} »" for each in said)


def _require(user, names: list[str]) -> None:
    if not is_in(user, names):
        raise PermissionDenied(_NOT_AN_EDITOR)
