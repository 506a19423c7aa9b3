"""Fixtures that every test may use: accounts of each role and browsers signed in with them."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from portal.accounts.demo import ACCOUNTS

PASSWORD = "mot-de-passe-des-essais-42"


def make_account(username, **identity):
    """Account with the demonstration role of that name and the password of the tests."""
    first_name, last_name, role = ACCOUNTS[username]
    defaults = {"first_name": first_name, "last_name": last_name, "email": f"{username}@exemple.invalid"}
    user = get_user_model().objects.create_user(username, password=PASSWORD, **(defaults | identity))
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def accounts(db):
    """The six accounts, by user name."""
    return {username: make_account(username) for username in ACCOUNTS}


@pytest.fixture
def signed_in(accounts, client):
    """Function that signs the test's browser in under a role: `signed_in("redacteur")` returns the client."""

    def sign_in(username):
        client.force_login(accounts[username])
        return client

    return sign_in
