"""A made-up year of dossiers, told first as plain words, then written as rows: what is counted is known beforehand."""

import json
import random
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from forms_app import crypto
from forms_app.crypto import Family
from forms_app.enums import CaseRole
from forms_app.models import Avis, AvisAnswers, Dossier, Passage, Report
from forms_app.services.dossiers import dossiers

NATIONALITIES = ("Alpha", "Bêta", "Gamma", "Delta", "Epsilon", "Zeta", "Êta", "Thêta")
MATTERS = ("residence", "obligation-to-leave", "expulsion", "house-arrest")
AUTHORS = ("approved", "hospital", "ucsa", "cra", "")


@dataclass
class Told:
    """One dossier as a person would tell it."""

    matter: str
    nature: str
    nationality: str
    registered: date
    received: date | None = None
    author: str = ""
    fate: str = ""  # "", "details", "new-report"
    card: date | None = None
    given: date | None = None
    answers: dict | None = None
    rectified: dict | None = None
    origin: str = ""
    outcome: str = ""
    appeal: str = ""


def tell(drawn: random.Random, year: int) -> Told:
    """Make a dossier up; some were registered the year before, some are judged the year after."""
    registered = date(year, 1, 1) + timedelta(days=drawn.randint(-150, 364))
    told = Told(
        drawn.choices(MATTERS, (60, 4, 1, 0.3))[0], drawn.choice(("first", "renewal", "renewal", "")),
        drawn.choices((*NATIONALITIES, "", "alpha", f"Rare {drawn.randint(1, 30)}"), (*range(40, 0, -5), 4, 3, 2))[0],
        registered,
    )  # fmt: skip
    if drawn.random() < 0.93:
        told.received = registered + timedelta(days=drawn.randint(0, 30))
        told.author = drawn.choices(AUTHORS, (40, 40, 2, 1, 5))[0]
        told.fate = drawn.choices(("", "details", "new-report"), (80, 15, 5))[0]
    if told.received and drawn.random() < 0.1:
        told.card = registered + timedelta(days=drawn.randint(0, 5))
    if told.received and told.fate != "new-report" and drawn.random() < 0.9:
        told.given = told.received + timedelta(days=drawn.randint(3, 140))
        told.answers = answer(drawn) if drawn.random() < 0.97 else None
        told.rectified = answer(drawn) if told.answers and drawn.random() < 0.03 else None
    if told.given and drawn.random() < 0.05:
        told.origin = drawn.choice(("note", "referral"))
        told.outcome = drawn.choice(("complementary", "answered", "nothing", ""))
    if told.given and drawn.random() < 0.08:
        told.appeal = drawn.choice(("gracious", "contentious", "contentious"))
    return told


def answer(drawn):
    found = {"care": drawn.choices(("needed", "not-needed"), (9, 1))[0]}
    found["gravity"] = drawn.choices(("can", "should-not", ""), (8, 3, 0.3))[0]
    found["treatment"] = drawn.choices(("none", "exists"), (6, 4))[0]
    found["duration"] = drawn.choice(("long-term", "months", "months", ""))
    if found["duration"] == "months":
        found["months"] = str(drawn.choice((3, 6, 7, 12, 13, 24)))
    found["travel"] = drawn.choice(("can", "can", "cannot", ""))
    return {name: value for name, value in found.items() if value}


ACTS = {"note": "send-note", "referral": "register-referral", "complementary": "give-complementary-avis",
        "answered": "answer-referral", "nothing": "retain-nothing"}  # fmt: skip


def passages_of(told: Told):
    """The acts of a dossier in their order: name, day, reason, answers of the avis that it gives."""
    if told.card:
        yield "count-from-receipt-card", told.card, "", None
    if told.received:
        yield "register-report", told.received, "", None
    after = {"details": "ask-details", "new-report": "ask-new-report"}.get(told.fate)
    if after:
        yield after, told.received + timedelta(days=1), "", None
    if told.given:
        yield "validate-avis", told.given, "", told.answers or {}
        yield from _after(told)


def _after(told: Told):
    if told.rectified:
        yield "rectify-avis", told.given, "clerical", told.rectified
    for word in filter(None, (told.origin, told.outcome)):
        yield ACTS[word], told.given, "", None
    if told.appeal:
        yield "file-appeal", told.given, told.appeal, None


def write(authority, people, tellings, first=1):
    """Write dossiers as rows, in bulk."""
    rows, acts, reports, avis, answers = [], [], [], [], []
    prefecture, now = authority.prefectures.first(), timezone.now()
    for number, told in enumerate(tellings, start=first):
        person = dossiers.sealed(dossiers.Person("Essai", nationality=told.nationality))
        row = Dossier(
            authority=authority, year=told.registered.year, number=number, person=person, prefecture=prefecture,
            matter=told.matter, nature=told.nature, registered_on=told.registered, residence="35", initials="E.",
            avis_state="avis-given" if told.given else "awaiting-report", appeal_state="no-appeal", opened_by=people,
            marks_version=999,
        )  # fmt: skip
        rows.append(row)
        if told.received:
            report = Report(
                dossier=row, received_on=told.received, mode="by-doctor", author_kind=told.author, recorded_by=people
            )
            reports.append(report)
        for rank, (name, day, reason, said) in enumerate(passages_of(told), start=1):
            letter = uuid.uuid4() if said is not None else None
            acts.append(Passage(
                dossier=row, rank=rank, table="ars", name=name, source="a", target="b", reason=reason, day=day,
                letter=letter, actor=people, role=CaseRole.PHYSICIAN, at=now,
            ))  # fmt: skip
            if letter:
                at = timezone.make_aware(datetime.combine(day, time(9))) + timedelta(minutes=rank)
                avis.append(Avis(dossier=row, letter=letter, pdf=b"x", pdf_sha256="0" * 64, validated_by=people,
                                 role=CaseRole.PHYSICIAN, validated_at=at))  # fmt: skip
                if said:
                    payload = crypto.seal_in(Family.AVIS, json.dumps(said).encode())
                    answers.append(AvisAnswers(avis=avis[-1], payload=payload))
    for model, made in ((Dossier, rows), (Report, reports), (Passage, acts), (Avis, avis), (AvisAnswers, answers)):
        model.objects.bulk_create(made, batch_size=500)
