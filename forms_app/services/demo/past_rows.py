"""The dossiers of a year that is over, written together: the same rows as acts would leave, in a few queries."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property

from forms_app import crypto, enums
from forms_app.crypto import Family
from forms_app.enums import CaseRole, Way
from forms_app.models import Authority, Avis, AvisAnswers, Dossier, DossierName, KeptCompetence, Passage, Report
from forms_app.rules import duplicates
from forms_app.rules.vocabulary import ReceptionMode
from forms_app.rules.workflow import life, machine
from forms_app.services.demo.demonstration_dossiers import ACTORS, AMPLE, person
from forms_app.services.demo.past_stories import Story
from forms_app.services.dossiers import dossier_acts, dossier_held, dossier_marks, dossiers
from forms_app.services.dossiers.dossier_acts import ROLES

_RESIDENCE = "35"
_ORDER = (CaseRole.SECRETARY, CaseRole.PHYSICIAN, CaseRole.DIRECTOR)
_MODELS = (Dossier, DossierName, KeptCompetence, Report, Passage, Avis, AvisAnswers)


class Kept:
    """An authority that has dossiers already, while those of a year that is over are added."""

    def __init__(self, authority: Authority, accounts: dict):
        self.authority, self.accounts = authority, accounts
        self.prefectures = list(authority.prefectures.order_by("code"))
        self.rows: dict[type, list] = {model: [] for model in _MODELS}

    @cached_property
    def printed(self) -> tuple[bytes, str]:
        """The one printed avis that the dossiers of a demonstration share, as it is sealed already, and its digest."""
        rows = Avis.objects.filter(dossier__authority=self.authority)
        return rows.values_list("pdf", "pdf_sha256")[0]

    def write(self, told: Iterable[Story]) -> None:
        """Write a dossier for each story, numbered in their order."""
        for number, story in enumerate(told, start=1):
            row = self._dossier(story, number)
            for rank, (name, day, reason) in enumerate(story.acts, start=1):
                self._pass(row, story, rank, name, day, reason)
        for model in _MODELS:
            model.objects.bulk_create(self.rows[model], batch_size=500)

    def _dossier(self, story: Story, number: int) -> Dossier:
        who = _person(story, number)
        tables = life(enums.Authority(self.authority.kind), story.matter)
        row = Dossier(
            authority=self.authority, year=story.registered.year, number=number, initials=who.initials,
            person=dossiers.sealed(who), prefecture=self.prefectures[number % len(self.prefectures)],
            matter=story.matter, nature=story.nature, registered_on=story.registered, residence=_RESIDENCE,
            avis_state=tables.avis.initial.slug, appeal_state=tables.appeal.initial.slug,
            humanitarian_state=tables.humanitarian.initial.slug, opened_by=self.accounts["secretariat"],
            marks_version=dossier_marks.VERSION,  # nobody is waited for at the préfet's: the marks of a new row say so
        )  # fmt: skip
        self.rows[Dossier].append(row)
        digests = {crypto.digests(form)[0] for form in duplicates.index_forms(who.identity())}
        self.rows[DossierName] += (DossierName(dossier=row, digest=digest) for digest in sorted(digests))
        self.rows[KeptCompetence].append(dossiers.competence_of(row, self._competence))
        return row

    @cached_property
    def _competence(self):
        """What the rule answers for all: one residence, one regime, nobody held."""
        asked = dossiers.Request(self.prefectures[0].pk, enums.Matter.RESIDENCE, date(2015, 6, 1), _RESIDENCE)
        return dossiers.rule_of(self.authority, asked)

    def _pass(self, row: Dossier, story: Story, rank: int, name: str, day: date, reason: str) -> None:
        table, act = dossier_acts.table_and_transition(row, name)
        role = next(one for one in _ORDER if ROLES[one] in act.roles)
        column = dossier_held.column_of(row, table)
        known = replace(AMPLE, notified=False)
        done = machine.apply(table, getattr(row, column), name, known, ROLES[role], reason)
        letter = uuid.uuid4() if act.fiche else None
        actor = self.accounts[ACTORS[role]]
        self.rows[Passage].append(Passage(
            dossier=row, rank=rank, table=table.key, name=name, source=done.source, target=done.target, reason=reason,
            day=day, mode=ReceptionMode.BY_DOCTOR if "reception-mode-known" in act.guards else "",
            way=Way.POST if "sending-recorded" in act.guards else "", letter=letter, fiche=act.fiche, actor=actor,
            role=role, at=_at(day),
        ))  # fmt: skip
        setattr(row, column, done.target)
        if name in dossier_acts.ARRIVALS:
            self._report(row, story, day)
        if name in dossier_held.VALIDATIONS:
            self._avis(row, story, letter, day)

    def _report(self, row: Dossier, story: Story, day: date) -> None:
        author = crypto.seal_in(Family.REPORT, b'{"name": "Kerdoncuff-Essai"}')
        self.rows[Report].append(Report(
            dossier=row, received_on=day, mode=ReceptionMode.BY_DOCTOR, author_kind=story.author, author=author,
            recorded_by=self.accounts["secretariat"],
        ))  # fmt: skip

    def _avis(self, row: Dossier, story: Story, letter: uuid.UUID, day: date) -> None:
        pdf, sha256 = self.printed
        avis = Avis(
            dossier=row, letter=letter, pdf=pdf, pdf_sha256=sha256, validated_by=self.accounts["medecin"],
            role=CaseRole.PHYSICIAN, validated_at=_at(day),
        )  # fmt: skip
        self.rows[Avis].append(avis)
        payload = crypto.seal_in(Family.AVIS, json.dumps(story.answers).encode())
        self.rows[AvisAnswers].append(AvisAnswers(avis=avis, payload=payload))


def _person(story: Story, number: int) -> dossiers.Person:
    """Two family names: none is that of a person of another year."""
    one, other = person(number), person(7 * number + 3)
    return replace(one, family=f"{one.family}-{other.family}", nationality=story.nationality)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
