"""The import of a list of approved doctors: read by the worker, shown before anything is written, then written whole.

Each line of the file is accepted, already known, or refused with its reason; the refused ones come back as a file.
A deposit is « reading », then « read »; a person’s word makes it « accepted » or « dropped »; « done » once written.
"""

import csv
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from forms_app.enums import ImportState, JournalAct
from forms_app.models import Approval, Doctor, Prefecture, RegisterImport
from forms_app.models.doctors import folded
from forms_app.services.team import people
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from guidance import dates, spreadsheets

COLUMNS = ("rpps", "nom", "prenom", "commune", "prefecture", "arrete", "debut", "fin")
MAX_LINES = 10_000
MAX_BYTES = 4_000_000
STEP = 250  # lines read between two marks of progress
ROUTE = "desk_register_preview"  # the screen where a file is confirmed


@dataclass(frozen=True, slots=True)
class Line:
    """One accepted line."""

    number: int
    rpps: str
    last_name: str
    first_name: str
    town: str
    prefecture: str
    order: str
    starts_on: date
    ends_on: date | None

    @property
    def person(self) -> str:
        """What makes two lines one doctor: the RPPS number, else the names and the town."""
        return self.rpps or folded(f"{self.last_name} {self.first_name} {self.town}")

    @property
    def names(self) -> str:
        return folded(f"{self.last_name} {self.first_name}")

    @property
    def key(self) -> tuple:
        return (self.person, self.prefecture, self.order, self.starts_on)


@dataclass(frozen=True, slots=True)
class Refused:
    """One refused line, as it stood, and why."""

    number: int
    cells: list[str]
    reasons: list[str]


@dataclass
class Preview:
    """What an import would do."""

    accepted: list[Line] = field(default_factory=list)
    known: list[Line] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def decode(content: bytes) -> str:
    """Return the text of a spreadsheet’s file, in UTF-8 or the Western encoding of Windows; ValidationError if not."""
    if len(content) > MAX_BYTES:
        raise ValidationError("Ce fichier dépasse 4 Mo.")
    text = spreadsheets.decoded(content)
    if text is None:
        raise ValidationError("Ce fichier n’est pas un texte CSV.")
    return text


def deposit(name: str, content: bytes, user) -> RegisterImport:
    """Keep a file until it is read and confirmed; ValidationError when it is no list at all."""
    text = decode(content)
    total = len(_rows(text))
    digest = hashlib.sha256(content).hexdigest()
    return RegisterImport.objects.create(
        content=text, file_name=name[:200], sha256=digest, made_by=user, total=total, state=ImportState.READING
    )


def read(pk: int) -> None:
    """Read a deposited file and keep what it would do, telling on the way how far it is; again, it changes nothing."""
    deposited = RegisterImport.objects.filter(pk=pk, state=ImportState.READING).first()
    if deposited is None:
        return
    rows = RegisterImport.objects.filter(pk=pk, state=ImportState.READING)
    found = preview(deposited, at=lambda done: rows.update(done=done))
    rows.update(done=deposited.total, state=ImportState.READ, **_kept(found))


def preview(deposited: RegisterImport, at: Callable[[int], object] = lambda done: None) -> Preview:
    """Return what the file would do now; four queries whatever its length, `at` told each `STEP` lines."""
    register, found, seen = _Register(), Preview(), {}
    for done, (number, cells) in enumerate(_rows(deposited.content)):
        if done % STEP == 0:
            at(done)
        line, reasons = _read(number, cells, register)
        if line and line.key in seen:
            line, reasons = None, [f"Répète la ligne {seen[line.key]}."]
        elif line and register.names.setdefault(line.person, line.names) != line.names:
            line, reasons = None, ["rpps : numéro d’un médecin d’un autre nom."]
        if line is None:
            found.refused.append(Refused(number, [cells[name] for name in COLUMNS], reasons))
            continue
        seen[line.key] = number
        (found.known if line.key in register.approvals else found.accepted).append(line)
    return found


def confirm(deposited: RegisterImport, user) -> bool:
    """Ask for a file that was read to be written, and tell whether it waits for that; PermissionDenied to others."""
    _require_administrator(user)
    rows = RegisterImport.objects.filter(pk=deposited.pk, state=ImportState.READ, to_add__gt=0)
    return bool(rows.update(state=ImportState.ACCEPTED, confirmed_by=user))


def drop(deposited: RegisterImport) -> None:
    """Leave a file that nobody confirmed: what it held is erased, its report stays."""
    RegisterImport.objects.filter(pk=deposited.pk, state=ImportState.READ).update(state=ImportState.DROPPED, content="")


@transaction.atomic
def apply(pk: int) -> None:
    """Write every accepted line of a confirmed file and journal it, or nothing: once, however often it is asked."""
    rows = RegisterImport.objects.select_for_update(of=("self",)).select_related("confirmed_by")
    deposited = rows.filter(pk=pk, state=ImportState.ACCEPTED).first()
    if deposited is None:
        return
    _require_administrator(deposited.confirmed_by)
    found = preview(deposited)
    _write(found.accepted)
    for name, value in _kept(found).items():
        setattr(deposited, name, value)
    deposited.added, deposited.applied_at = len(found.accepted), timezone.now()
    deposited.state, deposited.content = ImportState.DONE, ""
    deposited.save()
    journal.record(JournalAct.REGISTER_IMPORTED, Origin(deposited.confirmed_by, route=ROUTE), deposited)


def _require_administrator(user) -> None:
    if user is None or not people.is_administrator(user):
        raise PermissionDenied


def _kept(found: Preview) -> dict:
    """What a deposit says of its file."""
    report = [asdict(row) for row in found.refused]
    return {"to_add": len(found.accepted), "known": len(found.known), "refused": len(report), "report": report}


def refused_file(deposited: RegisterImport) -> str:
    """Return the refused lines as CSV, each with its reasons; no cell of it is a formula for a spreadsheet."""
    refused = ([row["number"], *row["cells"], " ".join(row["reasons"])] for row in deposited.report)
    return spreadsheets.as_csv([("ligne", *COLUMNS, "motif"), *refused])


# --- reading ---------------------------------------------------------------------------------------------------------


class _Register:
    """What is already there, in three queries."""

    def __init__(self):
        self.prefectures = dict(Prefecture.objects.values_list("code", "pk"))
        self.doctors = {}
        for doctor in Doctor.objects.all():
            self.doctors[doctor.rpps or folded(f"{doctor} {doctor.town}")] = doctor
        self.names = {person: doctor.folded for person, doctor in self.doctors.items()}
        by_key = {doctor.pk: person for person, doctor in self.doctors.items()}
        rows = Approval.objects.values_list("doctor_id", "prefecture__code", "order", "starts_on")
        self.approvals = {(by_key.get(doctor), *rest) for doctor, *rest in rows}


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    table = list(csv.reader(io.StringIO(text), delimiter=spreadsheets.separator(text)))
    names = [folded(cell) for cell in table[0]] if table else []
    if missing := [name for name in COLUMNS if name not in names]:
        raise ValidationError(f"Colonnes absentes de la première ligne : {', '.join(missing)}.")
    if len(table) > MAX_LINES + 1:
        raise ValidationError(f"Ce fichier dépasse {MAX_LINES} lignes.")
    places = [names.index(name) for name in COLUMNS]
    return [
        (number, {name: _cell(cells, place) for name, place in zip(COLUMNS, places, strict=True)})
        for number, cells in enumerate(table[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]


def _cell(cells: list[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _read(number: int, cells: dict[str, str], register: _Register) -> tuple[Line | None, list[str]]:
    reasons = [f"{name} : manque." for name in ("nom", "prenom", "prefecture", "arrete", "debut") if not cells[name]]
    reasons += [f"{name} : trop long." for name, size in _SIZES.items() if len(cells[name]) > size]
    if cells["rpps"] and not re.fullmatch(r"\d{11}", cells["rpps"], re.ASCII):
        reasons.append("rpps : onze chiffres.")
    if cells["prefecture"] and cells["prefecture"] not in register.prefectures:
        reasons.append("prefecture : code inconnu du portail.")
    first, last = _day(cells["debut"]), _day(cells["fin"])
    reasons += [
        f"{name} : date à écrire jj/mm/aaaa." for name, day in (("debut", first), ("fin", last)) if day is False
    ]
    if first and last and last < first:
        reasons.append("fin : avant le début.")
    if reasons:
        return None, reasons
    names = (cells["rpps"], cells["nom"], cells["prenom"], cells["commune"], cells["prefecture"], cells["arrete"])
    return Line(number, *names, first, last), []


_SIZES = {"nom": 80, "prenom": 80, "commune": 80, "arrete": 80}


def _day(text: str) -> date | None | bool:
    """Return the day, None for an empty cell, False for something else."""
    if not text:
        return None
    try:
        return dates.parse(text)
    except dates.DateError:
        return False


# --- writing ---------------------------------------------------------------------------------------------------------


def _write(lines: list[Line]) -> None:
    """Four queries for any number of lines."""
    register = _Register()
    new = {line.person: line for line in lines if line.person not in register.doctors}
    made = [
        Doctor(
            rpps=line.rpps,
            last_name=line.last_name,
            first_name=line.first_name,
            town=line.town,
            folded=line.names,
        )
        for line in new.values()
    ]
    Doctor.objects.bulk_create(made, batch_size=500)
    doctors = register.doctors | dict(zip(new, made, strict=True))
    rows = [
        Approval(
            doctor_id=doctors[line.person].pk,
            prefecture_id=register.prefectures[line.prefecture],
            order=line.order,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
        )
        for line in lines
    ]
    Approval.objects.bulk_create(rows, batch_size=500)
