"""Runs of a physician with a letter to freeze."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_app import crypto
from forms_app.models import Draft

from . import facsimile


@pytest.fixture
def draft(accounts):
    """A run of fiche 3 that keeps a file."""
    return Draft.objects.create(
        owner=accounts["medecin"],
        fiche="avis",
        authority="ars",
        expires_at=timezone.now() + timedelta(days=30),
    )


@pytest.fixture
def run_key():
    return crypto.new_run_key()


@pytest.fixture
def unkept(accounts):
    """A run of fiche 3 without a file."""
    return Draft.objects.create(
        owner=accounts["medecin"],
        fiche="avis",
        authority="ars",
        without_file=True,
        expires_at=timezone.now() + timedelta(hours=12),
    )


@pytest.fixture
def avis():
    return facsimile.letter("3")


@pytest.fixture
def request_for_more():
    """A fiche 2 with its slip and its label."""
    return facsimile.letter("2", attachments=("slip", "label"), reply_address="ARS Bretagne\nDr Marchand\n35000 Rennes")
