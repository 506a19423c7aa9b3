"""The avis of the college of OFII physicians on a residence request (arrêté of 27 December 2016, art. 6)."""

from forms_app.enums import Authority, Kind, Outgoing, Recipient, Role
from forms_app.fiches import common, ofii
from forms_app.fiches.declaration import Check, Fiche, Question, Step
from guidance.enums import Regime

_TWICE = "Ce médecin est déjà nommé : le collège compte trois médecins différents."
COLLEGE = Fiche(
    key="college",
    title="Avis du collège, titre de séjour",
    summary="Avis du collège de médecins de l’OFII sur une demande de titre de séjour.",
    regime=Regime.OFII,
    authorities=(Authority.OFII,),
    recipient=Recipient.PREFECTURE,
    pad="arrete-2017#art-3-2",
    roles=frozenset({Role.PHYSICIAN}),
    model={Authority.OFII: "college"},
    pinned=("arrete-2017#art-2-3",),
    steps=(
        Step("demande", "Demande", (common.registered_on("Le régime de l’OFII commence le 1er janvier 2017."),)),
        Step("dossier", "Dossier et demandeur", ofii.file_questions(), short="Dossier"),
        ofii.procedure(),
        *ofii.statements(),
        Step(
            "college",
            "Composition du collège",
            (
                Question(
                    "rapporteur",
                    "Médecin rapporteur",
                    required="Nommez le médecin rapporteur : il ne siège pas au collège.",
                    hint="Gardé pour vérifier la composition ; jamais imprimé sur l’avis.",
                    outgoing=Outgoing.NAME,
                    most=common.LONGEST,
                ),
                *ofii.physicians(),
            ),
            short="Collège",
        ),
        Step(
            "signature",
            "Date de l’avis",
            (Question("letter_date", "Date de l’avis", Kind.DATE, hint=common.BY_HAND),),
            short="Signature",
        ),
    ),
    checks=(
        *(
            Check(
                name,
                ofii.is_among(name, ("rapporteur",)),
                "Le médecin rapporteur ne siège pas au collège (article R. 425-13).",
            )
            for name in ofii.PHYSICIANS
        ),
        Check("physician_2", ofii.is_among("physician_2", ("physician_1",)), _TWICE),
        Check("physician_3", ofii.is_among("physician_3", ("physician_1", "physician_2")), _TWICE),
    ),
    reminders=ofii.REMINDERS,
    deviations=common.civility_deviations(),
    never_printed=("rapporteur",),
)
