"""An installation is examined without being changed; what must be mended fails the command and says how."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from forms_app.services.trace import journal_heads
from portal import doctor
from portal.accounts.roles import ADMINISTRATORS
from portal.doctor import data, place, work
from portal.models import Lease, OutgoingMail


def report(**options):
    out = StringIO()
    try:
        call_command("doctor", stdout=out, **options)
    except CommandError as broken:
        return out.getvalue(), str(broken)
    return out.getvalue(), ""


@pytest.mark.django_db
def test_every_check_gives_one_line_and_the_broken_ones_fail_the_command():
    lines, broken = report()
    assert len(lines.strip().splitlines()) == len(doctor.CHECKS)
    named = [line.split()[1] for line in lines.splitlines() if line.startswith("mend")]
    assert named
    assert all(name in broken for name in named)


@pytest.mark.django_db
def test_the_report_for_a_supervisor_is_one_document():
    rows = json.loads(report(json=True)[0])
    assert {row["level"] for row in rows} <= {"ok", "look", "mend"}
    assert len(rows) == len(doctor.CHECKS)


def test_a_check_that_fails_itself_is_a_finding_and_stops_no_other():
    def broken():
        raise RuntimeError("words of the fault")

    found = doctor.examine([broken, lambda: place.Finding.ok("next", "seen")])
    assert [each.level for each in found] == ["mend", "ok"]
    assert "words of the fault" not in found[0].said


def test_a_demonstration_is_to_be_mended_and_a_real_installation_is_not(settings):
    settings.PORTAL_DEMO = True
    assert place.demonstration().level == "mend"
    settings.PORTAL_DEMO = False
    assert place.demonstration().level == "ok"


@pytest.mark.parametrize(
    ("base", "level"),
    [
        ("https://portail.exemple.invalid", "ok"),
        ("http://portail.exemple.invalid", "mend"),
        ("https://autre.exemple.invalid", "mend"),
        ("portail", "mend"),
    ],
)
def test_the_address_that_mails_give_is_one_of_the_hosts_over_https(settings, base, level):
    settings.ALLOWED_HOSTS, settings.WAGTAILADMIN_BASE_URL = ["portail.exemple.invalid"], base
    assert place.address().level == level


def test_a_data_directory_that_others_enter_is_to_be_mended(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o755)
    assert place.data_directory().level == "mend"
    tmp_path.chmod(0o700)
    assert "GiB free" in place.data_directory().said
    settings.DATA_DIR = tmp_path / "absent"
    assert place.data_directory().level == "mend"


@pytest.mark.parametrize(("free", "level"), [((1 << 30) - 1, "mend"), (1 << 30, "look"), (5 << 30, "ok")])
def test_the_room_left_on_the_disk_has_two_limits(settings, tmp_path, monkeypatch, free, level):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    monkeypatch.setattr(place.shutil, "disk_usage", lambda path: type("Usage", (), {"free": free}))
    assert place.data_directory().level == level


def test_static_files_that_nobody_collected_are_said(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert place.static_files().level == "mend"
    (tmp_path / "staticfiles.json").write_text("{}")
    assert place.static_files().level == "ok"


def test_a_cache_of_each_process_is_to_be_mended(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert "each process" in data.shared_cache().said


@pytest.mark.parametrize(("kind", "level"), [(LocMemCache, "ok"), (DummyCache, "mend")])
def test_a_shared_cache_keeps_what_it_is_given(settings, monkeypatch, kind, level):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}}
    monkeypatch.setattr(data, "cache", kind("doctor", {}))
    assert data.shared_cache().level == level


@pytest.mark.django_db
def test_the_schema_and_the_keys_of_a_sound_installation_are_sound():
    assert {check().level for check in (data.migrations, data.clock)} == {"ok"}
    assert data.keys().level in ("ok", "look")
    assert data.database().level == ("look" if connection.vendor == "sqlite" else "ok")


@pytest.mark.django_db
def test_an_old_key_beside_the_first_is_said(settings):
    settings.PORTAL_FIELD_KEYS = settings.PORTAL_FIELD_KEYS[:1]
    assert data.keys().level == "ok"


@pytest.mark.django_db
def test_texts_that_nobody_loaded_are_said():
    assert data.texts().level == "mend"


@pytest.mark.django_db
def test_a_journal_shorter_than_what_left_it_is_an_alarm(settings, tmp_path):
    settings.PORTAL_JOURNAL_HEADS = str(tmp_path / "heads.txt")
    assert data.journal().level == "ok"
    (tmp_path / "heads.txt").write_text(f"{journal_heads.Head(7, '0' * 64)}\n", encoding="utf-8")
    assert "verify_journal" in data.journal().said


@pytest.mark.django_db
def test_a_worker_is_late_after_ten_minutes():
    assert work.worker().level == "mend"
    now = timezone.now()
    row = Lease.objects.create(name="minute", due_at=now - work.LATE + timedelta(seconds=30), held_until=now)
    assert work.worker().level == "ok"
    Lease.objects.filter(pk=row.pk).update(due_at=now - work.LATE - timedelta(seconds=1))
    assert work.worker().level == "mend"


@pytest.mark.django_db
def test_mail_that_waits_for_more_than_ten_minutes_is_said_without_its_address():
    now = timezone.now()
    row = OutgoingMail.objects.create(
        sender="p@exemple.invalid", recipients=["a@exemple.invalid"], subject="s", body="b", next_try=now
    )
    assert work.mail().level == "ok"
    OutgoingMail.objects.filter(pk=row.pk).update(created_at=now - work.LATE - timedelta(seconds=1))
    assert work.mail().level == "mend"
    assert "exemple" not in work.mail().said


@pytest.mark.django_db
@pytest.mark.parametrize(("sender", "level"), [("portail.exemple.fr", "mend"), ("portail@exemple.fr", "ok")])
def test_mail_leaves_from_an_address(settings, sender, level):
    settings.DEFAULT_FROM_EMAIL = sender
    assert work.mail().level == level


@pytest.mark.django_db
def test_one_administrator_is_not_enough(django_user_model):
    for number in range(2):
        assert work.people().level == "mend"
        user = django_user_model.objects.create_user(f"administration{number}")
        user.groups.add(Group.objects.get_or_create(name=ADMINISTRATORS)[0])
    assert work.people().level == "ok"


@pytest.mark.django_db
def test_dossiers_asked_for_and_still_closed_are_to_be_mended(settings):
    settings.PORTAL_DOSSIERS = False
    assert work.dossiers().level == "ok"
    settings.PORTAL_DOSSIERS = True
    assert work.dossiers().level == "mend"
