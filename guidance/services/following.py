"""The acts on a table as people read them: who, when, which row, what each field said before and after."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import ModelLogEntry

from guidance import coverage
from guidance.services import undoing

_ACTS = {
    undoing.CREATED: "Ajout",
    undoing.CHANGED: "Modification",
    undoing.REMOVED: "Suppression",
    undoing.UNDONE: "Annulation",
    undoing.ADOPTED: "Adresse trouvée adoptée",
}
_BESIDE = {"countries": "pays", "groups": "groupes de pathologies", "clauses": "clauses qui la citent"}
_EMPTY = "rien"


@dataclass(frozen=True, slots=True)
class Told:
    """One act; `changes` are (field, before, after) in French, `undoable` holds while nobody undid it."""

    entry: ModelLogEntry
    act: str
    by: str
    changes: list[tuple[str, str, str]]
    undone: bool
    undoable: bool


def acts_on(model: type[models.Model], key: str = ""):
    """Return the entries of a table, the last first; of one row when `key` is given."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model), action__in=_ACTS)
    if key:
        entries = entries.filter(object_id=key)
    return entries.select_related("user", "content_type").order_by("-timestamp", "-pk")


def told(entries: list[ModelLogEntry], model: type[models.Model]) -> list[Told]:
    """Return acts in words; as many queries for fifty acts as for one."""
    fields = {field.attname: field for field in undoing.columns(model)}
    names = _named(entries, fields)
    undone = _undone(entries)
    return [_told(entry, fields, names, entry.pk in undone) for entry in entries]


def _told(entry: ModelLogEntry, fields: dict, names: dict, undone: bool) -> Told:
    before, after = undoing.sides(entry)
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    lines = [(_label(name, fields), *_sides(name, before, after, fields, names)) for name in changed]
    by = (entry.user.get_full_name() or entry.user.get_username()) if entry.user else "un compte supprimé"
    shown = [line for line in lines if line[1] != line[2]]
    return Told(entry, _ACTS[entry.action], by, shown, undone, bool(changed) and not undone)


def _sides(name: str, before: dict, after: dict, fields: dict, names: dict) -> tuple[str, str]:
    return _words(name, before.get(name), fields, names), _words(name, after.get(name), fields, names)


def _undone(entries: list[ModelLogEntry]) -> set[int]:
    if not entries:
        return set()
    same = ModelLogEntry.objects.filter(content_type=entries[0].content_type, action=undoing.UNDONE)
    rows = same.filter(object_id__in={entry.object_id for entry in entries})
    return {(row.data or {}).get("undoes") for row in rows}


def _named(entries: list[ModelLogEntry], fields: dict) -> dict[str, dict]:
    """The names of the rows that foreign keys of these acts point to; one query a field."""
    keys = defaultdict(set)
    for side in (side for entry in entries for side in undoing.sides(entry)):
        for name, value in side.items():
            if name in fields and fields[name].is_relation and value:
                keys[name].add(value)
    return {name: fields[name].related_model._base_manager.in_bulk(found) for name, found in keys.items()}


def _label(name: str, fields: dict) -> str:
    return str(fields[name].verbose_name) if name in fields else _BESIDE.get(name, name)


def _words(name: str, value, fields: dict, names: dict) -> str:
    if value in (None, "", []):
        return _EMPTY
    if name in names:
        return str(names[name].get(value, f"ligne {value}, supprimée"))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(_one(name, part) for part in value)
    choices = dict(fields[name].flatchoices) if name in fields else {}
    return str(choices.get(value, value))


def _one(name: str, part) -> str:
    if name == "countries":
        return coverage.countries().get(part, part)
    if name == "groups":
        return coverage.groups().get(part, part)
    return f"{part[0]}#{part[1]} {part[2]}".strip() if isinstance(part, list) else str(part)
