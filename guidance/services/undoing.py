"""What editors changed in the tables beside the texts, kept with both sides in the log, and undone field by field."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from guidance.models import Reference, TextPage
from guidance.services import library

CREATED, CHANGED, REMOVED = "wagtail.create", "wagtail.edit", "wagtail.delete"
UNDONE, ADOPTED = "guidance.undo", "guidance.adopt"
SINCE = "Cette ligne a changé depuis. Annulez d’abord le changement le plus récent."
BACK = "Cette ligne existe de nouveau. Changez-la sur son écran."
GONE = "Cette ligne n’existe plus. Annulez d’abord sa suppression."
#: What the library's own work writes in a reference: put back when nobody wrote it since, no obstacle otherwise.
_QUIET = {"status", "checked_on", "checked_by", "next_check_on", "fingerprint"}

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a row is made of beside its own columns, and the rules of its table that its model does not hold."""

    read: Callable[[models.Model], Values] = lambda row: {}
    write: Callable[[models.Model, Values], None] = lambda row, values: None
    check: Callable[[models.Model], None] = lambda row: None
    remove: Callable[[models.Model], object] = lambda row: row.delete()


def _read_reference(row: Reference) -> Values:
    citations = row.citations.select_related("text")
    return {
        "countries": [one.code for one in row.covered_countries.all()],
        "groups": [one.code for one in row.covered_groups.all()],
        "clauses": [[one.text.slug if one.text else "", one.label, one.printed] for one in citations],
    }


def _write_reference(row: Reference, values: Values) -> None:
    texts = {text.slug: text for text in TextPage.objects.all()}
    library.cite(row, [(texts.get(slug), label, printed) for slug, label, printed in values["clauses"]])
    library.cover(row, values["countries"], values["groups"])


_beside: dict[type[models.Model], Beside] = {Reference: Beside(read=_read_reference, write=_write_reference)}


def rules_of(model: type[models.Model], beside: Beside) -> None:
    """Say what the rows of a table are made of beside their columns; for the applications above."""
    _beside[model] = beside


def as_it_is(row: models.Model) -> Values:
    """Return what the database holds of a row, ready for the log; nothing for a row that is not there."""
    held = type(row)._default_manager.filter(pk=row.pk).first()
    return values_of(held) if held else {}


def values_of(row: models.Model) -> Values:
    """Return what a row says: its columns but the key and the moments the machine writes, and what stands beside."""
    said = {field.attname: _plain(field, row) for field in columns(type(row))}
    return said | _beside.get(type(row), Beside()).read(row)


def columns(model: type[models.Model]) -> list[models.Field]:
    """Return the columns that an act may change."""
    own = model._meta.concrete_fields
    return [field for field in own if not field.primary_key and not getattr(field, "auto_now", False)]


def _plain(field: models.Field, row: models.Model):
    value = getattr(row, field.attname)
    return value if isinstance(value, (bool, int, str, list, dict, type(None))) else field.value_to_string(row)


def keep(row: models.Model, user, action: str, before: Values, after: Values, undoes: int | None = None):
    """Write an act with both sides of it in the log, under its author's name. Returns the entry."""
    data = {"before": before, "after": after} | ({"undoes": undoes} if undoes else {})
    return log(instance=row, action=action, user=user, content_changed=before != after, data=data)


def keep_removal(model: type[models.Model], key: object, before: Values) -> None:
    """Write what a row said in the entry that tells its removal; nothing for a row that is still there."""
    if model._default_manager.filter(pk=key).exists():
        return
    removals = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model), action=REMOVED)
    entry = removals.filter(object_id=str(key)).first()
    entry.data = {"before": before, "after": {}}
    entry.save(update_fields=["data"])


@transaction.atomic
def undo(entry: ModelLogEntry, user) -> models.Model:
    """Put back what an act changed, as an act of its own; returns the row.

    Raises ValidationError in French when the row changed since, or when what was there before may not stand any more.
    """
    before, after = sides(entry)
    if not before and not after:
        raise ValidationError("Le suivi ne garde pas ce que cette ligne disait avant.")
    if undone(entry):
        raise ValidationError("Ce changement est déjà annulé.")
    model = entry.content_type.model_class()
    row = model._default_manager.select_for_update().filter(pk=entry.object_id).first()
    if not before:
        return _taken_away(row, after, entry, user)
    if not after:
        return _brought_back(model, row, before, entry, user)
    return _put_back(row, before, after, entry, user)


def sides(entry: ModelLogEntry) -> tuple[Values, Values]:
    """Return what an act found and what it left; both are empty for an act whose sides nobody kept."""
    data = entry.data or {}
    return data.get("before") or {}, data.get("after") or {}


def undone(entry: ModelLogEntry) -> bool:
    """Tell whether an act was undone already."""
    same = ModelLogEntry.objects.filter(content_type=entry.content_type, object_id=entry.object_id, action=UNDONE)
    return any((other.data or {}).get("undoes") == entry.pk for other in same)


def _put_back(row, before: Values, after: Values, entry, user) -> models.Model:
    if row is None:
        raise ValidationError(GONE)
    now = values_of(row)
    changed = [name for name in before if before[name] != after.get(name)]
    if any(now.get(name) != after.get(name) for name in changed if name not in _QUIET):
        raise ValidationError(SINCE)
    wanted = now | {name: before[name] for name in changed if now.get(name) == after.get(name)}
    _write(row, wanted)
    keep(row, user, UNDONE, now, as_it_is(row), entry.pk)
    return row


def _taken_away(row, after: Values, entry, user) -> models.Model:
    """A row that was added goes, when it still says what it said."""
    if row is None:
        raise ValidationError(GONE)
    now = values_of(row)
    if any(now.get(name) != value for name, value in after.items() if name not in _QUIET):
        raise ValidationError(SINCE)
    keep(row, user, UNDONE, now, {}, entry.pk)
    _beside.get(type(row), Beside()).remove(row)
    return row


def _brought_back(model, row, before: Values, entry, user) -> models.Model:
    """A row that was removed comes back under its own key, so that what named it names it again."""
    if row is not None:
        raise ValidationError(BACK)
    row = model(pk=entry.object_id)
    _write(row, before)
    keep(row, user, UNDONE, {}, as_it_is(row), entry.pk)
    return row


def as_row(model: type[models.Model], values: Values) -> models.Model:
    """Return a row not saved that says what an act kept; columns that exist no more are left out."""
    row = model()
    _fill(row, values)
    return row


def _fill(row: models.Model, values: Values) -> None:
    for field in columns(type(row)):
        if field.attname in values:
            target = field.target_field if field.is_relation else field
            setattr(row, field.attname, target.to_python(values[field.attname]))


def _write(row: models.Model, values: Values) -> None:
    """Give a row these values, by the rules that hold for whoever types them."""
    beside = _beside.get(type(row), Beside())
    _fill(row, values)
    beside.check(row)
    row.full_clean()
    row.save()
    beside.write(row, values)
