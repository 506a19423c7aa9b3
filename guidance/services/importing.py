"""A CSV of references: read whole, each wrong line told with its reason, then brought in all at once or not at all."""

import csv
import io

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.text import slugify

from guidance import coverage, sanitise, spreadsheets
from guidance.enums import Access, CoverageScope, SourceKind
from guidance.models import CoveredCountry, CoveredGroup, Reference, ReferenceImport, SiteVersion
from guidance.models.references import LANGUAGES, RESERVED
from guidance.search import library as index

COLUMNS = ("titre", "editeur", "adresse", "nature", "acces", "langue", "pays", "pathologies", "ou", "precision")
NEEDED = ("titre", "editeur", "nature")
MOST_BYTES, MOST_LINES, MOST_TOLD = 5_000_000, 20_000, 1_000
_STEP = 250
_LENGTHS = {"titre": 255, "editeur": 200, "adresse": 600, "ou": 120, "precision": 1000}
_web = URLValidator(schemes=["http", "https"])


class Unreadable(Exception):
    """The file is no CSV of references; the message says why, in French."""


def decoded(raw: bytes) -> str:
    """Return the words of a file, as Excel or LibreOffice write it; raises `Unreadable`."""
    if len(raw) > MOST_BYTES:
        raise Unreadable("Le fichier dépasse 5 Mo.")
    words = spreadsheets.decoded(raw)
    if words is None:
        raise Unreadable("Ce fichier n’est pas un fichier CSV.")
    return words


def rows_of(words: str) -> list[dict]:
    """Return the lines of a CSV by column, blank ones left out; raises `Unreadable` when columns lack."""
    try:
        reader = csv.DictReader(io.StringIO(words), delimiter=spreadsheets.separator(words))
        names = [coverage.folded(name or "") for name in reader.fieldnames or []]
        lacking = [name for name in NEEDED if name not in names]
        if lacking:
            raise Unreadable(f"Il manque des colonnes : {', '.join(lacking)}.")
        reader.fieldnames = names
        found = [row for row in reader if any((value or "").strip() for key, value in row.items() if key)]
    except csv.Error as error:
        raise Unreadable("Ce fichier n’est pas un fichier CSV.") from error
    if len(found) > MOST_LINES:
        raise Unreadable(f"Le fichier dépasse {MOST_LINES} lignes.")
    return found


def line_of(row: dict, taken: set[str]) -> tuple[dict, list[str]]:
    """Return what a line says and what is wrong in it; `taken` holds the addresses already there, and takes its own."""
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    wrong = [f"{name} : manque" for name in NEEDED if not said[name]]
    wrong += [f"{name} : plus de {most} signes" for name, most in _LENGTHS.items() if len(said[name]) > most]
    if row.get(None):
        wrong.append("trop de colonnes")
    wrong += _wrong_address(said["adresse"], taken)
    kept = {
        "kind": _choice(said, "nature", SourceKind.choices, wrong),
        "access": _choice(said, "acces", Access.choices, wrong) or Access.UNKNOWN,
        "language": _choice(said, "langue", LANGUAGES, wrong),
        "countries": _codes(said, "pays", coverage.country_code, wrong),
        "groups": _codes(said, "pathologies", coverage.group_code, wrong),
    }
    if not wrong and said["adresse"]:
        taken.add(said["adresse"])
    return {**said, **kept}, wrong


def _wrong_address(url: str, taken: set[str]) -> list[str]:
    if not url:
        return []
    try:
        _web(url)
    except ValidationError:
        return ["adresse : ce n’est pas une adresse http ou https"]
    if not sanitise.web_address(url):
        return ["adresse : ce n’est pas une adresse http ou https"]
    return ["adresse : déjà dans la bibliothèque ou plus haut dans le fichier"] if url in taken else []


def _choice(said: dict, name: str, choices, wrong: list[str]) -> str:
    named = {coverage.folded(str(label)): value for value, label in choices} | {value: value for value, _ in choices}
    value = named.get(coverage.folded(said[name]), "")
    if said[name] and not value:
        wrong.append(f"{name} : « {said[name][:40]} » est inconnu")
    return value


def _codes(said: dict, name: str, code_of, wrong: list[str]) -> list[str]:
    words = [word for word in said[name].split("|") if word.strip()]
    unknown = [word.strip() for word in words if not code_of(word)]
    if unknown:
        wrong.append(f"{name} : « {unknown[0][:40]} » est inconnu")
    return list(dict.fromkeys(code_of(word) for word in words if code_of(word)))


def read(import_id: int) -> None:
    """Read a file and keep the report of its wrong lines; running again changes nothing."""
    row = ReferenceImport.objects.filter(pk=import_id, state="reading").first()
    if row is None:
        return
    taken = set(Reference.objects.exclude(url="").values_list("url", flat=True))
    lines, report, good = rows_of(row.words), [], 0
    ReferenceImport.objects.filter(pk=import_id).update(total=len(lines))
    for number, line in enumerate(lines, start=2):
        _, wrong = line_of(line, taken)
        good += not wrong
        if wrong and len(report) < MOST_TOLD:
            report.append({"line": number, "title": (line.get("titre") or "")[:120], "wrong": wrong})
        if number % _STEP == 0:
            ReferenceImport.objects.filter(pk=import_id).update(done=number - 1)
    found = {"done": len(lines), "good": good, "report": report, "state": "read"}
    ReferenceImport.objects.filter(pk=import_id, state="reading").update(**found)


@transaction.atomic
def bring(import_id: int) -> None:
    """Add the valid lines of a file that was read and accepted: all of them, or none when anything fails."""
    row = ReferenceImport.objects.select_for_update().filter(pk=import_id, state="accepted").first()
    if row is None:
        return
    taken = set(Reference.objects.exclude(url="").values_list("url", flat=True))
    slugs = set(Reference.objects.values_list("slug", flat=True))
    read_lines = (line_of(line, taken) for line in rows_of(row.words))
    kept = [said for said, wrong in read_lines if not wrong]
    added = Reference.objects.bulk_create([_reference(said, slugs) for said in kept], batch_size=500)
    pairs = list(zip(added, kept, strict=True))
    _cover(CoveredCountry, pairs, "countries")
    _cover(CoveredGroup, pairs, "groups")
    index.rebuild()
    SiteVersion.bump()
    row.state, row.added, row.words = "done", len(added), ""
    row.save()


def _reference(said: dict, slugs: set[str]) -> Reference:
    return Reference(
        slug=_free(said["titre"], slugs),
        title=said["titre"],
        publisher=said["editeur"],
        url=said["adresse"],
        kind=said["kind"],
        access=said["access"],
        language=said["language"],
        locator=said["ou"],
        note=said["precision"],
        scope=CoverageScope.LISTED if said["countries"] else CoverageScope.EVERYWHERE,
    )


def _free(title: str, slugs: set[str]) -> str:
    base, number = slugify(title)[:60].strip("-") or "reference", 1
    slug = base
    while slug in slugs or slug in RESERVED:
        number += 1
        slug = f"{base}-{number}"
    slugs.add(slug)
    return slug


def _cover(model, pairs, name: str) -> None:
    rows = [model(reference=row, code=code) for row, said in pairs for code in said[name]]
    model.objects.bulk_create(rows, batch_size=2_000)
