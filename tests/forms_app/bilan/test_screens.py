"""The screens of the bilan: who sees what, what is masked, a number of queries that does not grow (A-39)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forms_app.bilan.shape import digest
from forms_app.enums import CaseRole
from forms_app.models import BilanDraft, BilanSending, Dossier, FrameEdition, FrozenBilan, Membership
from forms_app.services.bilan import bilans, computing
from forms_app.services.trace.journal import Origin

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
YEAR = 2016
DRAFT = f"/bilan/ars-ici/{YEAR}/"


@pytest.fixture
def signed_in(client, accounts, switched_on):
    def enter(username):
        client.force_login(accounts[username])
        return client

    return enter


@pytest.fixture
def kept(here, dossier_in):
    """Seven requests of residence and three of expulsion, of a year that is over."""
    for rank in range(10):
        dossier_in(here, family=f"Essai {rank}")
    Dossier.objects.update(year=YEAR, nature="first")
    Dossier.objects.filter(pk__in=Dossier.objects.values("pk")[:3]).update(matter="expulsion")
    return here


@pytest.fixture
def computed(kept):
    member = Membership.objects.get(authority=kept, role=CaseRole.PHYSICIAN)
    row = bilans.ask(origin=Origin(member.user), membership=member, year=YEAR)
    return computing.work(row.pk)


@pytest.fixture
def frozen(computed):
    member = Membership.objects.get(authority=computed.authority, role=CaseRole.PHYSICIAN)
    return bilans.freeze(
        origin=Origin(member.user), membership=member, year=YEAR, seen=digest(computed.content)
    )  # fmt: skip


def answers(signed_in, path):
    people = ("medecin", "secretariat", "directeur", "valideur", "redacteur")
    return {username: signed_in(username).get(path).status_code for username in people}


def test_the_draft_is_the_medical_service_s_and_what_is_frozen_the_director_s_too(signed_in, frozen, elsewhere):
    draft = {"medecin": 200, "secretariat": 200, "directeur": 404, "valideur": 404, "redacteur": 404}
    assert answers(signed_in, DRAFT) == draft
    assert answers(signed_in, f"{DRAFT}versions/1/") == draft | {"directeur": 200}
    assert answers(signed_in, f"{DRAFT}annees/") == draft | {"directeur": 200}
    assert answers(signed_in, f"{DRAFT}figer/") == draft | {"secretariat": 404}
    assert answers(signed_in, "/bilan/cadres/") == dict.fromkeys(draft, 404) | {"redacteur": 200}


def test_another_authority_and_a_year_to_come_do_not_exist(signed_in, frozen, elsewhere):
    browser = signed_in("medecin")
    assert browser.get(f"/bilan/ars-ailleurs/{YEAR}/").status_code == 404
    assert browser.get(f"/bilan/ars-ici/{timezone.localdate().year + 1}/").status_code == 404
    assert browser.get("/bilan/ars-ici/1999/").status_code == 404


def test_small_numbers_are_masked_on_the_screen(signed_in, computed):
    page = signed_in("medecin").get(DRAFT).content.decode()
    rows = [line for line in page.split("<tr>") if line.startswith('<th scope="row">Expulsion')]
    assert rows
    assert "masqué" in rows[0]
    assert ">3<" not in rows[0]


def test_what_is_not_recorded_is_said_and_is_no_zero(signed_in, computed):
    page = signed_in("medecin").get(DRAFT).content.decode()
    assert "Non relevé." in page


def test_asking_computes_in_the_background_and_shows_how_far_it_is(signed_in, kept, django_capture_on_commit_callbacks):
    browser = signed_in("secretariat")
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(DRAFT).status_code == 302
    page = browser.get(DRAFT).content.decode()
    assert "<progress" in page
    assert "Recalculer" not in page
    assert "Calculer le brouillon" not in page
    BilanDraft.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    assert "Calculer le brouillon" in browser.get(DRAFT).content.decode(), "a computing that is lost is asked for again"
    computing.work(BilanDraft.objects.get().pk)
    page = browser.get(DRAFT).content.decode()
    assert "<progress" not in page
    assert "10 dossiers lus" in page


def test_freezing_asks_that_the_tables_were_read_and_keeps_what_was_shown(signed_in, computed):
    browser, path = signed_in("medecin"), f"{DRAFT}figer/"
    seen = digest(computed.content)
    refused = browser.post(path, {"seen": seen})
    assert refused.status_code == 422
    assert "Cochez après avoir relu" in refused.content.decode()
    behind = browser.post(path, {"seen": "0" * 64, "read": "on"})
    assert behind.status_code == 422
    assert "recalculé" in behind.content.decode()
    assert browser.post(path, {"seen": seen, "read": "on"}).status_code == 302
    again = browser.post(path, {"seen": seen, "read": "on"})
    assert again.status_code == 422, "a correction has a reason"
    assert browser.post(path, {"seen": seen, "read": "on", "reason": "frame"}).status_code == 302
    assert FrozenBilan.objects.count() == 2


def test_the_sending_is_noted_by_the_service_and_not_by_the_director(signed_in, frozen):
    path = f"{DRAFT}versions/1/"
    typed = {"day": f"{timezone.localdate():%d/%m/%Y}", "way": "post"}
    assert signed_in("directeur").post(path, typed).status_code == 404
    browser = signed_in("secretariat")
    wrong = browser.post(path, {"day": "31/02/2016", "way": ""})
    assert wrong.status_code == 422
    assert "31/02/2016" in wrong.content.decode()
    assert browser.post(path, typed).status_code == 302
    assert BilanSending.objects.get().bilan == frozen
    assert "Noter l’envoi" not in browser.get(path).content.decode()


def test_an_altered_text_is_not_shown(signed_in, frozen, monkeypatch):
    monkeypatch.setattr(bilans, "digest", lambda text: "0" * 64)
    page = signed_in("medecin").get(f"{DRAFT}versions/1/").content.decode()
    assert "n’est plus celui qui a été figé" in page
    assert "Nationalités" not in page


def test_the_list_of_what_waits_counts_down_for_the_physician_alone(signed_in, kept, monkeypatch):
    monkeypatch.setattr(type(kept), "today", property(lambda self: date(2017, 2, 20)))
    assert "dans 9\u00a0jours" in signed_in("medecin").get(reverse("dossiers:todo")).content.decode()
    assert "dans 9\u00a0jours" not in signed_in("secretariat").get(reverse("dossiers:todo")).content.decode()


def test_two_clicks_lead_from_home_to_a_draft_and_what_comes_next_is_one_more(
    signed_in, kept, django_capture_on_commit_callbacks
):
    today = timezone.localdate()
    Dossier.objects.update(year=today.year - 1)
    browser, todo, draft = signed_in("medecin"), reverse("dossiers:todo"), f"/bilan/ars-ici/{today.year - 1}/"
    assert f'href="{todo}"' in browser.get("/").content.decode(), "one"
    assert f'<form method="post" action="{draft}">' in browser.get(todo).content.decode(), "two"
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(draft, follow=True).redirect_chain == [(draft, 302)]
    computing.work(BilanDraft.objects.get().pk)
    assert f'href="{draft}">Relire le brouillon' in browser.get(todo).content.decode()
    assert f'href="{draft}figer/"' in browser.get(draft).content.decode()
    typed = {"seen": digest(BilanDraft.objects.get().content), "read": "on"}
    assert browser.post(f"{draft}figer/", typed).headers["Location"] == f"{draft}versions/1/"
    assert f'href="{draft}versions/1/">Noter l’envoi' in browser.get(todo).content.decode()
    assert browser.post(f"{draft}versions/1/", {"day": f"{today:%d/%m/%Y}", "way": "post"}).status_code == 302
    assert f"Bilan de {today.year - 1}" not in browser.get(todo).content.decode()


@pytest.mark.parametrize(("day", "told"), [((2016, 12, 31), False), ((2017, 1, 1), True)])
def test_the_countdown_begins_in_january(signed_in, kept, monkeypatch, day, told):
    monkeypatch.setattr(type(kept), "today", property(lambda self: date(*day)))
    page = signed_in("medecin").get(reverse("dossiers:todo")).content.decode()
    assert ("Bilan de 2016" in page) is told
    assert ("dans 59\u00a0jours" in page) is told


def test_a_draft_stands_beside_the_years_before_for_the_medical_service_alone(signed_in, computed):
    path = f"{DRAFT}annees/"
    assert "2016, brouillon" in signed_in("medecin").get(path).content.decode()
    assert "2016" not in signed_in("directeur").get(path).content.decode().partition("<table")[2]
    assert "Aucun bilan figé" in signed_in("directeur").get(path).content.decode()


def test_a_list_names_no_year_of_before_the_first_dossier(signed_in, frozen, monkeypatch):
    monkeypatch.setattr(type(frozen.authority), "today", property(lambda self: date(2017, 3, 2)))
    page = signed_in("medecin").get("/bilan/").content.decode()
    assert [year for year in range(2010, 2020) if f'<th scope="row">{year}</th>' in page] == [2016, 2017]


def test_the_help_leads_to_each_of_its_parts_and_the_screens_of_the_bilan_lead_there(signed_in, frozen):
    browser = signed_in("medecin")
    page = browser.get("/aide/").content.decode()
    for part in ("lire", "fiches", "dossiers", "bilan"):
        assert f'href="#{part}"' in page and f'id="{part}"' in page
    for path in ("/bilan/", DRAFT, f"{DRAFT}versions/1/"):
        assert "/aide/#bilan" in browser.get(path).content.decode()


@pytest.mark.parametrize("path", ["/bilan/", DRAFT, f"{DRAFT}versions/1/", f"{DRAFT}annees/"])
def test_a_page_costs_the_same_number_of_queries_whatever_it_counts(
    signed_in, frozen, dossier_in, here, path, django_assert_max_num_queries
):
    browser, counts = signed_in("medecin"), []
    for _ in range(2):
        with django_assert_max_num_queries(30) as seen:
            assert browser.get(path).status_code == 200
        counts.append(len(seen.captured_queries))
        for rank in range(5):
            dossier_in(here, family=f"Autre {rank}")
    assert counts[0] == counts[1]


def test_an_editor_changes_a_table_from_a_year_on(signed_in):
    browser, path = signed_in("redacteur"), "/bilan/cadres/instruction/2018/requests/"
    page = browser.get(path).content.decode()
    assert "residence" in page
    rows = "Séjour : residence\nÉloignement : expulsion, house-arrest"
    columns = "première demande : first\nrenouvellement : renewal"
    refused = browser.post(path, {"title": "Demandes", "rows": rows, "columns": columns})
    assert refused.status_code == 422
    assert "n’est compté dans aucune ligne" in refused.content.decode()
    assert "Séjour : residence" in refused.content.decode(), "what was typed is kept"
    rows += ", obligation-to-leave"
    assert browser.post(path, {"title": "Demandes", "rows": rows, "columns": columns}).status_code == 302
    content = FrameEdition.objects.get().content
    assert [line["label"] for line in content["tables"][0]["rows"]["lines"]] == ["Séjour", "Éloignement"]


def test_spellings_of_a_nationality_are_gathered_in_one_line(signed_in, kept):
    browser, path = signed_in("redacteur"), "/bilan/cadres/instruction/2016/nationalities/"
    typed = {"title": "Nationalités", "rows": "Nation : nation, Nationale, NATIONAUX"}
    assert browser.post(path, typed).status_code == 302
    table = computing.compute(kept, YEAR).table("nationalities")
    assert [(head.label, number) for head, number in zip(table.rows, table.row_totals, strict=True)] == [("Nation", 10)]


def test_an_editor_takes_a_table_out_and_puts_it_back(signed_in):
    browser, path = signed_in("redacteur"), "/bilan/cadres/ofii/2018/"
    assert browser.post(path, {"faire": "retirer", "tableau": "appeals"}).status_code == 302
    assert "Recours, retiré" in browser.get(path).content.decode()
    assert browser.post(path, {"faire": "remettre", "tableau": "appeals"}).status_code == 302
    assert "Recours, retiré" not in browser.get(path).content.decode()
    assert browser.post(path, {"faire": "retirer", "tableau": "nothing"}).status_code == 404
    assert browser.post(path, {"faire": "nommer", "name": "", "source": "Lettre"}).status_code == 422
    assert browser.post(path, {"faire": "nommer", "name": "Cadre 2018", "source": "Lettre"}).status_code == 302
    assert browser.get("/bilan/cadres/other/2018/").status_code == 404
    assert browser.get("/bilan/cadres/ofii/1901/").status_code == 404
