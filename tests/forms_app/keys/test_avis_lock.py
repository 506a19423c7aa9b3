"""An avis may be sealed again under a newer key; no other column changes, and other bytes are never shown."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from forms_app import crypto, policy
from forms_app.models import Avis
from forms_app.services.dossiers import dossier_acts

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.mark.parametrize("column", sorted(field.column for field in Avis._meta.concrete_fields if field.name != "pdf"))
def test_every_column_of_an_avis_but_its_seal_is_locked(column, every_column):
    statement = f"UPDATE forms_app_avis SET {column} = {column}"  # noqa: S608 - columns of the model
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_other_bytes_put_in_the_place_of_an_avis_are_never_shown(every_column, accounts):
    reader = policy.opened(accounts["medecin"], every_column.pk, on=timezone.localdate())
    assert dossier_acts.avis_pdf(reader, every_column.avis.get()) == b"%PDF avis"
    Avis.objects.update(pdf=crypto.seal_in(crypto.Family.AVIS, b"%PDF autre avis"))
    with pytest.raises(crypto.Unreadable):
        dossier_acts.avis_pdf(reader, every_column.avis.get())
