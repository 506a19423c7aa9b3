"""The icon is found where browsers look for it on their own."""


def test_the_address_that_browsers_ask_by_habit_leads_to_the_icon(client, db):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302 and "favicon" in answer.url and answer.url.endswith(".svg")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_the_icon_is_found_where_reading_is_closed(client, db, settings):
    settings.PORTAL_OPEN_READING = False
    assert client.get("/favicon.ico").url.endswith(".svg")
