"""What the requirements name is found, each at its place: clauses, figures, notes, fiches."""

import re
from decimal import Decimal
from functools import cache

import pytest

from guidance.content import shapes
from guidance.content.reader import TEXT_SLUGS, read_requirements, read_text

from .words import calls, clause_text, note_text, words_at

LABEL = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
REQUIRED = [f"A-{number:02}" for number in range(1, 55)] + [f"B-{number:02}" for number in range(1, 23)]
# A few words of each requirement, to be found in one of its clauses or in a note that this clause calls.
WORDS = {
    "A-01": "ETSP1130172J", "A-02": "éléments soulignés", "A-03": "commission médicale régionale",
    "A-04": "pays de renvoi", "A-05": "carte de séjour temporaire", "A-06": "ressources sanitaires",
    "A-07": "ensemble des moyens", "A-08": "il peut les fournir", "A-09": "personnes séropositives",
    "A-10": "circulaire ultérieure", "A-11": "garant de la régularité", "A-12": "en avise la préfecture",
    "A-13": "délai de 3 mois", "A-14": "liste arrêtée par le préfet", "A-15": "réponse précise",
    "A-16": "précisions nécessaires", "A-17": "R.4127-47, 50 et 95", "A-18": "pli confidentiel",
    "A-19": "aucune information", "A-20": "outils d’aide", "A-21": "voyager sans risque",
    "A-22": "parallèlement à l’avis", "A-23": "tout élément de fait", "A-24": "obligation de réserve",
    "A-25": "A Paris", "A-26": "UCSA", "A-27": "lieu d’implantation", "A-28": "conservera", "A-29": "fiche de poste",
    "A-30": "congés", "A-31": "collégiale régionale", "A-32": "indépendance des médecins",
    "A-33": "sécurisation matérielle", "A-34": "rencontre régulière", "A-35": "sous couvert",
    "A-36": "avis complémentaire motivé", "A-37": "délai d’un mois", "A-38": "ces deux cas", "A-39": "1er mars",
    "A-40": "éventuelles difficultés", "A-41": "24 janvier 2007", "A-42": "carte professionnelle de santé",
    "A-43": "sauf opposition de la personne", "A-44": "441-7 et 441-8", "A-45": "01 49 33 23 91",
    "A-46": "indication thérapeutique", "A-47": "grille d’interprétation", "A-48": "Circulaire DGS/SD6A/2005/443",
    "A-49": "Aide Médicale de l’Etat", "A-50": "mineurs", "A-51": "3 108,48 €", "A-52": "30 euros",
    "A-53": "indemnités journalières", "A-54": "CMUc", "B-01": "AFSP1638149A", "B-02": "collège de médecins",
    "B-03": "susceptible de révéler", "B-04": "procédure contentieuse", "B-05": "combinaison de sources",
    "B-06": "annexe II et III", "B-07": "trois critères", "B-08": "horizon temporel",
    "B-09": "interruption du traitement", "B-10": "50 €.", "B-11": "alertes sanitaires", "B-12": "rapport annuel",
    "B-13": "droit de s'opposer", "B-14": "MedCOI", "B-15": "observatoire", "B-16": "CIM10", "B-17": "ANRS",
    "B-18": "fibrose", "B-19": "Institut national du cancer", "B-20": "permanences", "B-21": "masque de saisie",
    "B-22": "DIAGNOSTIC",
}  # fmt: skip


@cache
def edition(slug):
    return read_text(slug).editions[0]


def clause(slug, label):
    return next(each for each in edition(slug).clauses() if each.label == label)


def section(slug, section_slug):
    return next(each for each in edition(slug).sections if each.slug == section_slug)


def note(slug, section_slug, key):
    return next(each for each in section(slug, section_slug).notes if each.key == key)


def fiches():
    clauses = section("instruction-2011", "annexe-iv").clauses()
    return {each.label: each.body[0] for each in clauses if isinstance(each.body[0], shapes.Fiche)}


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_each_label_is_well_formed_and_unique_in_its_edition(slug):
    labels = edition(slug).labels()
    assert len(set(labels)) == len(labels)
    assert [label for label in labels if not LABEL.fullmatch(label)] == []


def test_the_labels_of_section_iv_go_from_1_to_16():
    labels = [each.label for each in section("instruction-2011", "iv").clauses()]
    assert labels == [f"IV-{number}" for number in range(1, 17)]


def test_the_76_requirements_are_each_there_once():
    assert [row.id for row in read_requirements()] == REQUIRED


@pytest.mark.parametrize("row", read_requirements(), ids=lambda row: row.id)
def test_a_requirement_points_at_clauses_that_hold_its_words(row):
    known = edition(row.text).labels()
    assert row.labels and set(row.labels) <= set(known)
    assert row.text == ("instruction-2011" if row.id.startswith("A") else "arrete-2017")
    assert any(WORDS[row.id] in words_at(edition(row.text), label) for label in row.labels)


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_the_ids_written_on_the_clauses_and_the_table_of_requirements_agree(slug):
    rows = [row for row in read_requirements() if row.text == slug]
    for each in edition(slug).clauses():
        assert set(each.ids) == {row.id for row in rows if each.label in row.labels}, each.label


def test_the_statistics_have_189_cells_each_a_percentage_or_nc():
    table = clause("arrete-2017", "annexe-III-tableau").body[0]
    cells = [cell for row in table.rows for cell in row[1:]]
    assert (len(table.rows), len(table.header), len(cells)) == (21, 10, 189)
    assert table.header[1:] == ("2005", "2006", "2007", "2008", "2009", "2011", "2013", "2014", "2015")
    assert [cell for cell in cells if not re.fullmatch(r"\d+(,\d)?%|nc", cell)] == []
    assert cells.count("nc") == 4
    assert [cell for cell in cells if "," not in cell] == ["5%", "nc", "nc", "nc", "nc"]


def test_the_statistics_keep_the_anomalies_of_the_source():
    table = clause("arrete-2017", "annexe-III-tableau").body[0]
    columns = {year: [row[place] for row in table.rows] for place, year in enumerate(table.header)}
    assert all(cell.endswith(",1%") for year in ("2013", "2014") for cell in columns[year])
    sums = {year: sum(map(value, columns[year])) for year in table.header[1:]}
    assert list(map(str, sums.values())) == ["100.1", "100.0", "99.9", "100.3", "99.8", "100.0", "94.1", "92.1", "99.6"]
    notices = [each for each in section("arrete-2017", "annexe-iii").body if isinstance(each, shapes.Notice)]
    assert [each.ref for each in notices] == ["T9"]


def value(cell):
    return Decimal(0) if cell == "nc" else Decimal(cell.rstrip("%").replace(",", "."))


def test_the_ceilings_are_four_amounts_and_one_more_by_person():
    table = note("instruction-2011", "annexe-v", "2").body[0]
    assert table.rows == (
        ("Personne seule", "7 771 €"),
        ("Deux personnes", "11 657 €"),
        ("Trois personnes", "13 988€"),
        ("Quatre personnes", "16 320 €"),
        ("Par personne supplémentaire", "3 108,48 €"),
    )
    assert calls(clause("instruction-2011", "annexe-V-3")) == ["2"]


@pytest.mark.parametrize("slug", TEXT_SLUGS)
def test_each_note_is_called_once_in_its_section_and_in_order(slug):
    for each in edition(slug).sections:
        called = [key for one in each.clauses() for key in calls(one)]
        assert called == [one.key for one in each.notes]


def test_the_ten_notes_stand_in_their_sections():
    counts = {
        (slug, each.slug): len(each.notes) for slug in TEXT_SLUGS for each in edition(slug).sections if each.notes
    }
    assert counts == {
        ("instruction-2011", "iv"): 1,
        ("instruction-2011", "annexe-i"): 2,
        ("instruction-2011", "annexe-v"): 4,
        ("arrete-2017", "annexe-ii"): 3,
    }
    assert "15 000 euros d'amende" in note_text(note("instruction-2011", "annexe-i", "1"))
    assert "R.4127-95 du CSP" in note_text(note("instruction-2011", "annexe-i", "2"))


def test_the_six_fiches_declare_each_blank_they_print():
    assert list(fiches()) == [f"annexe-IV-fiche-{n}" for n in ("1", "1-bis", "2", "2-bis", "3", "3-bis")]
    for each in fiches().values():
        assert blanks(each) == set(each.fields)


def blanks(fiche):
    found = set()
    for line in fiche.lines:
        texts = (
            [line.text] if isinstance(line, shapes.TextLine) else line.options if isinstance(line, shapes.Boxes) else ()
        )
        found |= {name for text in texts for name in re.findall(r"\{([a-z_]+)\}", text)}
        found |= {line.field} if isinstance(line, shapes.BlankItems) else set()
    return found


def test_no_dotted_leader_and_no_letter_stands_for_a_field_in_a_fiche():
    words = [clause_text(each) for each in section("instruction-2011", "annexe-iv").clauses()]
    assert [text for text in words if ". ." in text or ".." in text or " o " in text] == []


@pytest.mark.parametrize("number", ["3", "3-bis"])
def test_fiche_3_has_five_groups_of_two_boxes_and_no_free_text(number):
    fiche = fiches()[f"annexe-IV-fiche-{number}"]
    groups = [line for line in fiche.lines if isinstance(line, shapes.Boxes)]
    assert [len(group.options) for group in groups] == [2] * 5
    assert not any(isinstance(line, shapes.BlankItems) for line in fiche.lines)


def test_only_fiche_3_of_the_agency_goes_through_the_director_general():
    under_cover = [label for label, fiche in fiches().items() if any("(S/c." in text_of(line) for line in fiche.lines)]
    assert under_cover == ["annexe-IV-fiche-3"]


def text_of(line):
    return line.text if isinstance(line, shapes.TextLine) else ""


def test_fiche_2_bis_follows_the_order_of_fiche_2():
    first, second = (fiches()[f"annexe-IV-fiche-{number}"] for number in ("2", "2-bis"))
    assert [type(line) for line in first.lines] == [type(line) for line in second.lines]
    assert first.lines[-2:] == second.lines[-2:]
    assert second.lines[-1].text == "Avec mes remerciements, recevez mes sentiments confraternels."


def test_no_article_1_is_written_and_its_absence_is_said():
    sections = edition("arrete-2017").sections
    assert [each.number for each in sections if each.kind == "article"] == [f"Article {n}" for n in range(2, 9)]
    notice = next(each for each in section("arrete-2017", "article-2").body if isinstance(each, shapes.Notice))
    assert (notice.kind, notice.ref) == ("lacune", "T10")


def test_annexe_iii_of_the_instruction_is_its_title_and_a_notice():
    only, notice = section("instruction-2011", "annexe-iii").body
    assert clause_text(only) == (
        "Circulaire DGS/SD6A/2005/443 du 30 septembre 2005 relative aux avis médicaux concernant des étrangers "
        "atteints par le VIH"
    )
    assert (notice.kind, notice.ref) == ("lacune", "T4")
