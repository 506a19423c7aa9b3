"""Rows in every sealed column, under the key of the moment."""

import hashlib
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import encrypt
from django.utils import timezone

from forms_app import crypto, fiches, policy
from forms_app.enums import CaseRole, Compartment
from forms_app.models import Avis, AvisAnswers, IdentityVersion, Letter, SentLetter, Transfer
from forms_app.services.dossiers import diagnoses, dossier_files
from forms_app.services.fiches import calibration, discussions, drafts
from forms_app.services.keys.sealed_fields import SEALED
from forms_app.services.trace.journal import Origin
from portal.settings.environment import new_field_key
from tests.forms_app.dossiers.conftest import act, dossier_in, here, switched_on  # noqa: F401 - fixtures

PDF = b"%PDF avis"


@pytest.fixture
def new_key(settings):
    """Function that puts a newer key before those at hand and returns the one that was first."""

    def put():
        first = settings.PORTAL_FIELD_KEYS[0]
        settings.PORTAL_FIELD_KEYS = [new_field_key(), *settings.PORTAL_FIELD_KEYS]
        return first

    return put


@pytest.fixture
def every_column(here, dossier_in, act, accounts):
    """A dossier, a draft, a letter, a discussion and a made-up case: something in every sealed column."""
    row = dossier_in(here)
    act(row, "register-report", author="Kerdoncuff-Essai")
    fill(row, accounts)
    assert all(sealed.rows().exists() for sealed in SEALED)
    return row


def fill(row, accounts):
    """Put something in every compartment of a dossier, and beside it."""
    user, today = accounts["medecin"], timezone.localdate()
    type(row).objects.filter(pk=row.pk).update(avis_state="under-cover")
    for username, compartment in (("medecin", Compartment.MEDICAL), ("directeur", Compartment.DIRECTOR)):
        reader = policy.opened(accounts[username], row.pk, on=today)
        dossier_files.write(
            origin=Origin(accounts[username]), reader=reader, compartment=compartment,
            content={"notes": f"notes de {username}", "checks": []},
        )  # fmt: skip
    avis = validated(row, user)
    AvisAnswers.objects.create(avis=avis, payload=crypto.seal_in(crypto.Family.AVIS, b'{"care": "needed"}'))
    diagnoses.count(row.authority, "")
    sent(row)
    renamed(row, user)
    went(row, user)
    drafts.keep(drafts.start(user, "avis", "ars", without_file=False), {"demande": {"person": ["Essai"]}}, seen=0)
    letter(user)
    question = discussions.ask(user, row.pk, "Un sujet", "Une question.")
    discussions.reply(question, user, question.pk, "Une réponse.")
    calibration.write(user, row.pk, "college", "Un cas", "Un texte.")
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypt("JBSWY3DPEHPK3PXP")})
    RecoveryCodes.activate(user)


def validated(row, user):
    return Avis.objects.create(
        dossier=row, letter=row.pk, pdf=crypto.seal_in(crypto.Family.AVIS, PDF), pdf_sha256=digest(PDF),
        validated_by=user, role=CaseRole.PHYSICIAN, validated_at=timezone.now(),
    )  # fmt: skip


def renamed(row, user):
    return IdentityVersion.objects.create(
        dossier=row, rank=0, person=row.person, initials=row.initials, prefecture=row.prefecture, written_by=user,
        written_at=timezone.now(),
    )  # fmt: skip


def went(row, user):
    return Transfer.objects.create(
        dossier=row, from_authority=row.authority, to_authority=row.authority, year=row.year, number=row.number,
        day=timezone.localdate(), reason="residence", prefecture=row.prefecture, residence="35", situation="free",
        direction=row.direction.payload, sent_by=user, role=CaseRole.SECRETARY,
    )  # fmt: skip


def sent(row):
    return SentLetter.objects.create(
        dossier=row, letter=row.pk, fiche="receipt", recipient="prefecture", sent_on=timezone.localdate(),
        pdf=crypto.seal_in(crypto.Family.SENT, PDF), pdf_sha256=digest(PDF),
    )  # fmt: skip


def digest(value):
    return hashlib.sha256(value).hexdigest()


def letter(user):
    fiche = fiches.get("avis")
    return Letter.objects.create(
        run="6f9619ff-8b86-4011-b42d-00c04fc964ff", author=user, fiche="avis", authority="ars",
        recipient=fiche.recipient, state="delivered", content=crypto.seal(b"{}"), pdf=crypto.seal(PDF),
        content_sha256="", pdf_sha256="", template_version="1", expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
