"""Departments, regions and the names of their ARS, dated (découpage administratif 6.0.0, Licence Ouverte).

Names are those of the eighteen ARS of today, one a region, known here from 1 January 2020: that day the ARS océan
Indien became two (loi n° 2019-774, art. 64; décret n° 2020-18). Earlier names, not verified, are not shown.
"""

from dataclasses import dataclass
from datetime import date

NAMES_SINCE = date(2020, 1, 1)
PARIS = "75"
ILE_DE_FRANCE = "11"
_OCEAN_INDIEN = frozenset({"04", "06"})
#: Code of the region, its name, which its ARS bears too, and its departments: code and name.
_TABLE = (
    ("84", "Auvergne-Rhône-Alpes",
     "01 Ain|03 Allier|07 Ardèche|15 Cantal|26 Drôme|38 Isère|42 Loire|43 Haute-Loire|63 Puy-de-Dôme|69 Rhône|73 Savoie"
     "|74 Haute-Savoie"),
    ("27", "Bourgogne-Franche-Comté",
     "21 Côte-d’Or|25 Doubs|39 Jura|58 Nièvre|70 Haute-Saône|71 Saône-et-Loire|89 Yonne|90 Territoire de Belfort"),
    ("53", "Bretagne", "22 Côtes-d’Armor|29 Finistère|35 Ille-et-Vilaine|56 Morbihan"),
    ("24", "Centre-Val de Loire",
     "18 Cher|28 Eure-et-Loir|36 Indre|37 Indre-et-Loire|41 Loir-et-Cher|45 Loiret"),
    ("94", "Corse", "2A Corse-du-Sud|2B Haute-Corse"),
    ("44", "Grand Est",
     "08 Ardennes|10 Aube|51 Marne|52 Haute-Marne|54 Meurthe-et-Moselle|55 Meuse|57 Moselle|67 Bas-Rhin|68 Haut-Rhin"
     "|88 Vosges"),
    ("32", "Hauts-de-France", "02 Aisne|59 Nord|60 Oise|62 Pas-de-Calais|80 Somme"),
    ("11", "Île-de-France",
     "75 Paris|77 Seine-et-Marne|78 Yvelines|91 Essonne|92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne"
     "|95 Val-d’Oise"),
    ("28", "Normandie", "14 Calvados|27 Eure|50 Manche|61 Orne|76 Seine-Maritime"),
    ("75", "Nouvelle-Aquitaine",
     "16 Charente|17 Charente-Maritime|19 Corrèze|23 Creuse|24 Dordogne|33 Gironde|40 Landes|47 Lot-et-Garonne"
     "|64 Pyrénées-Atlantiques|79 Deux-Sèvres|86 Vienne|87 Haute-Vienne"),
    ("76", "Occitanie",
     "09 Ariège|11 Aude|12 Aveyron|30 Gard|31 Haute-Garonne|32 Gers|34 Hérault|46 Lot|48 Lozère|65 Hautes-Pyrénées"
     "|66 Pyrénées-Orientales|81 Tarn|82 Tarn-et-Garonne"),
    ("52", "Pays de la Loire", "44 Loire-Atlantique|49 Maine-et-Loire|53 Mayenne|72 Sarthe|85 Vendée"),
    ("93", "Provence-Alpes-Côte d’Azur",
     "04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|13 Bouches-du-Rhône|83 Var|84 Vaucluse"),
    ("01", "Guadeloupe", "971 Guadeloupe|977 Saint-Barthélemy|978 Saint-Martin"),
    ("02", "Martinique", "972 Martinique"),
    ("03", "Guyane", "973 Guyane"),
    ("04", "La Réunion", "974 La Réunion"),
    ("06", "Mayotte", "976 Mayotte"),
)  # fmt: skip


class UnknownPlace(LookupError):
    """A department that no ARS of the table covers; the message is French."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department, or a collectivity that an ARS also covers (Saint-Martin, Saint-Barthélemy)."""

    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    name: str


REGIONS = {code: Region(code, name) for code, name, _ in _TABLE}
DEPARTMENTS = {
    line.partition(" ")[0]: Department(line.partition(" ")[0], line.partition(" ")[2], region)
    for region, _, lines in _TABLE
    for line in lines.split("|")
}


def department(code: str) -> Department:
    """Return a department by its code (« 2A », « 974 »); `UnknownPlace` when the table has none."""
    try:
        return DEPARTMENTS[code.strip().upper()]
    except KeyError:
        raise UnknownPlace("Ce département n’est pas dans la table des ARS : choisissez l’autorité.") from None


def ars_name(region: str, on: date) -> str:
    """Return the name of the ARS of a region on a day, or an empty string when it was not verified for that day."""
    if on >= NAMES_SINCE:
        return f"ARS {REGIONS[region].name}"
    return "ARS océan Indien" if region in _OCEAN_INDIEN else ""
