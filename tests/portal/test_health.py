"""The health check says 200 when the site can serve and its database answers, 503 otherwise."""

import logging
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import OperationalError, connection
from django.utils import timezone

from portal.models import Lease
from portal.views import health


def test_a_site_that_can_serve_says_so_without_a_session(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_database_that_does_not_answer_is_said_without_detail(client, db, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("secret detail of the server")

    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", refuse)
        response = client.get("/healthz")
    assert response.status_code == 503
    assert b"secret" not in response.content


def test_the_health_check_is_only_read(client, db):
    assert client.post("/healthz").status_code == 405


def test_a_supervisor_asks_the_machine_by_any_name_and_nothing_else_answers_so(client, db, settings):
    settings.ALLOWED_HOSTS = ["portail.exemple.invalid"]
    assert client.get("/healthz", headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/aide/", headers={"host": "127.0.0.1:8000"}).status_code == 400


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_in_production_a_supervisor_asks_the_server_itself_in_plain_http(client, db, settings, monkeypatch, address):
    """An upgrade restarts the servers in turn and waits for each, behind the proxy, by its port."""
    monkeypatch.setattr(health, "_ready", False)
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["portail.exemple.invalid"], True
    settings.SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # those of production (test_answers.py)
    assert client.get(address, headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/aide/", headers={"host": "portail.exemple.invalid"}).status_code == 301


def test_a_false_host_leaves_no_page_of_traceback_in_the_log():
    logger = logging.getLogger("django.security.DisallowedHost")
    assert not logger.propagate  # what stands above writes to the log
    assert configured.LOGGING["loggers"][logger.name]["handlers"] == []


def test_a_portal_whose_schema_is_complete_is_ready(client, db, monkeypatch):
    monkeypatch.setattr(health, "_ready", False)
    assert client.get("/readyz").status_code == 200


def test_a_portal_that_waits_for_a_migration_is_not_ready_and_becomes_so(client, db, monkeypatch):
    waiting = [["one"], []]
    monkeypatch.setattr(health, "_ready", False)
    monkeypatch.setattr(health, "_waiting_migrations", lambda: waiting.pop(0))
    assert [client.get("/readyz").status_code for _ in range(3)] == [503, 200, 200]


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer autre", "jeton-des-essais", "Basic jeton-des-essais"])
def test_numbers_are_absent_without_their_token(client, db, settings, sent):
    settings.PORTAL_METRICS_TOKEN = "jeton-des-essais"
    assert client.get("/metrics", headers={"authorization": sent}).status_code == 404
    settings.PORTAL_METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"authorization": sent}).status_code == 404


def test_numbers_are_given_for_their_token_and_name_nobody(
    client, db, settings, django_user_model, django_assert_num_queries
):
    settings.PORTAL_METRICS_TOKEN = "jeton-des-essais"
    django_user_model.objects.create_user("personne.exemple", email="p@exemple.invalid")
    Lease.objects.create(name="minute", due_at=timezone.now() - timedelta(seconds=90), held_until=timezone.now())
    with django_assert_num_queries(5):
        answer = client.get("/metrics", headers={"authorization": "Bearer jeton-des-essais"}).content.decode()
    assert "portal_mail_waiting 0\n" in answer
    assert 'portal_work_behind_seconds{work="minute"} 90' in answer
    assert "exemple" not in answer
