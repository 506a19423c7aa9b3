"""The words of the letters: annexe IV as published for the official fiches, versions held to two people for others."""

import re
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from forms_app import fiches
from forms_app.enums import Authority, Kind
from forms_app.fiches.declaration import Fiche, Question
from forms_app.letters import compose, problems
from forms_app.letters import models as letters
from forms_app.letters.content import Letter
from forms_app.models import LetterModel
from forms_app.services.doctrine import clauses
from guidance.enums import Regime
from guidance.services.desk import EDITORS, VALIDATORS, is_in

OWN_ROW = "Une autre personne que vous doit valider."
_FIELD = re.compile(r"\{([^{}]*)\}")
_NOT_AN_EDITOR = "La saisie d’un modèle revient aux rédacteurs et aux valideurs."
_NOT_THE_AUTHOR = "Seule la personne qui a saisi cette version la modifie. Préparez une nouvelle version."


def current(key: str) -> tuple[dict, bool, str]:
    """Return a model of ours, whether it is still a specimen, and its version (« college-3 »).

    The last validated version; before there is one, the words delivered with the portal. KeyError for an unknown key.
    One query.
    """
    delivered = letters.delivered()[key]
    row = LetterModel.objects.filter(key=key, validated_at__isnull=False).first()
    if row is None:
        return delivered, True, f"{key}-specimen"
    words = {"lines": row.lines, "fields": row.fields, "source": row.source}
    return {**delivered, **words}, False, f"{key}-{row.version}"


def standing(key: str, day: date) -> tuple[dict, dict]:
    """Return the model that a letter of that day fills, and what `compose` is told of it: version, source, specimen.

    A label of annexe IV is read as published here; any other key is a model of ours. KeyError for an unknown one.
    """
    if is_official(key):
        model = official(key, day)
        return model, {"model_version": model["version"], "edition": model["edition"], "source": model["source"]}
    model, specimen, version = current(key)
    return model, {"specimen": specimen, "model_version": version}


def is_official(key: str) -> bool:
    """Tell whether the texts print a model; the others are ours."""
    return key.startswith("annexe-")


def official(label: str, day: date) -> dict:
    """Return a printed form of annexe IV, as published here, in the edition in force on a day. KeyError if absent.

    The shape of a facsimile, with `source` (edition and clause), `edition` (its dated name) and `version`.
    """
    library = clauses.library(Regime.ARS)
    edition = library.read_on(day)[0] if library else None
    held = clauses.shelf(library, edition).find(label) if edition else []
    blocks = [block for clause in held for block in clause.item["blocks"] if block["type"] == "fiche"]
    if not blocks:
        raise KeyError(label)
    words = {name: value for name, value in blocks[0].items() if name != "type"}
    return {
        **words,
        "source": f"{library.text.title}, {held[0].section}, {edition.title.lower()}",
        "edition": f"{library.text.slug}@{edition.slug}",
        "version": f"{held[0].label}@{edition.slug}-{held[0].sha256[:8]}",
    }


# --- versions --------------------------------------------------------------------------------------------------------


@transaction.atomic
def copy(key: str, user, former: LetterModel | None = None) -> LetterModel:
    """Begin a new version: the words of the last validated one, else of the one delivered. KeyError if unknown.

    `former` is an earlier validated version whose words come back instead: a second person validates them anew.
    """
    _require_editor(user)
    words, _, _ = current(key)
    if former is not None:
        words = {"lines": former.lines, "fields": former.fields}
    last = LetterModel.objects.select_for_update().filter(key=key).first()
    return LetterModel.objects.create(
        key=key,
        version=last.version + 1 if last else 1,
        lines=words["lines"],
        fields=words["fields"],
        entered_by=user,
    )


def is_former(row: LetterModel) -> bool:
    """Tell whether a later version of the same letter was validated: this one prints nothing any more."""
    later = LetterModel.objects.filter(key=row.key, version__gt=row.version, validated_at__isnull=False)
    return later.exists()


@transaction.atomic
def change(row: LetterModel, user, lines: list[dict], source: str) -> LetterModel:
    """Keep the words that its author gives a version; ValidationError when it is validated, or the words are not."""
    row = LetterModel.objects.select_for_update().get(pk=row.pk)
    if row.validated_at:
        raise ValidationError("Cette version est validée : elle ne change plus. Préparez une nouvelle version.")
    if row.entered_by_id != user.pk:
        raise ValidationError(_NOT_THE_AUTHOR)
    if wrong := faults(row.key, lines):
        raise ValidationError(wrong)
    row.lines, row.source = lines, source
    row.save(update_fields=["lines", "source"])
    return row


@transaction.atomic
def validate(row: LetterModel, user) -> LetterModel:
    """Make a version the one that prints; ValidationError for one's own, PermissionDenied for no validator."""
    if not is_in(user, [VALIDATORS]):
        raise PermissionDenied
    row = LetterModel.objects.select_for_update().get(pk=row.pk)
    if row.validated_at:
        raise ValidationError("Cette version est déjà validée.")
    if row.entered_by_id is None:
        raise ValidationError("Ce spécimen est livré avec le portail. Saisissez d’abord le modèle officiel.")
    if row.entered_by_id == user.pk:
        raise ValidationError(OWN_ROW)
    wrong = faults(row.key, row.lines) or ([] if row.source else ["Indiquez où ce modèle est publié."])
    if wrong:
        raise ValidationError(wrong)
    row.validated_by, row.validated_at = user, timezone.now()
    row.save(update_fields=["validated_by", "validated_at"])
    return row


@transaction.atomic
def discard(row: LetterModel, user) -> None:
    """Remove a version that nobody validated; ValidationError for somebody else's, a delivered or a validated one."""
    row = LetterModel.objects.select_for_update().get(pk=row.pk)
    if row.validated_at or row.seed or row.entered_by_id != user.pk:
        raise ValidationError(_NOT_THE_AUTHOR)
    row.delete()


def _require_editor(user) -> None:
    if not is_in(user, [EDITORS, VALIDATORS]):
        raise PermissionDenied(_NOT_AN_EDITOR)


# --- what words a version may hold -----------------------------------------------------------------------------------


def faults(key: str, lines: list[dict]) -> list[str]:
    """Return what is wrong with the lines of a version, in sentences; fields and boxes are those of the fiche."""
    delivered = letters.delivered()[key]
    if not any(text.strip() for line in lines for text in words_of(line)):
        return ["Un modèle a au moins une ligne."]
    wrong = [*_unknown_fields(lines, delivered["fields"]), *_other_boxes(lines, delivered["lines"])]
    fiche, _ = used_by(key)
    return wrong or problems(fiche, {**delivered, "lines": lines})


def unplaced(lines: list[dict], fields: Mapping[str, dict]) -> list[str]:
    """Return the labels of the fields that no line holds: their answers would be printed nowhere."""
    placed = {name for line in lines for text in words_of(line) for name in _FIELD.findall(text)}
    placed |= {line["items"]["field"] for line in lines if "items" in line}
    return [field["label"] for name, field in fields.items() if name not in placed]


def words_of(line: dict) -> list[str]:
    """Return the words of a line that an editor may change: its text, or the legend and the options of its boxes."""
    if "boxes" in line:
        return [line["boxes"].get("legend") or "", *line["boxes"]["options"]]
    return [] if "items" in line else [line["text"]]


def _unknown_fields(lines: list[dict], fields: Mapping[str, dict]) -> list[str]:
    known = ", ".join(f"{{{name}}}" for name in fields)
    found = dict.fromkeys(name for line in lines for text in words_of(line) for name in _FIELD.findall(text))
    stray = any(sign in _FIELD.sub("", text) for line in lines for text in words_of(line) for sign in "{}")
    strange = [name for name in found if name not in fields]
    wrong = [f"« {{{name}}} » n’est pas un champ de ce modèle. Champs : {known}." for name in strange]
    return wrong + (["Une accolade n’est pas fermée."] if stray else [])


def _other_boxes(lines: list[dict], delivered: list[dict]) -> list[str]:
    """Answers tick boxes by their rank: another number of them would tick the wrong one."""
    kept, asked = _shape(lines), _shape(delivered)
    if kept == asked:
        return []
    return ["Les cases et les listes ne s’ajoutent, ne se retirent et ne se déplacent pas : leurs mots seuls changent."]


def _shape(lines: list[dict]) -> list[tuple]:
    boxes = [("boxes", len(line["boxes"]["options"])) for line in lines if "boxes" in line]
    return boxes + [("items", line["items"]["field"]) for line in lines if "items" in line]


# --- what a version prints -------------------------------------------------------------------------------------------


def used_by(key: str) -> tuple[Fiche, Authority]:
    """Return the fiche that prints a model, and for which authority; KeyError when none does."""
    for fiche in fiches.FICHES:
        for authority, model in fiche.model.items():
            if key == model or key in fiche.branches.values():
                return fiche, authority
    raise KeyError(key)


def filled(row: LetterModel) -> Letter:
    """Return a version filled with made-up answers, for those who write and validate it.

    Raises `ModelMismatch` when the version has no place for an answer.
    """
    fiche, authority = used_by(row.key)
    model = {**letters.delivered()[row.key], "lines": row.lines, "fields": row.fields, "source": row.source}
    answers = {asked.name: answer for asked in fiche.questions() if (answer := _made_up(asked)) is not None}
    if branch := next((branch for branch, key in fiche.branches.items() if key == row.key), ""):
        answers[fiche.branch_of] = branch
    specimen = row.validated_at is None
    return compose(
        fiche, answers, model, authority=authority, specimen=specimen, model_version=f"{row.key}-{row.version}"
    )


def _made_up(question: Question):
    """An answer of nobody: the first choice, the label of the question as a text."""
    made_up = {
        Kind.CHOICE: question.choices[0].value if question.choices else None,
        Kind.DATE: date(2026, 1, 15),
        Kind.BIRTH_DATE: "1980",
        Kind.MONTHS: 12,
        Kind.TICK: True,
        Kind.ITEMS: ("Premier élément", "Second élément"),
    }
    return made_up.get(question.kind, f"[{question.label}]")
