"""The person of a request comes with the session, in one question, and nothing of it is older than now."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import RequestFactory
from django.utils import timezone

from guidance.models import SiteVersion
from portal.accounts import persons
from portal.accounts.backends import PersonBackend
from portal.accounts.sessions import SessionStore
from portal.middleware import person
from portal.models import OpenSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, django_user_model):
    known = django_user_model.objects.create_user("aubrac", password=None)
    client.force_login(known)
    return client, known


def request_of(client):
    request = RequestFactory().get("/")
    request.session = SessionStore(client.session.session_key)
    return request


def person_of(client):
    """Return who a new request with the cookies of this client belongs to."""
    return person.person_of(request_of(client))


@pytest.mark.parametrize(("reading", "questions"), [(person.person_of, 1), (get_user, 2)])
def test_a_person_arrives_with_groups_and_version(reading, questions, signed_in, django_assert_num_queries):
    client, known = signed_in
    known.groups.add(*(Group.objects.create(name=name) for name in ("Premier", "Second")))
    SiteVersion.bump()
    version = SiteVersion.objects.get().number
    request = request_of(client)
    with django_assert_num_queries(questions):
        found = reading(request)
        assert found.pk == known.pk
        assert found.groups_read == {"Premier", "Second"}
        assert found.site_version == version


def test_the_person_that_the_session_names_is_read_whatever_the_open_session_says(signed_in, django_user_model):
    client, named = signed_in
    other = django_user_model.objects.create_user("autre", password=None)
    OpenSession.objects.update(user=other)
    assert person_of(client) == named
    OpenSession.objects.all().delete()
    assert person_of(client) == named


def test_who_arrived_with_a_session_is_gone_once_it_is_read(signed_in):
    client, known = signed_in
    request = request_of(client)
    assert person.person_of(request) == known
    assert persons.arrived(known.pk) is None
    known.is_active = False
    known.save()
    assert PersonBackend().get_user(known.pk) is None


def test_a_session_without_anybody_is_nobody_s(client):
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.session["look"] = "sombre"
    request.session.save()
    again = RequestFactory().get("/")
    again.session = SessionStore(request.session.session_key)
    assert person.person_of(again).is_anonymous


def test_a_person_without_group_arrives_too(signed_in):
    client, known = signed_in
    assert person_of(client) == known
    assert person_of(client).groups_read == frozenset()


def test_a_group_taken_away_is_gone_at_the_next_request(signed_in):
    client, known = signed_in
    group = Group.objects.create(name="Premier")
    known.groups.add(group)
    assert person_of(client).groups_read == {"Premier"}
    known.groups.remove(group)
    assert person_of(client).groups_read == frozenset()


def test_fields_are_read_as_django_reads_them(signed_in, django_user_model):
    client, known = signed_in
    found, again = person_of(client), django_user_model.objects.get(pk=known.pk)
    for field in again._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(again, field.attname), field.name


def test_an_inactive_person_is_nobody(signed_in):
    client, known = signed_in
    known.is_active = False
    known.save()
    assert person_of(client).is_anonymous


def test_a_removed_person_is_nobody(signed_in):
    client, known = signed_in
    known.delete()
    assert person_of(client).is_anonymous
    assert PersonBackend().get_user(known.pk or 0) is None


def test_a_changed_password_ends_the_session(signed_in):
    client, known = signed_in
    known.set_password("une-autre-phrase-assez-longue")
    known.save()
    assert person_of(client).is_anonymous


@pytest.mark.parametrize(("left", "is_read"), [(timedelta(seconds=5), True), (timedelta(seconds=-5), False)])
def test_a_session_is_read_until_its_expiry_and_not_after(signed_in, left, is_read):
    client, _ = signed_in
    Session.objects.update(expire_date=timezone.now() + left)
    store = SessionStore(client.session.session_key)
    assert bool(store.load()) is is_read
    assert (store.session_key is None) is not is_read


@pytest.mark.parametrize("key", [None, "", "inconnue", "a" * 40, "' OR 1=1 --"])
def test_an_unknown_key_opens_an_empty_session(key):
    store = SessionStore(key)
    assert store.load() == {}
    assert store.session_key is None


def test_a_session_altered_in_the_database_is_empty(signed_in):
    client, _ = signed_in
    Session.objects.update(session_data="eyJhIjoxfQ:forged:signature")
    assert SessionStore(client.session.session_key).load() == {}
