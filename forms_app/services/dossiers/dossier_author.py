"""The author of a report linked to the register, and what it says for the report's date (A-14, A-26); it warns only."""

import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from forms_app import crypto, enums, policy
from forms_app.crypto import Family
from forms_app.enums import Compartment, JournalAct
from forms_app.models import Doctor, Report
from forms_app.rules import authors
from forms_app.rules.vocabulary import AuthorStanding, Situation
from forms_app.services.dossiers import dossier_marks
from forms_app.services.dossiers.dossier_acts import under
from forms_app.services.team import register
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

NO_DAY = "La date du rapport n’est pas indiquée : le registre ne répond que pour une date."
NOT_LINKED = "Ce médecin n’est pas relié au registre."
_STANDINGS = {
    True: AuthorStanding.ENTITLED,
    False: AuthorStanding.NOT_ENTITLED,
    None: AuthorStanding.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Told:
    """The author of a report as recorded, and what the register said on the day it was asked."""

    name: str
    dated_on: date | None = None
    words: str = ""
    remarks: tuple[str, ...] = ()
    standing: str = ""
    doctor: int | None = None


def last_report(reader: policy.Reader) -> Report:
    """Return the report that counts; `Absent` when there is none, or it is not open, or no list concerns it.

    The lists of the préfets are of the procedure before 2017: a certificate for the OFII is of no listed doctor.
    """
    reader.require(Compartment.REPORT)
    report = reader.dossier.reports.order_by("received_on", "pk").last()
    if report is None or reader.dossier.authority.kind == enums.Authority.OFII:
        raise policy.Absent
    return report


def of_last_report(reader: policy.Reader) -> Told | None:
    """Return the author of the report that counts, for the list of points to verify; None when there is none."""
    try:
        return told(reader, last_report(reader))
    except policy.Absent:
        return None


def told(reader: policy.Reader, report: Report) -> Told:
    """Return who wrote a report and what the register said; `Absent` when the reception is not open to the reader."""
    reader.require(Compartment.REPORT)
    kept = json.loads(crypto.unseal_in(Family.REPORT, report.author))
    day = kept.get("dated_on")
    return Told(
        name=kept["name"],
        dated_on=date.fromisoformat(day) if day else None,
        words=kept.get("words", ""),
        remarks=tuple(kept.get("remarks", ())),
        standing=report.author_standing,
        doctor=kept.get("doctor"),
    )


def verdict(reader: policy.Reader, doctor: Doctor | None, *, on: date | None, treats: bool | None) -> register.Verdict:
    """Return what the register says of an author on the report's date; None as `entitled` when it cannot tell."""
    remarks = (authors.TREATING,) if treats else ()
    if doctor is None:
        return register.Verdict(None, NOT_LINKED, remarks)
    if on is None:
        return register.Verdict(None, NO_DAY, remarks)
    dossier = reader.dossier
    situation = Situation(dossier.situation)
    return register.verdict(doctor, dossier.prefecture, on=on, situation=situation, treats=treats)


@transaction.atomic
def record(
    *,
    origin: Origin,
    reader: policy.Reader,
    name: str,
    doctor: Doctor | None,
    dated_on: date | None,
    treats: bool | None,
) -> Told:
    """Keep the author with the reception, and the verdict for the report's date; a name alone is kept as it is."""
    report = Report.objects.select_for_update().get(pk=last_report(reader).pk)
    said = verdict(reader, doctor, on=dated_on, treats=treats)
    kept = {
        "name": str(doctor) if doctor else name,
        "doctor": doctor.pk if doctor else None,
        "dated_on": dated_on.isoformat() if dated_on else "",
        "words": said.words,
        "remarks": [remark.says for remark in said.remarks],
    }
    report.author = crypto.seal_in(Family.REPORT, json.dumps(kept).encode())
    report.author_standing, report.author_treats = _STANDINGS[said.entitled], treats
    report.save(update_fields=["author", "author_standing", "author_treats"])
    dossier_marks.refresh(reader.dossier)
    membership = reader.acting(policy.REGISTRARS) or reader.memberships[0]
    journal.record(JournalAct.AUTHOR_CHECKED, under(origin, membership), reader.dossier)
    return told(reader, report)
