"""Physicians among themselves, each with a browser."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client


@pytest.fixture
def physicians(accounts):
    """Function that returns so many other physicians."""

    def make(count):
        group = Group.objects.get(name="Médecins")
        people = [get_user_model().objects.create_user(f"confrere-{rank}") for rank in range(count)]
        group.user_set.add(*people)
        return people

    return make


@pytest.fixture
def browser_of():
    """Function that returns a browser signed in as a person."""

    def sign_in(person):
        client = Client()
        client.force_login(person)
        return client

    return sign_in
