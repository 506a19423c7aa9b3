"""The library: by country first, empty cells in sight, each record with who checked it and what the text printed."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from guidance.models import Contact, CoveredCountry, CoveredGroup, Reference, SectionPage
from guidance.services import library

pytestmark = pytest.mark.django_db


def page(client, path="/references/", status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.fromstring(answer.content.decode())


def words(node):
    return re.sub(r"\s+", " ", node.text_content()).strip()


def row_of(tree, name):
    """Cells of the row of the table that is called so."""
    for line in tree.xpath("//table[contains(@class, 'matrix')]/tbody/tr"):
        if words(line.xpath("th")[0]) == name:
            return [words(cell) for cell in line.xpath("td")]
    return None


def titles(tree):
    return [words(title) for title in tree.xpath("//ol[contains(@class, 'refs')]/li/h3/a")]


def test_every_reference_of_both_texts_is_there_to_be_checked_with_its_clause(client):
    assert Reference.objects.count() == 31
    assert set(Reference.objects.values_list("status", flat=True)) == {"to-check"}
    assert not Reference.objects.filter(citations=None).exists()
    assert Reference.objects.exclude(url="").count() == 20
    assert "31 références" in words(page(client))


def test_the_address_of_the_text_stands_beside_the_one_of_today(client):
    Reference.objects.filter(slug="oms-indicateurs").update(url="https://exemple.invalid/indicateurs")
    tree = page(client, "/references/oms-indicateurs/")
    shown = words(tree)
    assert "https://exemple.invalid/indicateurs" in shown
    assert shown.count("http://www.who.int/gho/countries/en/index.html#N") == 2  # printed by both texts
    links = tree.xpath("//main//a/@href")
    assert "https://exemple.invalid/indicateurs" in links
    assert not [link for link in links if "who.int" in link]
    assert "/c/arrete-2017/annexe-II-A-1/" in links


def test_a_reference_that_the_text_names_without_an_address_says_so(client):
    assert "inconnue : le texte n’en donne pas" in words(page(client, "/references/vidal-afrique/")).replace(
        "\xa0", " "
    )


def test_a_country_without_reference_shows_every_empty_cell(client):
    tree = page(client, "/references/?pays=ML")
    rows = tree.xpath("//table[contains(@class, 'matrix')]/tbody/tr")
    assert len(rows) == 26  # 25 groups, and what is about any
    assert row_of(tree, "diabète (tous types)") == ["aucune"] * 7
    assert all(cell == "aucune" or re.search(r"\d", cell) for cell in row_of(tree, "infection par le VIH"))


def test_a_cell_counts_the_references_of_its_country_and_family_once(client, make):
    make("A", countries=["ML"], groups=["hepatites", "hepatites-virales"])
    make("B", countries=["ML", "DZ"], groups=["hepatites"])
    cells = row_of(page(client), "Mali")
    hepatitis = ["Toutes pathologies", "Psychiatrie", "VIH", "Hépatites"].index("Hépatites")
    assert re.match(r"Mali, Hépatites\s: 2", cells[hepatitis])
    assert cells[0] == cells[1] == "aucune"


def test_a_cell_leads_to_the_references_it_counts(client, make):
    make("Seule", countries=["ML"], groups=["diabete"], kind="drugs")
    tree = page(client)
    link = next(a for a in tree.xpath("//table//a/@href") if "pays=ML" in a and "famille=diabete" in a)
    assert titles(page(client, "/references/" + link.partition("#")[0])) == ["Seule"]


@pytest.mark.parametrize(
    ("values", "today", "shown"),
    [
        ({"status": "alive", "next_check_on": date(2026, 11, 22)}, "2026-11-22", "Vérifiée"),
        ({"status": "alive", "next_check_on": date(2026, 11, 21)}, "2026-11-22", "À vérifier"),
        ({"status": "dead", "next_check_on": None}, "2026-11-22", "Lien rompu"),
        ({"status": "moved"}, "2026-11-22", "A changé d’adresse"),
        ({"status": "login"}, "2026-11-22", "Demande un compte"),
        ({"status": "changed"}, "2026-11-22", "Contenu changé"),
    ],
)
def test_a_standing_is_the_last_verdict_until_the_day_of_its_next_check(
    client, make, time_machine, values, today, shown
):
    time_machine.move_to(f"{today}T12:00:00+01:00", tick=False)
    row = make("Datée", **values)
    tree = page(client, f"/references/{row.slug}/")
    assert words(tree.xpath("//header//span[contains(@class, 'badge')]")[0]) == shown
    state = {"Vérifiée": "alive", "À vérifier": "to-check", "Lien rompu": "dead"}.get(shown, row.status)
    assert "Datée" in titles(page(client, f"/references/?etat={state}&nature=association"))


def test_a_replaced_reference_names_its_successor_and_keeps_its_own_page(client):
    tree = page(client, "/references/onusida-2010-annexe-2/")
    assert "/references/onusida-2016/" in tree.xpath("//div[@role='note']//a/@href")
    assert "Annexe 2, pages 248 et suivantes" in words(tree)
    assert titles(page(client, "/references/?etat=replaced")) == ["ONUSIDA, rapport mondial 2010, annexe 2"]


def test_a_filter_that_is_no_choice_is_said_beside_its_field_and_hides_nothing(client):
    for query in ("pays=ZZ", "nature=x", "etat=%00", "groupe=<b>", "pays=%27%20OR%201=1"):
        tree = page(client, f"/references/?{query}", 422)
        assert words(tree.xpath("//p[contains(@class, 'error')]")[0]) == "Ce choix n’est pas dans la liste."
        assert len(titles(tree)) == 25


@pytest.mark.parametrize("number", ["0", "-1", "x", "999999999", ""])
def test_a_page_that_does_not_exist_shows_the_nearest(client, number):
    assert titles(page(client, f"/references/?page={number}"))


def test_filters_add_up(client, make):
    make("Bonne", countries=["GN"], groups=["vih"], kind="drugs", access="account")
    make("Autre pays", countries=["ML"], groups=["vih"], kind="drugs", access="account")
    make("Autre nature", countries=["GN"], groups=["vih"], kind="report", access="account")
    make("Autre groupe", countries=["GN"], groups=["cancers"], kind="drugs", access="account")
    query = "pays=GN&groupe=vih&nature=drugs&acces=account&etat=to-check"
    assert titles(page(client, f"/references/?{query}")) == ["Bonne"]


def test_contacts_are_dated_by_the_text_that_prints_them_and_the_ended_ones_stay(client):
    fax = Contact.objects.get(value="01 49 33 23 91")
    assert (fax.kind, fax.since, fax.label) == ("fax", date(2011, 11, 10), "annexe-II-8")
    fax.ended_on = date(2016, 5, 1)
    fax.full_clean()
    fax.save()
    shown = words(page(client, "/references/coordonnees/")).replace("\xa0", " ")
    assert "01 49 33 23 91" in shown
    assert "terminée le 1er mai 2016" in shown
    assert "edif@inpes.sante.fr))" in shown  # as printed
    assert Contact.objects.count() == 6


def test_a_clause_of_a_reserved_section_is_not_announced(client, django_user_model):
    section = SectionPage.objects.get(slug="annexe-ii", number="Annexe II", path__startswith=path_of("arrete-2017"))
    section.view_restrictions.create(restriction_type="login")
    assert "annexe-II-A-3" not in words(page(client, "/references/medcoi/"))
    assert "/c/arrete-2017/" not in str(page(client, "/references/medcoi/").xpath("//main//a/@href"))


def path_of(slug):
    from guidance.models import TextPage

    return TextPage.objects.get(slug=slug).path


def asked(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


PATHS = (
    "/references/",
    "/references/?pays=ML",
    "/references/?groupe=vih&nature=international",
    "/references/oms-indicateurs/",
)


def test_the_number_of_queries_does_not_grow_with_the_library(client):
    before = {path: asked(client, path) for path in PATHS}
    fill(2_000)
    assert {path: asked(client, path) for path in PATHS} == before
    assert max(before.values()) <= 14


def fill(count):
    """Many references at once, on every country and group in turn."""
    from guidance import coverage

    values = {"publisher": "Éditeur", "kind": "international", "scope": "listed", "status": "alive"}
    rows = Reference.objects.bulk_create(
        Reference(slug=f"essai-{number}", title=f"Essai {number}", **values) for number in range(count)
    )
    countries, groups = list(coverage.countries()), list(coverage.groups())
    CoveredCountry.objects.bulk_create(
        CoveredCountry(reference=row, code=countries[(number + step) % 250])
        for number, row in enumerate(rows)
        for step in (0, 7)
    )
    CoveredGroup.objects.bulk_create(
        CoveredGroup(reference=row, code=groups[number % len(groups)]) for number, row in enumerate(rows)
    )


def test_a_reference_is_found_by_the_search_under_its_country_and_follows_its_changes(client, make):
    row = make("Répertoire zorblaxien", countries=["GE"], groups=["vih"])
    found = client.get("/recherche/?q=zorblaxien").content.decode()
    assert f"/references/{row.slug}/" in found
    row.title = "Répertoire quadrilien"
    row.save()
    assert f"/references/{row.slug}/" not in client.get("/recherche/?q=zorblaxien&exact=1").content.decode()
    assert f"/references/{row.slug}/" in client.get("/recherche/?q=quadrilien").content.decode()
    row.delete()
    assert "quadrilien/" not in client.get("/recherche/?q=quadrilien&exact=1").content.decode()


def test_closed_reading_closes_the_library(client, settings):
    settings.PORTAL_OPEN_READING = False
    for path in ("/references/", "/references/oms-indicateurs/", "/references/coordonnees/"):
        assert client.get(path).status_code == 302


def test_a_check_by_hand_keeps_name_day_and_history(client, make, accounts, time_machine):
    time_machine.move_to("2026-08-31T12:00:00+02:00", tick=False)
    row = make("À voir")
    library.checked_by_hand(row, accounts["redacteur"], "moved", reason="Nouvelle maquette")
    shown = words(page(client, f"/references/{row.slug}/")).replace("\xa0", " ")
    assert "Vérifiée le 31 août 2026 par Frédérique Delorme-Essai" in shown
    assert "Prochaine vérification le 28 février 2027" in shown
    library.checked_by_hand(row, accounts["valideur"], "alive", next_on=date(2027, 1, 1))
    assert [check.verdict for check in row.checks.all()] == ["alive", "moved"]
