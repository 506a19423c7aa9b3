"""The synthetic dossiers of the OFII: its people, the life and the college of each; nobody here exists."""

import hashlib
import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from forms_app import crypto, documents, enums, fiches
from forms_app.enums import ActKind, CaseRole
from forms_app.letters import compose, model_key
from forms_app.models import (
    Authority,
    Composition,
    Dossier,
    DossierRun,
    EmpoweringAct,
    Letter,
    Membership,
    MemberValidation,
)
from forms_app.rules.vocabulary import Formation
from forms_app.services.demo import demonstration
from forms_app.services.fiches import models

SECRETARY, RAPPORTEUR, DIRECTOR = "ofii-secretariat", "ofii-rapporteur", "ofii-directeur"
COLLEGE = ("ofii-medecin-1", "ofii-medecin-2", "ofii-medecin-3")
_STAFF = {
    SECRETARY: CaseRole.SECRETARY,
    **dict.fromkeys((RAPPORTEUR, *COLLEGE, "ofii-medecin-4"), CaseRole.PHYSICIAN),
    DIRECTOR: CaseRole.DIRECTOR,
}
_EMPOWERED = {CaseRole.PHYSICIAN: ActKind.APPOINTMENT, CaseRole.DIRECTOR: ActKind.HEAD}
Story = tuple[tuple[str, int, str], ...]
_REPORTED: Story = (("register-certificate", 0, SECRETARY), ("begin-report", 5, RAPPORTEUR))
_LAID: Story = (
    *_REPORTED, ("compose-college", 12, SECRETARY), ("send-to-college", 14, RAPPORTEUR),
    ("inform-prefecture", 15, SECRETARY),
)  # fmt: skip
_VALIDATED: Story = tuple(("validate-as-member", 28, username) for username in COLLEGE)
_GIVEN: Story = (*_LAID, *_VALIDATED, ("validate-avis", 28, COLLEGE[2]), ("record-signature", 29, SECRETARY))
#: Acts of a residence dossier: days since the certificate came, and who acts.
RESIDENCE: tuple[Story, ...] = (
    (),
    _REPORTED[:1],
    _REPORTED,
    _LAID[:3],
    _LAID,
    (*_LAID, *_VALIDATED[:1]),
    (*_LAID, *_VALIDATED[:2]),
    _GIVEN,
    (*_GIVEN, ("submit", 30, SECRETARY)),
    (*_GIVEN, ("submit", 30, SECRETARY), ("transmit", 31, DIRECTOR)),
)
_EXAMINED: Story = (
    ("register-certificate", 0, SECRETARY), ("begin-examination", 2, COLLEGE[0]), ("compose-college", 2, SECRETARY),
)  # fmt: skip
_ALONE: Story = (
    *_EXAMINED, ("validate-as-member", 6, COLLEGE[0]), ("validate-avis", 6, COLLEGE[0]),
    ("record-signature", 6, SECRETARY),
)  # fmt: skip
REMOVAL: tuple[Story, ...] = (_EXAMINED, _ALONE, (*_ALONE, ("transmit", 7, SECRETARY)))


def is_removal(rank: int) -> bool:
    """Tell whether a dossier, by its rank, is of a person held whom a measure of removal concerns."""
    return rank % 4 == 3


def story(rank: int) -> Story:
    """Return the acts of a dossier by its rank."""
    return REMOVAL[rank // 4 % len(REMOVAL)] if is_removal(rank) else RESIDENCE[(rank - rank // 4) % len(RESIDENCE)]


def people(accounts: dict, authority: Authority) -> None:
    """Create the members of the office, and the acts that empower them."""
    for username, role in _STAFF.items():
        member = Membership.objects.create(
            user=accounts[username], role=role, authority=authority, starts_on=demonstration.SINCE,
            proposed_by=accounts["administrateur"], proposed_at=timezone.now(),
            confirmed_by=accounts["administratrice"], confirmed_at=timezone.now(),
        )  # fmt: skip
        if role in _EMPOWERED:
            EmpoweringAct.objects.create(
                membership=member, kind=_EMPOWERED[role], reference="ESSAI-2016-12", signed_on=member.starts_on,
                signatory="Signataire fictif", starts_on=member.starts_on, recorded_by=accounts["administrateur"],
            )  # fmt: skip


class Office:
    """The office while its dossiers are made; the two printed avis are made once, their boxes left empty."""

    def __init__(self, accounts: dict, authority: Authority):
        self.accounts, self.authority = accounts, authority
        self._made: dict[str, tuple[documents.Frozen, bytes]] = {}

    def beside(self, row: Dossier, name: str, day: date, username: str) -> None:
        """Write what an act brings beside its passage: a composition, a letter that waits, a validation."""
        if name == "compose-college":
            self._compose(row, day)
        if name == "validate-as-member":
            self._validate(row, day, username)

    def _compose(self, row: Dossier, day: date) -> None:
        alone = row.matter != enums.Matter.RESIDENCE
        seats = [self.accounts[username] for username in COLLEGE]
        Composition.objects.create(
            dossier=row, rank=1, formation=Formation.PHYSICIAN if alone else Formation.COLLEGE,
            rapporteur=None if alone else self.accounts[RAPPORTEUR], first=seats[0],
            second=None if alone else seats[1], third=None if alone else seats[2], day=day,
            composed_by=self.accounts[SECRETARY], role=CaseRole.SECRETARY, at=_at(day, 9),
        )  # fmt: skip

    def _validate(self, row: Dossier, day: date, username: str) -> None:
        letter = self.letter(row, day)
        MemberValidation.objects.create(
            composition=row.compositions.get(), letter=letter.pk, pdf_sha256=letter.pdf_sha256,
            member=self.accounts[username], at=_at(day, 10),
        )  # fmt: skip

    def letter(self, row: Dossier, day: date) -> Letter:
        """Return the avis of a dossier, delivered by the first physician; the same one each time."""
        run = DossierRun.objects.filter(dossier=row).first()
        if run:
            return Letter.objects.get(run=run.run)
        key = "college" if row.matter == enums.Matter.RESIDENCE else "removal"
        frozen, pdf = self.printed(key)
        author = self.accounts[COLLEGE[0]]
        run = DossierRun.objects.create(run=uuid.uuid4(), dossier=row, fiche=key, started_by=author)
        return Letter.objects.create(
            run=run.run, author=author, fiche=key, authority=enums.Authority.OFII, state=enums.LetterState.DELIVERED,
            recipient=fiches.get(key).recipient, content=crypto.seal(frozen.as_bytes()), content_sha256=frozen.digest,
            pdf=crypto.seal(pdf), pdf_sha256=hashlib.sha256(pdf).hexdigest(),
            template_version=documents.TEMPLATE_VERSION, delivered_at=_at(day, 9),
            expires_at=timezone.now() + timedelta(days=90),
        )  # fmt: skip

    def printed(self, key: str) -> tuple[documents.Frozen, bytes]:
        """Return a printed avis with the names of those who give it, and no answer: a demonstration gives no avis."""
        if key not in self._made:
            names = [self.accounts[username].get_full_name() for username in COLLEGE]
            fields = {"signatory_name": names[0], "formation": "physician"}
            if key == "college":
                fields = dict(zip(("physician_1", "physician_2", "physician_3"), names, strict=True))
            fiche = fiches.get(key)
            model, told = models.standing(model_key(fiche, enums.Authority.OFII, fields), self.authority.today)
            made = compose(fiche, fields, model, authority=enums.Authority.OFII, **told)
            frozen = documents.Frozen(made, self.authority.today, "", uuid.uuid4().hex)
            self._made[key] = (frozen, documents.render_letter(frozen))
        return self._made[key]


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
