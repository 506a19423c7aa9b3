"""What ties a session to a password is Django's own, kept by the process: another password or key is another one."""

from django.contrib.auth.models import AbstractUser

from portal.models import User


def test_it_is_django_s_for_each_password_and_each_key(settings):
    for key in (settings.SECRET_KEY, "another key, made for a test, of fifty signs at least"):
        settings.SECRET_KEY = key
        for person in (User(username="a", password="x$1"), User(username="b", password="x$2")):
            assert person.get_session_auth_hash() == AbstractUser.get_session_auth_hash(person)
    first, second = User(password="x$1"), User(password="x$2")
    assert first.get_session_auth_hash() != second.get_session_auth_hash()


def test_a_session_ends_with_the_password_it_was_opened_with(client, db):
    person = User.objects.create_user("aubrac", password="Une phrase longue 1942")
    client.force_login(person)
    assert client.get("/compte/").wsgi_request.user.is_authenticated
    person.set_password("Une autre phrase 1943")
    person.save()
    assert not client.get("/compte/").wsgi_request.user.is_authenticated
