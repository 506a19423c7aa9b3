"""The director general's avis on exceptional humanitarian circumstances, in its two branches (A-36 to A-38)."""

from forms_app.enums import Authority, Kind, Outgoing, Recipient, Role
from forms_app.fiches import common
from forms_app.fiches.common import given
from forms_app.fiches.declaration import Answers, Choice, Fiche, Question, Reminder, Step
from guidance.dates import add_months
from guidance.enums import Regime

BRANCHES = (
    Choice("complementary", "Avis complémentaire : je retiens des circonstances à prendre en compte", official=False),
    Choice("referral", "Réponse à une saisine du préfet, que des circonstances soient retenues ou non", official=False),
)
FINDING = (
    Choice("found", "il y a lieu de prendre en compte des circonstances humanitaires exceptionnelles", official=False),
    Choice(
        "not-found",
        "il n’y a pas lieu de prendre en compte des circonstances humanitaires exceptionnelles",
        official=False,
    ),
)


def _late(answers: Answers) -> bool:
    """The month runs from the referral, from a day to the same day of the next month."""
    if answers.get("branch") != "referral" or not {"referral_date", "letter_date"} <= answers.keys():
        return False
    return answers["letter_date"] > add_months(answers["referral_date"], 1)


HUMANITARIAN = Fiche(
    key="humanitarian",
    title="Avis sur les circonstances humanitaires exceptionnelles",
    summary="Avis motivé du directeur général de l’ARS, de sa propre initiative ou sur saisine du préfet.",
    regime=Regime.ARS,
    authorities=(Authority.ARS,),  # the law makes no exception for Paris
    recipient=Recipient.PREFECTURE,
    roles=frozenset({Role.DIRECTOR}),
    model={Authority.ARS: "humanitarian-complementary"},
    branch_of="branch",
    branches={"complementary": "humanitarian-complementary", "referral": "humanitarian-referral"},
    pinned=("instruction-2011#IV-13",),
    steps=(
        Step(
            "demande",
            "Demande et branche de l’avis",
            (
                common.registered_on(),
                common.matter(),
                Question(
                    "branch",
                    "Cet avis est",
                    Kind.CHOICE,
                    required="Choisissez la branche de l’avis : elle décide de la lettre.",
                    choices=BRANCHES,
                    hint="Sans circonstance retenue et sans saisine, aucun avis n’est à transmettre.",
                ),
                Question(
                    "referral_date",
                    "Date de la saisine du préfet",
                    Kind.DATE,
                    when=given("branch", "referral"),
                    announced="Pour une saisine, sa date est demandée : l’avis est dû dans un délai d’un mois.",
                ),
            ),
            short="Demande",
        ),
        Step("identite", "Demandeur", (common.civility(), common.person(), *common.birth(), common.address())),
        Step(
            "motifs",
            "Motifs, et conclusion en cas de saisine",
            (
                Question(
                    "finding",
                    "Conclusion",
                    Kind.CHOICE,
                    required="Choisissez la conclusion de l’avis.",
                    choices=FINDING,
                    when=given("branch", "referral"),
                    announced="La conclusion est demandée en réponse à une saisine.",
                ),
                Question(
                    "reasons",
                    "Motifs de l’avis",
                    Kind.PARAGRAPHS,
                    required="Motivez l’avis : le texte demande un avis motivé.",
                    hint="Des éléments de fait, sans donnée médicale.",
                    outgoing=Outgoing.PROSE,
                    most=5000,
                ),
            ),
            short="Motifs",
        ),
        common.signature(quality_hint="Directeur général, ou directeur qui signe par délégation."),
    ),
    reminders=(
        Reminder(
            "one-month",
            step="signature",
            when=_late,
            answers=("referral_date", "letter_date"),
            clause="instruction-2011#V-9",
            quote="qui lui communique son avis motivé dans un délai d’un mois",
            says="La lettre est datée de plus d’un mois après la saisine.",
            title="Le délai d’un mois est dépassé",
        ),
    ),
    deviations=(*common.civility_deviations(), common.birth_year_deviation()),
)
