"""The avis of OFII physicians in removal matters: one physician, or a college (arrêté of 27 December 2016, art. 11)."""

from forms_app.enums import Authority, Kind, Matter, Outgoing, Recipient, Role
from forms_app.fiches import common, ofii
from forms_app.fiches.common import both, given
from forms_app.fiches.declaration import Check, Choice, Fiche, Pick, Question, Reminder, Step
from guidance.enums import Regime

#: The measure at stake, as our model words it: it cites no article, their numbers changed in 2021 and in 2025.
MEASURES = {
    Matter.OBLIGATION_TO_LEAVE: "obligation de quitter le territoire",
    Matter.EXPULSION: "expulsion",
    Matter.HOUSE_ARREST: "assignation à résidence",
}
PRINTED = " / ".join(MEASURES.values())
ALONE = given("formation", "physician")
TOGETHER = given("formation", "college")
_TWICE = "Ce médecin est déjà nommé : le collège compte trois médecins différents."


def _signatories() -> tuple[Question, ...]:
    who, what = common.signature().questions[1:]
    return tuple(
        Question(
            question.name,
            question.label,
            required=question.required,
            outgoing=Outgoing.NAME,
            most=common.LONGEST,
            when=ALONE,
            announced=announced,
        )
        for question, announced in ((who, "Un seul médecin : son nom et sa qualité sont demandés."), (what, ""))
    )


REMOVAL = Fiche(
    key="removal",
    title="Avis en matière d’éloignement",
    summary="Avis d’un médecin de l’OFII, ou d’un collège, sur une mesure d’éloignement.",
    regime=Regime.OFII,
    authorities=(Authority.OFII,),
    recipient=Recipient.PREFECTURE,
    pad="arrete-2017#art-3-2",
    roles=frozenset({Role.PHYSICIAN}),
    model={Authority.OFII: "removal"},
    branch_of="formation",
    branches={"physician": "removal", "college": "removal-college"},
    pinned=("arrete-2017#art-2-3",),
    steps=(
        Step(
            "demande",
            "Saisine",
            (
                common.registered_on("Pour une mesure d’éloignement : la date de la saisine (règle à confirmer)."),
                common.removal_matter(required="Indiquez la mesure en cause."),
                Question(
                    "formation",
                    "Avis rendu par",
                    Kind.CHOICE,
                    required="Choisissez qui rend l’avis : un médecin ou un collège.",
                    choices=(
                        Choice("physician", "un médecin de l’OFII", official=False),
                        Choice("college", "un collège de trois médecins", official=False),
                    ),
                ),
            ),
        ),
        Step(
            "dossier",
            "Dossier et demandeur",
            (
                *ofii.file_questions(),
                Question("country", "Pays de renvoi", outgoing=Outgoing.NAME, most=80),
            ),
            short="Dossier",
        ),
        ofii.procedure(),
        *ofii.statements(),
        Step(
            "signature",
            "Date de l’avis, et noms des médecins",
            (
                Question("letter_date", "Date de l’avis", Kind.DATE, hint=common.BY_HAND),
                *_signatories(),
                *ofii.physicians(TOGETHER, "Un collège : les noms des trois médecins sont demandés."),
            ),
            short="Signature",
        ),
    ),
    checks=(
        Check("physician_2", both(TOGETHER, ofii.is_among("physician_2", ("physician_1",))), _TWICE),
        Check("physician_3", both(TOGETHER, ofii.is_among("physician_3", ("physician_1", "physician_2"))), _TWICE),
    ),
    reminders=(
        Reminder(
            "one-physician",
            step="demande",
            when=both(ALONE, given("matter", Matter.EXPULSION, Matter.OBLIGATION_TO_LEAVE)),
            answers=("matter", "formation"),
            clause="article:arrete-2016-12-27/11",
            says="Un seul médecin se prononce quand la personne est assignée, retenue ou détenue.",
        ),
        *ofii.REMINDERS,
    ),
    deviations=common.civility_deviations(),
    picks=tuple(Pick("matter", matter.value, PRINTED, measure) for matter, measure in MEASURES.items()),
)
