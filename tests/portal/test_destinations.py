"""After a form, a visitor is led back inside this site, whatever the form says."""

import pytest

DISPLAY = "/affichage/"


@pytest.mark.parametrize("asked", ["/textes/", "/?p=2", "/aide/#plan"])
def test_an_address_of_this_site_is_where_one_is_led_back(asked, client):
    assert client.post(DISPLAY, {"suite": asked}).headers["Location"] == asked


@pytest.mark.parametrize(
    "asked", ["-pk", "accounts", "aide/", "", "//evil.invalid", "/\\evil.invalid", "https://evil.invalid/", "\x00/"]
)
def test_anything_else_leads_home(asked, client):
    """A word without « / » is the name of a route for `redirect`: it led elsewhere, or to a fault of the server."""
    assert client.post(DISPLAY, {"suite": asked}).headers["Location"] == "/"


@pytest.mark.parametrize("asked", ["-pk", "accounts"])
def test_a_session_with_both_factors_is_led_home_from_the_page_of_the_first_one(asked, signed_in):
    answer = signed_in("medecin").get("/compte/premier-facteur/", {"next": asked})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
