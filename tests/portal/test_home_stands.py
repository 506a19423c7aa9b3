"""The home page holds every address of the texts: nobody withdraws it, a superuser included."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage


@pytest.fixture
def root(client, db):
    client.force_login(get_user_model().objects.create_superuser("root", password="mot-de-passe-de-racine"))
    return client


@pytest.mark.parametrize("screen", ["unpublish", "delete"])
def test_no_screen_withdraws_the_home_page(root, screen):
    home = HomePage.objects.get()
    root.post(reverse(f"wagtailadmin_pages:{screen}", args=[home.pk]), {"include_descendants": "on"})
    assert Page.objects.get(pk=home.pk).live


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_no_bulk_action_withdraws_the_home_page(root, action):
    home = HomePage.objects.get()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    root.post(f"{url}?id={home.pk}", {"include_descendants": "on"})
    assert Page.objects.get(pk=home.pk).live


def test_nobody_reserves_the_home_page_and_with_it_the_whole_site(root):
    url = reverse("wagtailadmin_pages:set_privacy", args=[HomePage.objects.get().pk])
    root.post(url, {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()


def test_no_clock_withdraws_the_home_page(db):
    home = HomePage.objects.get()
    home.expire_at = timezone.now() + timedelta(days=1)
    home.save_revision().publish()
    assert HomePage.objects.get().expire_at is None
