"""The person of a request: one question for the session, one for the person, and nothing of it is older than now."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import RequestFactory
from django.utils import timezone

from guidance.models import SiteVersion
from portal.accounts.backends import PersonBackend
from portal.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, django_user_model):
    person = django_user_model.objects.create_user("aubrac", password=None)
    client.force_login(person)
    return client, person


def person_of(client):
    """Return who a new request with the cookies of this client belongs to."""
    request = RequestFactory().get("/")
    request.session = SessionStore(client.session.session_key)
    return get_user(request)


def test_a_person_arrives_with_groups_and_version_in_two_questions(signed_in, django_assert_num_queries):
    client, person = signed_in
    person.groups.add(*(Group.objects.create(name=name) for name in ("Premier", "Second")))
    SiteVersion.bump()
    version = SiteVersion.objects.get().number
    request = RequestFactory().get("/")
    request.session = SessionStore(client.session.session_key)
    with django_assert_num_queries(2):
        found = get_user(request)
        assert found.pk == person.pk
        assert found.groups_read == {"Premier", "Second"}
        assert found.site_version == version


def test_a_person_without_group_arrives_too(signed_in):
    client, person = signed_in
    assert person_of(client) == person
    assert person_of(client).groups_read == frozenset()


def test_a_group_taken_away_is_gone_at_the_next_request(signed_in):
    client, person = signed_in
    group = Group.objects.create(name="Premier")
    person.groups.add(group)
    assert person_of(client).groups_read == {"Premier"}
    person.groups.remove(group)
    assert person_of(client).groups_read == frozenset()


def test_fields_are_read_as_django_reads_them(signed_in, django_user_model):
    client, person = signed_in
    found, known = person_of(client), django_user_model.objects.get(pk=person.pk)
    for field in known._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(known, field.attname), field.name


def test_an_inactive_person_is_nobody(signed_in):
    client, person = signed_in
    person.is_active = False
    person.save()
    assert person_of(client).is_anonymous


def test_a_removed_person_is_nobody(signed_in):
    client, person = signed_in
    person.delete()
    assert person_of(client).is_anonymous
    assert PersonBackend().get_user(person.pk or 0) is None


def test_a_changed_password_ends_the_session(signed_in):
    client, person = signed_in
    person.set_password("une-autre-phrase-assez-longue")
    person.save()
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
