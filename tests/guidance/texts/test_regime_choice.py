"""One date chooses the regime, stays chosen while reading, and marks the pages of the other regime (T15)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from .reading import Read, dangers

IV = "/textes/instruction-2011/2011-11-10/iv/"


def banner(client, url):
    found = Read(client.get(url)).tree.xpath("//div[@class='regime-banner']")
    return " ".join(found[0].text_content().split()) if found else ""


@pytest.mark.parametrize(
    ("typed", "instruction", "arrete"),
    [
        ("31/12/2016", "", "demande enregistrée le 31 décembre 2016"),
        ("01/01/2017", "demande enregistrée le 1er janvier 2017", ""),
    ],
)
def test_the_date_of_registration_marks_the_pages_of_the_other_regime(client, typed, instruction, arrete):
    answer = client.get("/regime/", {"enregistree": typed, "suite": IV})
    assert (answer.status_code, answer.url) == (302, IV)
    for url, words in ((IV, instruction), ("/textes/arrete-2017/2021-05-03/article-2/", arrete)):
        said = banner(client, url)
        assert words in said and bool(said) is bool(words)
        assert not words or "Source : " in said
    cookie = client.cookies["lecture"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_without_a_choice_the_old_text_says_to_which_requests_it_applies(client):
    assert "avant le 1er janvier 2017" in banner(client, IV)
    assert banner(client, "/textes/arrete-2017/2021-05-03/article-2/") == ""


def test_a_choice_stays_while_reading_and_is_forgotten_when_erased(client):
    client.get("/regime/", {"enregistree": "14/11/2016"})
    for url in (IV, "/textes/", "/"):
        page = client.get(url).content.decode()
        assert "14/11/2016" in page or "Régime des ARS" in page, url
    client.get("/regime/", {"effacer": "1"})
    assert "14/11/2016" not in client.get(IV).content.decode()


def test_a_removal_asks_the_date_of_the_referral_and_its_rule_is_to_confirm(client):
    client.get("/regime/", {"enregistree": "05/02/2017", "nature": "eloignement"})
    said = banner(client, IV)
    assert "saisine du 5 février 2017" in said and "reste à confirmer" in said
    assert "règle à confirmer" in client.get("/textes/").content.decode()


def test_a_request_older_than_the_instruction_is_said_to_be(client):
    client.get("/regime/", {"enregistree": "09/11/2011"})
    assert "avant l’instruction du 10 novembre 2011" in client.get(IV).content.decode()
    client.get("/regime/", {"enregistree": "10/11/2011"})
    assert "avant l’instruction" not in client.get("/textes/").content.decode()


@pytest.mark.parametrize(("day", "said"), [("22/01/2017", True), ("23/01/2017", False), ("01/01/2017", True)])
def test_between_the_two_regimes_the_arrete_says_that_it_was_not_in_force(client, day, said):
    client.get("/regime/", {"enregistree": "10/01/2017", "lu": day})
    page = client.get("/textes/arrete-2017/2021-05-03/article-2/").content.decode()
    assert ("ce texte n’était pas en vigueur" in page) is said
    assert ("La rédaction du" in page) is not said


@pytest.mark.parametrize("field", ["enregistree", "lu"])
@pytest.mark.parametrize("typed", ["31/02/2017", "hier", "99999999", "01/01/1900", "<b>", "0000"])
def test_a_date_that_cannot_be_read_is_answered_beside_its_field_with_what_was_typed(client, field, typed):
    answer = client.get("/regime/", {field: typed})
    assert answer.status_code == 422
    source = answer.content.decode()
    assert dangers(source) == []
    assert f'id="{field}-erreur"' in source and 'aria-invalid="true"' in source
    assert answer.context["typed"][field] == typed
    assert "lecture" not in client.cookies


def test_a_registration_in_the_future_is_refused_and_a_reading_in_the_future_is_not(client):
    day = timezone.localdate() + timedelta(days=1)
    assert client.get("/regime/", {"enregistree": f"{day:%d/%m/%Y}"}).status_code == 422
    assert client.get("/regime/", {"lu": f"{day:%d/%m/%Y}"}).status_code == 302
    assert client.get("/regime/", {"enregistree": f"{timezone.localdate():%d/%m/%Y}"}).status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\\\\evil",
        "http:evil",
        " //evil.example",
    ],
)
def test_the_choice_leads_to_no_other_site(client, target):
    assert client.get("/regime/", {"enregistree": "14/11/2016", "suite": target}).url == "/regime/"


@pytest.mark.parametrize("cookie", ["x", "2016-11-14_e_2012-02-31", "__", "_" * 500, "9999-99-99_e_", "\x00"])
def test_a_cookie_that_cannot_be_read_counts_for_what_it_says_and_breaks_nothing(client, cookie):
    client.cookies["lecture"] = cookie
    assert client.get(IV).status_code == 200


def test_the_choice_sends_no_session_to_a_reader_without_account(client):
    client.get("/regime/", {"enregistree": "14/11/2016"})
    assert set(client.cookies) == {"lecture"}


def test_the_explanation_of_a_choice_is_folded_under_its_regime_and_a_doubt_stays_in_sight(client):
    client.get("/regime/", {"enregistree": "12/03/2015", "nature": "eloignement", "suite": IV})
    [fold] = Read(client.get(IV)).tree.xpath("//details[@class='regime-why']")
    assert "à confirmer" in fold.xpath("summary")[0].text_content()
    assert "éloignement, date de la saisine" in fold.text_content()


def test_a_choice_that_needs_no_explanation_folds_nothing(client):
    client.get("/regime/", {"enregistree": "12/03/2015", "suite": IV})
    page = Read(client.get(IV))
    assert not page.tree.xpath("//details[@class='regime-why']") and "Régime des ARS" in page.tree.text_content()


def test_the_home_page_asks_which_regime_before_its_long_lists(client):
    page = client.get("/").content.decode()
    assert page.count('id="h-regime"') == 1
    assert page.index('id="h-regime"') < page.index('id="h-textes"') < page.index('id="h-change"')


@pytest.mark.parametrize(("query", "words"), [("médecin de l’ARS", "Avant le"), ("collège de médecins", "Depuis le")])
def test_a_regime_has_one_look_on_the_texts_and_in_the_results(client, query, words):
    def look(url, start, **asked):
        badges = Read(client.get(url, asked)).tree.xpath("//span[starts-with(@class, 'badge')]")
        return {badge.get("class") for badge in badges if badge.text_content().strip().startswith(start)}

    of_texts = look("/textes/", f"Demandes {words.lower()}")
    assert len(of_texts) == 1 and look("/recherche/", words, q=query) == of_texts
