"""Paris: a centre elsewhere decides who is competent, and a note from Paris reaches another director (A-25, A-27)."""

import pytest
from playwright.sync_api import expect

from tests.browser.casework import Worker, avis_link

ARS = {
    "membership": {"label": "Agence régionale de santé Val d’Essai"},
    "prefecture": {"label": "Préfecture d’Essai-Nord"},
}
POLICE = {
    "membership": {"label": "Préfecture de police d’Essai, service médical"},
    "prefecture": {"label": "Préfecture d’Essai (992)"},
}
PERSON = {"given": "Nael", "civility": "monsieur", "birth": "1979", "residence": "75", "registered_on": "02/11/2016"}
HELD = {"matter": "obligation-to-leave", "situation": "cra", "centre": "35"}
ARRIVED = {"received_on": "14/11/2016", "mode": "by-doctor"}
SIGNED = {"signatory_quality": "Médecin, service médical"}
AVIS = {"care": "needed", "gravity": "can", "treatment": "exists", "duration": "long-term"}
CENTRE = "le lieu du centre décide, non la résidence"
REASONS = "Son épouse et ses enfants vivent ici."


@pytest.fixture
def people(own_site, visit):
    """The secretary, the physician and the director general, each in a browser of their own."""
    return [Worker(visit(role, at=own_site)) for role in ("secretariat", "medecin", "directeur")]


def test_a_parisian_held_in_a_centre_elsewhere_is_of_the_agency_of_the_centre(people):
    secretary, physician, _ = people
    page = secretary.page
    assert secretary.register(family="Ourdani", **POLICE, **PERSON, **HELD, **ARRIVED) == "/dossiers/nouveau/"
    expect(page.locator("main")).to_contain_text(CENTRE)
    expect(page.locator("#id_family")).to_have_value("Ourdani")
    secretary.fill(ARS)
    secretary.visitor.follow(page.get_by_role("button", name="Enregistrer", exact=True))
    dossier = secretary.visitor.path
    expect(page.locator("main")).to_contain_text(CENTRE)
    receipt = secretary.letter(dossier, "Réception du rapport médical")
    assert "Ourdani" in receipt and "POLICE" not in receipt.upper()
    physician.act(dossier, "Commencer l’examen du rapport")
    avis = physician.letter(dossier, "Avis du médecin", **(AVIS | {"treatment": "none"}))
    assert "Ourdani" in avis and "POLICE" not in avis.upper()
    assert not [fault for person in people for fault in person.visitor.take_faults()]


def test_the_note_of_a_paris_dossier_reaches_the_other_director_and_the_dossier_does_not(people):
    secretary, physician, director = people
    dossier = secretary.register(family="Tamsiri", **POLICE, **PERSON, **ARRIVED)
    receipt = secretary.letter(dossier, "Réception du rapport médical")
    assert "Tamsiri" in receipt and "POLICE" in receipt.upper()
    physician.act(dossier, "Commencer l’examen du rapport")
    physician.letter(dossier, "Avis du médecin", **AVIS, **SIGNED)
    physician.act(dossier, "Valider l’avis")
    assert "Tamsiri" in physician.read(avis_link(physician, dossier))
    sent = physician.letter(dossier, "Note au directeur général de l’ARS", reasons=REASONS, **SIGNED)
    secretary.act(dossier, "Enregistrer la signature manuscrite")
    secretary.act(dossier, "Transmettre l’avis au préfet", way="post")
    the_note_alone(director, dossier, sent)
    assert not [fault for person in people for fault in person.visitor.take_faults()]


def the_note_alone(director, dossier, sent):
    """What the director of the ARS receives: the note as it left, nothing of the dossier."""
    assert director.is_absent(dossier)
    director.visitor.go("/dossiers/notes/")
    director.visitor.follow(director.page.locator("main a.row-title[href^='/dossiers/notes/']").first)
    assert director.read(director.page.get_by_role("link", name="Lire la note")) == sent
    assert "Tamsiri" in sent and "épouse" in sent
    expect(director.page.locator("main")).not_to_contain_text("Valider l’avis")
    assert not director.visitor.axe()
