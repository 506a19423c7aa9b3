"""Questions that the two avis of the OFII regime share (arrêté of 27 December 2016, art. 6 and 11).

Annexes C to E were not available whole: these words follow the articles and are those of no printed form.
"""

from forms_app.enums import Kind, Outgoing
from forms_app.fiches import common
from forms_app.fiches.common import both, given, missing
from forms_app.fiches.declaration import Choice, Condition, Question, Reminder, Step
from forms_app.fiches.names import same_person

PHYSICIANS = ("physician_1", "physician_2", "physician_3")
ARTICLE_6 = "article:arrete-2016-12-27/6"
CARE = tuple(Choice(choice.value, choice.label, official=False) for choice in common.CARE)
GRAVITY = (
    Choice("can", "peut entraîner des conséquences d’une exceptionnelle gravité", official=False),
    Choice("should-not", "ne devrait pas entraîner de conséquences d’une exceptionnelle gravité", official=False),
)
TREATMENT = (
    Choice("exists", "pourrait y bénéficier effectivement d’un traitement approprié", official=False),
    Choice("none", "ne pourrait pas y bénéficier effectivement d’un traitement approprié", official=False),
)
DURATION = (
    Choice("long-term", "est de longue durée", official=False),
    Choice("months", "est de … mois", official=False),
)
TRAVEL = (
    Choice("can", "peut voyager sans risque vers ce pays", official=False),
    Choice("cannot", "ne peut pas voyager sans risque vers ce pays", official=False),
)
YES_NO = (Choice("yes", "oui", official=False), Choice("no", "non", official=False))


def closed(name: str, label: str, choices: tuple[Choice, ...], **more) -> Question:
    """A question answered by one of two boxes, or left empty."""
    return Question(name, label, Kind.CHOICE, choices=choices, blank=common.EMPTY_BOXES, **more)


def file_questions() -> tuple[Question, ...]:
    """The head of annexes D and E: file, person, territorial direction, préfecture."""
    return (
        Question("file_number", "Référence du dossier (n° AGDREF)", outgoing=Outgoing.NAME, most=40),
        common.civility(),
        common.person(),
        common.birth()[0],
        Question("directorate", "Direction territoriale", outgoing=Outgoing.NAME, most=80),
        Question("prefecture", "Préfecture", outgoing=Outgoing.NAME, most=80),
    )


def procedure() -> Step:
    """What was asked for before the avis, and whether it was done (annexes D and E)."""
    pairs = (
        ("summons", "Convocation pour examen", "Convocation : réalisée"),
        ("exams", "Examens complémentaires demandés", "Examens : réalisés"),
        ("identity", "Justification de l’identité", "Justification : réalisée"),
    )
    questions = []
    for name, label, done in pairs:
        questions.append(Question(name, label, Kind.TICK))
        questions.append(
            closed(
                f"{name}_done",
                done,
                YES_NO,
                when=given(name),
                announced=f"« {done} » est demandé si la case est cochée.",
            )
        )
    return Step("procedure", "Éléments de procédure, et leur suite s’ils sont cochés", tuple(questions), "Procédure")


def statements() -> tuple[Step, ...]:
    """The four statements, and travel without risk when care is accessible (art. 6)."""
    return (
        Step("prise-en-charge", "Prise en charge", (closed("care", "L’état de santé du demandeur", CARE),)),
        Step(
            "gravite",
            "Exceptionnelle gravité",
            (closed("gravity", "Le défaut de prise en charge médicale", GRAVITY),),
            grid="three-criteria",
        ),
        Step(
            "traitement",
            "Accès effectif à un traitement approprié",
            (
                closed(
                    "treatment",
                    "Eu égard à l’offre de soins et aux caractéristiques du système de santé du pays, le demandeur",
                    TREATMENT,
                ),
            ),
            short="Traitement",
            lead="La question du voyage sans risque vient ensuite, si le traitement est accessible.",
        ),
        Step(
            "duree",
            "Durée, et voyage si le traitement est accessible",
            (
                closed("duration", "La durée prévisible du traitement", DURATION),
                common.months_question(),
                closed(
                    "travel",
                    "Au vu des éléments du dossier, le demandeur",
                    TRAVEL,
                    when=given("treatment", "exists"),
                    announced="Le voyage sans risque est demandé si le traitement est accessible.",
                ),
            ),
            short="Durée et voyage",
        ),
    )


def physicians(when: Condition | None = None, announced: str = "") -> tuple[Question, ...]:
    """The three members of the college, each named and signing (CAA Lyon: the préfet checks the composition)."""
    ranks = ("Premier", "Deuxième", "Troisième")
    return tuple(
        Question(
            name,
            f"{rank} médecin du collège",
            required="Nommez les trois médecins du collège.",
            outgoing=Outgoing.NAME,
            most=common.LONGEST,
            when=when,
            announced=announced if name == PHYSICIANS[0] else "",
        )
        for name, rank in zip(PHYSICIANS, ranks, strict=True)
    )


def is_among(name: str, others: tuple[str, ...]) -> Condition:
    """Return the condition that a physician is named again among others."""
    return lambda answers: (
        name in answers and any(same_person(answers[name], answers[other]) for other in others if other in answers)
    )


REMINDERS = (
    Reminder(
        "gravity-without-care",
        step="gravite",
        when=both(given("care", "not-needed"), given("gravity", "can")),
        answers=("care", "gravity"),
        clause="arrete-2017#art-4-2",
        quote="en l'absence de la prise en charge médicale que son état de santé requiert",
    ),
    Reminder(
        "treatment-without-care",
        step="traitement",
        when=both(given("care", "not-needed"), given("treatment", "none")),
        answers=("care", "treatment"),
        clause="arrete-2017#art-3-4",
        quote="déterminer la possibilité ou non d'accéder effectivement à l'offre de soins",
    ),
    Reminder(
        "duration-without-care",
        step="duree",
        when=both(given("care", "not-needed"), given("duration")),
        answers=("care", "duration"),
        clause=ARTICLE_6,
        says="Aucune prise en charge n’est nécessaire, et une durée de traitement est indiquée.",
    ),
    Reminder(
        "care-without-duration",
        step="signature",
        when=both(given("care", "needed"), missing("duration")),
        answers=("care",),
        clause=ARTICLE_6,
        says="La durée prévisible du traitement n’est pas indiquée.",
        title="Une réponse et une case vide",
    ),
    Reminder(
        "travel-not-said",
        step="signature",
        when=both(given("treatment", "exists"), missing("travel")),
        answers=("treatment",),
        clause=ARTICLE_6,
        says="Le traitement est accessible, et le voyage sans risque n’est pas précisé.",
        title="Une réponse et une case vide",
    ),
)
