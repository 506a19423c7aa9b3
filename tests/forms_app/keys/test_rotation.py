"""A rotation brings every sealed column under the newest key, loses no word written meanwhile, keeps a key in use."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from forms_app import chain, crypto, policy
from forms_app.enums import Compartment, JournalAct
from forms_app.models import DossierName, Draft, JournalEvent, MedicalFile
from forms_app.services.dossiers import dossier_acts, dossier_files, dossiers
from forms_app.services.fiches import drafts
from forms_app.services.keys import key_rotation
from forms_app.services.keys.sealed_fields import SEALED
from forms_app.services.trace.journal import Origin
from forms_app.services.trace.journal_check import verify
from portal.settings.environment import new_field_key

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def ranks():
    """Under which key each sealed column stands, 0 for the newest."""
    return {str(sealed): {crypto.rank_of(token, sealed.family) for token in tokens(sealed)} for sealed in SEALED}


def tokens(sealed):
    return [sealed.token(value) for value in sealed.rows().values_list(sealed.column, flat=True)]


def rotated(*options):
    said = StringIO()
    call_command("rotate_keys", *options, stdout=said)
    return said.getvalue()


def reader_of(user, dossier):
    return policy.opened(user, dossier.pk, on=timezone.localdate())


def test_every_binary_column_of_the_fiches_and_dossiers_is_in_the_list_of_sealed_columns():
    columns = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("forms_app").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField)
    }
    assert columns == {str(sealed) for sealed in SEALED if not sealed.key}


def test_after_a_rotation_every_column_stands_under_the_newest_key_and_says_the_same(every_column, accounts, new_key):
    new_key()
    assert set(map(frozenset, ranks().values())) == {frozenset({1})}
    key_rotation.rotate()
    assert set(map(frozenset, ranks().values())) == {frozenset({0})}
    physician = reader_of(accounts["medecin"], every_column)
    assert dossiers.person_of(physician).family == "Ben Ali"
    assert dossier_acts.author_of(physician, every_column.reports.get()) == "Kerdoncuff-Essai"
    assert dossier_acts.avis_pdf(physician, every_column.avis.get()) == b"%PDF avis"
    assert notes(accounts["medecin"], physician) == "notes de medecin"
    assert drafts.load(accounts["medecin"], Draft.objects.get().pk).typed == {"demande": {"person": ["Essai"]}}


def notes(user, reader):
    kept = dossier_files.read(origin=Origin(user), reader=reader, compartment=Compartment.MEDICAL)
    return kept["notes"]


def test_once_forgotten_the_old_key_is_missed_by_no_row(every_column, accounts, new_key, settings):
    new_key()
    key_rotation.rotate()
    settings.PORTAL_FIELD_KEYS = settings.PORTAL_FIELD_KEYS[:1]
    held = policy.memberships(accounts["medecin"], on=timezone.localdate())
    assert list(dossiers.named("BENALI amina", among=policy.visible(held))) == [every_column]
    assert set(map(frozenset, ranks().values())) == {frozenset({0})}


def test_the_index_of_names_is_rewritten_once_and_holds_no_digest_of_the_old_key(every_column, new_key):
    before = set(DossierName.objects.values_list("digest", flat=True))
    new_key()
    key_rotation.rotate()
    after = set(DossierName.objects.values_list("digest", flat=True))
    assert len(after) == len(before) and not after & before
    assert key_rotation.rotate().renewed[key_rotation.NAMES] == 0


def test_a_dry_run_counts_and_writes_nothing(every_column, new_key):
    new_key()
    before = ranks()
    found = key_rotation.rotate(dry_run=True)
    assert ranks() == before
    assert {str(sealed) for sealed in SEALED} | {key_rotation.NAMES} == set(+found.renewed)
    assert not JournalEvent.objects.filter(act=JournalAct.KEYS_ROTATED).exists()


def test_a_second_rotation_finds_nothing_to_renew(every_column, new_key):
    new_key()
    key_rotation.rotate()
    assert +key_rotation.rotate().renewed == {}


def test_a_rotation_that_was_interrupted_goes_on_where_it_stopped(here, dossier_in, new_key, monkeypatch):
    monkeypatch.setattr(key_rotation, "BATCH", 2)
    for _ in range(5):
        dossier_in(here)
    new_key()

    def stop(name, done, total):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        key_rotation.rotate(tell=stop)
    assert ranks()["dossier.person"] == {0, 1}
    assert key_rotation.rotate().renewed["dossier.person"] == 1


def test_what_somebody_writes_between_the_reading_and_the_writing_of_a_batch_is_kept(every_column, accounts, new_key):
    new_key()
    user, late = accounts["medecin"], []
    renewed = crypto.renewed

    def written_meanwhile(token, family=None):
        if family == crypto.Family.MEDICAL and not late:
            late.append(True)
            dossier_files.write(
                origin=Origin(user), reader=reader_of(user, every_column), compartment=Compartment.MEDICAL,
                content={"notes": "écrites pendant la rotation", "checks": []},
            )  # fmt: skip
        return renewed(token, family)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crypto, "renewed", written_meanwhile)
        assert key_rotation.rotate().whole
    assert notes(user, reader_of(user, every_column)) == "écrites pendant la rotation"
    assert ranks()["medicalfile.payload"] == {0}


def test_what_a_process_not_started_again_seals_under_the_old_key_is_taken_up(every_column, new_key, settings):
    """A row that changes at each pass: the command says so and asks to be run again."""
    new_key()
    renewed = crypto.renewed

    def always_moved(token, family=None):
        if family == crypto.Family.MEDICAL:
            old = crypto._kept_fernets(tuple(settings.PORTAL_FIELD_KEYS), family)[1].encrypt(
                b'{"notes": "", "checks": []}'
            )
            MedicalFile.objects.filter(dossier=every_column).update(payload=old)
        return renewed(token, family)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crypto, "renewed", always_moved)
        with pytest.raises(CommandError, match="Relancez"):
            rotated()
    assert rotated() and ranks()["medicalfile.payload"] == {0}


def test_a_wrong_key_raises_and_overwrites_nothing(every_column, accounts, settings):
    person = bytes(every_column.person)
    physician = reader_of(accounts["medecin"], every_column)
    settings.PORTAL_FIELD_KEYS = [new_field_key()]
    with pytest.raises(crypto.Unreadable):
        dossiers.person_of(physician)
    with pytest.raises(CommandError, match="qu’aucune clé présente n’ouvre") as refused:
        rotated()
    assert f"dossier.person {every_column.pk}" in str(refused.value)
    every_column.refresh_from_db()
    assert bytes(every_column.person) == person


def test_a_run_without_a_file_is_none_of_the_installation_s(accounts, new_key):
    opened = drafts.start(accounts["medecin"], "avis", "ars", without_file=True)
    new_key()
    assert key_rotation.rotate().whole
    assert drafts.load(accounts["medecin"], opened.row.run, opened.run_key).typed == {}


# --- forgetting --------------------------------------------------------------------------------------------------


def test_a_key_is_not_forgotten_while_a_row_needs_it(every_column, new_key):
    new_key()
    old = chain.key_names()[1]
    with pytest.raises(CommandError, match=r"dossier\.person 1") as refused:
        rotated("--forget", old)
    assert "index des noms 1" in str(refused.value)


def test_a_key_that_the_journal_needs_is_forgotten_once_its_verifying_part_is_kept(every_column, new_key, settings):
    new_key()
    old = chain.key_names()[1]
    key_rotation.rotate()
    with pytest.raises(CommandError, match="PORTAL_JOURNAL_KEYS"):
        rotated("--forget", old)
    settings.PORTAL_JOURNAL_KEYS = [chain.verifying_part(old)]
    assert "ôtez-la" in rotated("--forget", old)
    settings.PORTAL_FIELD_KEYS = settings.PORTAL_FIELD_KEYS[:1]
    assert verify().sound
    settings.PORTAL_JOURNAL_KEYS = []
    assert not verify().sound


def test_the_key_that_seals_and_one_that_is_not_there_are_refused(every_column):
    for name, words in ((chain.key_names()[0], "celle qui scelle"), ("00000000", "Aucune clé de ce nom")):
        with pytest.raises(CommandError, match=words):
            rotated("--forget", name)


def test_the_progress_and_the_count_of_each_column_are_said(every_column, new_key):
    new_key()
    said = rotated()
    assert "  dossier.person 1/1" in said
    assert "avis.pdf : 1 lus, 1 renouvelés." in said
    assert JournalEvent.objects.filter(act=JournalAct.KEYS_ROTATED, route="rotate_keys").count() == 1


def test_the_verifying_part_of_a_key_opens_nothing(every_column, settings):
    part = chain.verifying_part(chain.key_names()[0])
    settings.PORTAL_FIELD_KEYS = [new_field_key()]
    settings.PORTAL_JOURNAL_KEYS = [part]
    assert verify().sound
    assert set(key_rotation.needs()["?"]) == {str(sealed) for sealed in SEALED}
