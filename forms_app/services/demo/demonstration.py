"""A synthetic authority for the demonstration: its members, its acts, its list, days without a physician."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from forms_app import enums
from forms_app.enums import ActKind, CaseRole, Post
from forms_app.models import (
    Absence,
    Approval,
    Authority,
    AuthorityName,
    Doctor,
    EmpoweringAct,
    HospitalPost,
    Membership,
    Opening,
    Prefecture,
)

CODE = "ars-val-d-essai"
#: The day it is for the services of before 2017, whose regime ended; the OFII is shown today.
SHOWN_ON = date(2016, 11, 14)
SINCE = date(2014, 1, 6)
_MEMBERS = (
    ("medecin", CaseRole.PHYSICIAN, "Veille et santé publique", 40, ActKind.DESIGNATION, "ESSAI-2014-12"),
    ("secretariat", CaseRole.SECRETARY, "Veille et santé publique", 60, None, ""),
    ("directeur", CaseRole.DIRECTOR, "Direction générale", None, ActKind.HEAD, "ESSAI-2014-03"),
    ("auditeur", CaseRole.AUDITOR, "Contrôle interne", None, None, ""),
)
_DOCTORS = (
    ("Hamel-Essai", "Noor", "Essai-Nord", 400, 20),  # its approval ends in twenty days
    ("Iribarne-Essai", "Loïc", "Essai-Nord", 300, 795),
    ("Jaubert-Essai", "Maud", "Essai-Sud", 1200, -105),
)


@transaction.atomic
def fill(accounts: dict) -> None:
    """Create the authority and all that goes with it, once; `accounts` are the demonstration accounts by user name."""
    if Authority.objects.filter(code=CODE).exists():
        return
    today = timezone.localdate()
    authority = _authority()
    members = {row[0]: _member(authority, accounts, row) for row in _MEMBERS}
    _proposal(authority, accounts, today)
    away = today + timedelta(days=20)
    Absence.objects.create(
        membership=members["medecin"],
        starts_on=away,
        ends_on=away + timedelta(days=4),
        recorded_by=accounts["secretariat"],
    )
    _register(today)
    _opening(accounts, today)


def _authority() -> Authority:
    contact = "Astreinte régionale fictive, 01 99 00 00 00"  # a number that the regulator keeps for fictions
    authority = Authority.objects.create(
        code=CODE, kind=enums.Authority.ARS, on_call=contact, demonstration=True, shown_on=SHOWN_ON
    )
    AuthorityName.objects.create(authority=authority, name="Agence régionale de santé Val d’Essai", source="fictive")
    for code, name in (("990", "Préfecture d’Essai-Nord"), ("991", "Préfecture d’Essai-Sud")):
        Prefecture.objects.create(code=code, name=name, authority=authority, address=f"1 place fictive\n{code}00 Essai")
    return authority


def _member(authority: Authority, accounts: dict, row: tuple) -> Membership:
    username, role, service, share, act, reference = row
    start = SINCE
    member = Membership.objects.create(
        user=accounts[username],
        role=role,
        authority=authority,
        service=service,
        share=share,
        starts_on=start,
        proposed_by=accounts["administrateur"],
        proposed_at=timezone.now(),
        confirmed_by=accounts["administratrice"],
        confirmed_at=timezone.now(),
    )
    if act:
        EmpoweringAct.objects.create(
            membership=member,
            kind=act,
            reference=reference,
            signed_on=start,
            signatory="Signataire fictif",
            starts_on=start,
            recorded_by=accounts["administrateur"],
        )
    return member


def _proposal(authority: Authority, accounts: dict, today: date) -> None:
    Membership.objects.create(
        user=accounts["valideur"],
        role=CaseRole.AUDITOR,
        authority=authority,
        starts_on=today,
        proposed_by=accounts["administratrice"],
        proposed_at=timezone.now(),
    )


def _register(today: date) -> None:
    for number, (last_name, first_name, town, since, until) in enumerate(_DOCTORS):
        doctor = Doctor.objects.create(last_name=last_name, first_name=first_name, town=town)
        Approval.objects.create(
            doctor=doctor,
            prefecture=Prefecture.objects.get(code="990" if town == "Essai-Nord" else "991"),
            order=f"ESSAI-{number + 1:03d}",
            starts_on=today - timedelta(days=since),
            ends_on=today + timedelta(days=until),
        )
    hospital = Doctor.objects.create(last_name="Kerdoncuff-Essai", first_name="Ana", town="Essai-Sud")
    HospitalPost.objects.create(doctor=hospital, post=Post.HOSPITAL, establishment="Centre hospitalier d’Essai-Sud")


def _opening(accounts: dict, today: date) -> None:
    Opening.objects.create(
        hosting_reference="Démonstration : données fictives, aucun hébergement décidé",
        hosting_on=today,
        assessment_reference="Démonstration : sans objet",
        assessment_on=today,
        demonstration=True,
        proposed_by=accounts["administrateur"],
        confirmed_by=accounts["administratrice"],
        confirmed_at=timezone.now(),
    )
