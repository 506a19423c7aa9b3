"""The addresses around the texts; the texts themselves are routed by their pages."""

from django.urls import include, path, register_converter

from guidance.views import (
    amounts,
    calculator,
    compare,
    difficulties,
    documents,
    network,
    proposals,
    publications,
    reading,
    references,
    search,
    statistics,
    tools,
)


class DayConverter:
    """An ISO day in an address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return value

    to_url = to_python


class EditionConverter(DayConverter):
    """The slug of an edition: a day, with a rank when two editions share it."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-\d+)?"


class PlaceConverter(DayConverter):
    """The place of a page under the list of the texts: text, edition, section."""

    regex = r"[\w\-]+(?:/[\w\-]+){0,4}"


register_converter(DayConverter, "day")
register_converter(PlaceConverter, "place")
register_converter(EditionConverter, "edition")

app_name = "guidance"
_SECTION = "<slug:text>/<edition:edition>/<slug:section>"

# Read all day, so tried first; the places of the tree come last, for they would take any address under the texts.
_TEXTS = [
    path("", reading.read, name="texts"),
    path("ecarts-avec-la-source/", tools.gaps, name="gaps"),
    path("etat-de-la-doctrine.pdf", documents.doctrine, name="doctrine"),
    path("<slug:text>/<edition:edition>/texte.pdf", documents.text_pdf, name="text_pdf"),
    path(f"{_SECTION}/versions/", publications.section_history, name="section_history"),
    path(f"{_SECTION}/publie-le/<day:day>/", publications.as_published, name="as_published"),
    path(f"{_SECTION}/publie-le/<day:day>/<int:number>/", publications.as_published, name="as_published"),
    path("<place:place>/", reading.read, name="page"),
]

_REFERENCES = [
    path("", references.index, name="references"),
    path("coordonnees/", references.contacts, name="contacts"),
    path("proposer/", proposals.propose, name="propose_reference"),
    path("mes-propositions/", proposals.mine, name="my_proposals"),
    path("mes-references/", proposals.used, name="my_references"),
    path("<slug:slug>/lien-rompu/", proposals.tell_dead, name="tell_dead"),
    path("<slug:slug>/garder/", proposals.keep, name="keep_reference"),
    path("<slug:slug>/", references.reference, name="reference"),
]

urlpatterns = [
    path("textes/", include(_TEXTS)),
    path("references/", include(_REFERENCES)),
    path("difficultes/", difficulties.mine, name="my_difficulties"),
    path("difficultes/signaler/", difficulties.report, name="report_difficulty"),
    path("alertes/", network.news, name="news"),
    path("recherche/", search.search_view, name="search"),
    path("regime/", tools.regime, name="regime"),
    path("glossaire/", tools.glossary, name="glossary"),
    path("concordance/", tools.concordance, name="concordance"),
    path("articles/<slug:code>/<slug:number>/", tools.article, name="article"),
    path("articles/<slug:code>/<slug:number>/<slug:alinea>/", tools.article, name="article"),
    path("comparer/", compare.choose, name="compare"),
    path("comparer/<str:left>/<str:right>/", compare.pair, name="compare_pair"),
    path("plafonds/", amounts.series, name="amounts"),
    path("plafonds/serie.csv", amounts.series_csv, name="amounts_csv"),
    path("plafonds/serie.xlsx", amounts.series_xlsx, name="amounts_xlsx"),
    path("plafonds/calcul/", calculator.calculator, name="amounts_calculator"),
    path("plafonds/outre-mer/", amounts.overseas, name="amounts_overseas"),
    path("statistiques/", statistics.page, name="statistics"),
    path("statistiques/serie.csv", statistics.csv, name="statistics_csv"),
    path("statistiques/serie.json", statistics.json, name="statistics_json"),
    path("c/<slug:text>/<slug:label>/", tools.clause, name="clause"),
    path("c/<slug:text>/<slug:label>/<day:day>/", tools.clause, name="clause"),
]
