"""Fiches 3 and 3 bis: the avis, four closed answers and no word that could betray an illness (A-19, A-21)."""

from forms_app.enums import Authority, Kind, Matter, Recipient, Role
from forms_app.fiches import common
from forms_app.fiches.avis_reminders import REMINDERS
from forms_app.fiches.common import given
from forms_app.fiches.declaration import Choice, Deviation, Fiche, Question, Step
from guidance.enums import Regime

GRAVITY = (
    Choice("can", "peut entraîner des conséquences d'une exceptionnelle gravité"),
    Choice("should-not", "ne devrait pas entraîner des conséquences d'une exceptionnelle gravité"),
)
TREATMENT = (
    Choice(
        "exists",
        "il existe un traitement approprié dans le pays d’origine de l’intéressé pour sa prise en charge médicale",
    ),
    Choice(
        "none",
        "il n’existe pas de traitement approprié dans le pays d’origine de l’intéressé "
        "pour sa prise en charge médicale",
    ),
)
DURATION = (
    Choice("long-term", "présentent un caractère de longue durée"),
    Choice("months", "doivent, en l'état actuel, être poursuivis pendant une durée de … mois"),
)
SEEN = "au vu des éléments du dossier et à la date de l’avis, l’état de santé de la personne"
TRAVEL = (
    Choice("can", f"{SEEN} lui permet de voyager sans risque vers le pays d’origine"),
    Choice("cannot", f"{SEEN} ne lui permet pas de voyager sans risque vers le pays d’origine"),
)
#: The four articles of the printed object, as each of the two fiches spells them (T6).
OBJECT = {
    Authority.ARS: "Application des articles L. 313-11-11°, L.511-4-10°, L.521-3-5°et L.523-4 du code",
    Authority.PP: "Application des articles L.313-11-11°, L.511-4-10°, L. 521-3-5°et L.523-4 du code",
}
ARTICLES = {
    Matter.RESIDENCE: "L.313-11-11°",
    Matter.OBLIGATION_TO_LEAVE: "L.511-4-10°",
    Matter.EXPULSION: "L.521-3-5°",
    Matter.HOUSE_ARREST: "L.523-4",
}


def _closed(name: str, label: str, choices: tuple[Choice, ...], **more) -> Question:
    return Question(name, label, Kind.CHOICE, choices=choices, blank=common.EMPTY_BOXES, official=True, **more)


def _object_deviations() -> tuple[Deviation, ...]:
    """T12: the printed object cites four articles; on request it cites the one of the referral."""
    return tuple(
        Deviation(
            f"object-{matter.value}",
            f"objet réduit à l’article {article}",
            printed,
            f"Application de l’article {article} du code",
            frozenset({authority}),
            common.both(given("object_by_basis"), given("matter", matter)),
        )
        for matter, article in ARTICLES.items()
        for authority, printed in OBJECT.items()
    )


AVIS = Fiche(
    key="avis",
    title="Avis du médecin",
    summary="Répond au préfet aux quatre questions de l’instruction, par les cases du modèle, sans texte libre.",
    regime=Regime.ARS,
    authorities=common.BOTH_PARIS_AND_REGIONS,
    recipient=Recipient.PREFECTURE,
    roles=frozenset({Role.PHYSICIAN}),
    model={Authority.ARS: "annexe-IV-fiche-3", Authority.PP: "annexe-IV-fiche-3-bis"},
    numbers={Authority.ARS: "3", Authority.PP: "3 bis"},
    pinned=("instruction-2011#IV-7",),
    steps=(
        Step(
            "demande",
            "Demande et fondement de la saisine",
            (
                common.registered_on(),
                common.matter(),
                Question(
                    "object_by_basis",
                    "Écrire dans l’objet le seul article de la saisine",
                    Kind.TICK,
                    hint="Le modèle imprimé cite les quatre articles. Décochez pour y revenir.",
                    when=given("matter"),
                    announced="Si le fondement est précisé, l’objet peut ne citer que lui.",
                ),
            ),
            short="Demande",
        ),
        Step(
            "identite",
            "Identité du demandeur",
            (common.civility(), common.person(), *common.birth(), common.address()),
            short="Identité",
        ),
        Step("prise-en-charge", "Prise en charge", (_closed("care", "L'état de santé du demandeur :", common.CARE),)),
        Step("gravite", "Exceptionnelle gravité", (_closed("gravity", "Le défaut de prise en charge :", GRAVITY),)),
        Step(
            "traitement",
            "Traitement approprié",
            (
                Question(
                    "treatment",
                    "Existe-t-il un traitement approprié dans le pays d’origine ?",
                    Kind.CHOICE,
                    choices=TREATMENT,
                    blank=common.EMPTY_BOXES,
                    hint="Les deux phrases sont celles du modèle officiel.",
                ),
                Question(
                    "return_country",
                    "Écrire « pays de renvoi » au lieu de « pays d’origine »",
                    Kind.TICK,
                    hint="Le modèle imprimé écrit « pays d’origine ». Décochez pour y revenir.",
                    when=given("matter", *common.REMOVAL),
                    announced="« Pays de renvoi » est proposé pour une mesure d’éloignement.",
                ),
            ),
            lead="La question du voyage sans risque vient ensuite, si un traitement existe.",
            grid="care-supply",
        ),
        Step(
            "duree",
            "Durée des soins, et voyage si un traitement existe",
            (
                _closed("duration", "Les soins nécessités par son état de santé :", DURATION),
                common.months_question(),
                _closed(
                    "travel",
                    "En cas d’existence d’un traitement approprié dans le pays d’origine",
                    TRAVEL,
                    hint="Facultatif : seulement si des éléments du dossier le permettent (IV-10).",
                    when=given("treatment", "exists"),
                    announced="Le voyage sans risque est demandé si un traitement approprié existe.",
                ),
            ),
            short="Durée et voyage",
        ),
        common.signature(quality_hint="Médecin de l’agence, médecin chef, ou médecin qui signe par délégation."),
    ),
    pad="instruction-2011#IV-9",
    reminders=REMINDERS,
    deviations=(
        *common.civility_deviations(),
        common.birth_year_deviation(),
        *_object_deviations(),
        Deviation(
            "pays-de-renvoi",
            "« pays de renvoi » au lieu de « pays d’origine »",
            "pays d’origine",
            "pays de renvoi",
            when=given("return_country"),
        ),
    ),
    boxes=("care", "gravity", "treatment", "duration", "travel"),
)
