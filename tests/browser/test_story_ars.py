"""At an ARS: an incomplete report, fiche 2, its answer, an avis, a note, the avis of the director (A-15 to A-38)."""

import pytest
from playwright.sync_api import expect

from tests.browser.casework import Worker, avis_link

NAME, ILLNESS = "Zemrani", "tuberculose"
PERSON = {
    "family": NAME, "given": "Lina", "civility": "madame", "birth": "02/03/1984", "birth_place": "Ville d’Essai",
    "country": "Pays d’Essai", "address": "3 rue de l’Essai, 99000 Essai",
}  # fmt: skip
ASKED = {
    "membership": {"label": "Agence régionale de santé Val d’Essai"}, "residence": "35", "registered_on": "02/11/2016",
    "prefecture": {"label": "Préfecture d’Essai-Nord"},
}  # fmt: skip
ARRIVED = {
    "received_on": "14/11/2016", "mode": "by-doctor", "author": "Kerdoncuff-Essai", "author_kind": "hospital",
}  # fmt: skip
AVIS = {"care": "needed", "gravity": "can", "treatment": "exists", "duration": "long-term", "travel": "can"}
REASONS = "Ses trois enfants sont scolarisés ici. Son frère y travaille."
HEAD = {"signatory_quality": "Directeur général"}
NOTE, COMPLEMENTARY = "Note au directeur général de l’ARS", "Avis sur les circonstances humanitaires exceptionnelles"


@pytest.fixture
def people(own_site, visit):
    """The secretary, the physician and the director general, each in a browser of their own."""
    return [Worker(visit(role, at=own_site)) for role in ("secretariat", "medecin", "directeur")]


def test_from_an_incomplete_report_to_the_complementary_avis_of_the_director(people):
    secretary, physician, director = people
    dossier = secretary.register(**PERSON, **ASKED, **ARRIVED)
    assert director.is_absent(dossier)
    incomplete_report(secretary, physician, dossier)
    avis = avis_and_note(secretary, physician, dossier)
    transmission_and_complement(director, dossier, avis)
    what_each_may_read(physician, director, dossier)
    assert not [fault for person in people for fault in person.visitor.take_faults()]


def incomplete_report(secretary, physician, dossier):
    """Fiche 1 to the préfecture, fiche 2 to the doctor, and the details that come back."""
    receipt = secretary.letter(dossier, "Réception du rapport médical")
    assert NAME in receipt and "Kerdoncuff" not in receipt
    physician.act(dossier, "Commencer l’examen du rapport")
    title, item = "Demande d’éléments complémentaires", f"Suivi de la {ILLNESS}"
    asked = physician.letter(dossier, title, doctor_name="Kerdoncuff-Essai", items=item)
    assert NAME in asked and ILLNESS in asked
    physician.expect_state(dossier, "précisions demandées au médecin")
    secretary.act(dossier, "Enregistrer les précisions reçues", mode="by-doctor")


def avis_and_note(secretary, physician, dossier):
    """An avis « treatment exists », its note beside it, signed and handed to the director; returns what it prints."""
    physician.letter(dossier, "Avis du médecin", **AVIS)
    physician.act(dossier, "Valider l’avis")
    avis = physician.read(avis_link(physician, dossier))
    assert NAME in avis and ILLNESS not in avis.lower() and "il existe un traitement approprié" in avis
    note = physician.letter(dossier, NOTE, reasons=REASONS)
    assert "trois enfants" in note and ILLNESS not in note.lower()
    secretary.act(dossier, "Enregistrer la signature manuscrite")
    secretary.act(dossier, "Remettre l’avis au directeur général")
    return avis


def transmission_and_complement(director, dossier, avis):
    """The director transmits the avis as it was validated, then gives his own."""
    director.act(dossier, "Transmettre l’avis au préfet", way="post")
    assert director.read(avis_link(director, dossier)) == avis
    complementary = director.letter(dossier, COMPLEMENTARY, branch="complementary", reasons=REASONS, **HEAD)
    assert NAME in complementary and "trois enfants" in complementary and ILLNESS not in complementary.lower()
    director.act(dossier, "Transmettre l’avis complémentaire motivé", way="post")


def what_each_may_read(physician, director, dossier):
    """The director meets neither the medical part nor the exchanges with the doctor; the physician, who opened it."""
    assert director.is_absent(f"{dossier}medical/")
    director.open(dossier)
    life = director.page.locator("section[aria-labelledby=vie]")
    expect(life).to_contain_text("Transmettre l’avis complémentaire motivé")
    expect(life).not_to_contain_text("Demander des précisions")
    physician.expect_state(dossier, "avis transmis au préfet")
    physician.visitor.follow(physician.page.get_by_role("link", name="Qui a ouvert ce dossier"))
    for name in ("Claude Charmes", "Dominique Belloc", "Camille Aubrac"):
        expect(physician.page.locator("main")).to_contain_text(name)
    assert not physician.visitor.axe()
    assert physician.visitor.overflow(320) == 0
