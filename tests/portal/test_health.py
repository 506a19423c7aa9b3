"""The health check says 200 when the site can serve and its database answers, 503 otherwise."""

import logging

from django.conf import settings
from django.db import OperationalError, connection


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


def test_a_false_host_leaves_no_page_of_traceback_in_the_log():
    logger = logging.getLogger("django.security.DisallowedHost")
    assert not logger.propagate  # what stands above writes to the log
    assert settings.LOGGING["loggers"][logger.name]["handlers"] == []
