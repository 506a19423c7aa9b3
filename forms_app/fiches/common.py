"""Steps, questions and conditions that several fiches share."""

from forms_app.enums import Authority, Kind, Matter, Outgoing
from forms_app.fiches.declaration import Answers, Choice, Condition, Deviation, Question, Step

BY_HAND = "Laissez vide pour l’écrire à la main."
LONGEST = 160
#: Boxes of the printed fiche 3, in its words (annexe IV).
CARE = (
    Choice("needed", "nécessite une prise en charge médicale"),
    Choice("not-needed", "ne nécessite pas une prise en charge médicale"),
)
EMPTY_BOXES = "Laisser les deux cases vides"
REMOVAL = (Matter.OBLIGATION_TO_LEAVE, Matter.EXPULSION, Matter.HOUSE_ARREST)


def given(name: str, *values: object) -> Condition:
    """Return the condition that a question has one of these answers, or any answer when none is named."""

    def holds(answers: Answers) -> bool:
        if name not in answers or answers[name] is False:
            return False
        return not values or answers[name] in values

    return holds


def both(*conditions: Condition) -> Condition:
    """Return the condition that all of these hold."""
    return lambda answers: all(condition(answers) for condition in conditions)


def missing(name: str) -> Condition:
    """Return the condition that a question has no answer."""
    return lambda answers: name not in answers


def registered_on(hint: str = "") -> Question:
    """The date that decides the regime (arrêté of 27 December 2016, art. 13)."""
    return Question(
        "registered_on",
        "Date d’enregistrement de la demande à la préfecture",
        Kind.DATE,
        required="Indiquez la date d’enregistrement : elle décide du texte applicable.",
        hint=hint or "Pour une mesure d’éloignement : la date de la saisine (règle à confirmer).",
    )


def matter() -> Question:
    """The legal basis of the referral (A-04); the printed words do not depend on it unless asked for (T12)."""
    return Question(
        "matter",
        "Fondement de la saisine",
        Kind.CHOICE,
        choices=tuple(Choice(value, label, official=False) for value, label in Matter.choices),
        blank="Ne pas le préciser",
    )


def removal_matter(*, required: str = "", blank: str = "") -> Question:
    """The measure at stake; articles are not named, their numbers changed in 2021."""
    labels = ("obligation de quitter le territoire", "expulsion", "assignation à résidence")
    choices = tuple(Choice(value, label, official=False) for value, label in zip(REMOVAL, labels, strict=True))
    return Question("matter", "Mesure en cause", Kind.CHOICE, required=required, choices=choices, blank=blank)


def civility() -> Question:
    return Question(
        "civility",
        "Civilité du demandeur",
        Kind.CHOICE,
        choices=(
            Choice("madame", "Madame", official=False),
            Choice("monsieur", "Monsieur", official=False),
        ),
        blank="Laisser les mots imprimés : « Monsieur, Madame »",
        hint="La civilité choisie accorde aussi « né(e) » et « domicilié(e) ».",
    )


def person() -> Question:
    return Question("person", "Nom et prénom du demandeur", hint=BY_HAND, outgoing=Outgoing.NAME, most=LONGEST)


def birth() -> tuple[Question, Question]:
    return (
        Question(
            "birth_date", "Date de naissance", Kind.BIRTH_DATE, hint="L’année seule suffit si le reste est inconnu."
        ),
        Question("birth_place", "Lieu de naissance", outgoing=Outgoing.NAME, most=LONGEST),
    )


def address() -> Question:
    return Question(
        "address",
        "Adresse du demandeur",
        hint="Sans nom de service ni d’établissement de soins.",
        outgoing=Outgoing.ADDRESS,
        most=240,
    )


def doctor() -> tuple[Question, ...]:
    """The doctor a letter is written to: doctor to doctor, but the envelope is seen by others."""
    return (
        Question("doctor_name", "Nom du médecin", hint=f"Sans « Dr ». {BY_HAND}", outgoing=Outgoing.NAME, most=LONGEST),
        Question(
            "doctor_address",
            "Adresse du médecin",
            Kind.PARAGRAPHS,
            hint="Sans nom de service : l’enveloppe passe par d’autres mains.",
            outgoing=Outgoing.ADDRESS,
            most=400,
        ),
        Question(
            "doctor_civility",
            "Formule d’appel",
            Kind.CHOICE,
            choices=(Choice("madame", "« Madame le docteur »", official=False),),
            blank="Laisser les mots imprimés : « Monsieur le docteur »",
        ),
    )


def reply_address() -> Question:
    return Question(
        "reply_address",
        "Adresse confidentielle du médecin",
        Kind.PARAGRAPHS,
        hint="Imprimée sur le feuillet de retour et l’étiquette « secret médical », pas dans la lettre.",
        outgoing=Outgoing.ADDRESS,
        most=400,
    )


def signature(*, required: bool = True, quality_hint: str = "") -> Step:
    """Date of the letter, name and quality: the author of an avis must be identified, and sign."""
    who = "Indiquez le nom du signataire : l’auteur d’un avis doit être identifié."
    what = "Indiquez la qualité du signataire."
    return Step(
        "signature",
        "Date de la lettre et signataire",
        (
            Question("letter_date", "Date de la lettre", Kind.DATE, hint=BY_HAND),
            Question(
                "signatory_name",
                "Nom du signataire",
                required=who if required else "",
                hint="Ajouté sous la ligne imprimée. La lettre garde la place d’une signature manuscrite.",
                outgoing=Outgoing.NAME,
                most=LONGEST,
            ),
            Question(
                "signatory_quality",
                "Qualité du signataire",
                required=what if required else "",
                hint=quality_hint,
                outgoing=Outgoing.NAME,
                most=LONGEST,
            ),
        ),
        short="Signature",
    )


def civility_deviations() -> tuple[Deviation, ...]:
    """The printed « Monsieur, Madame » in its three spellings, and the agreements that follow the choice."""
    words = {"madame": ("Madame", "Domiciliée", "née"), "monsieur": ("Monsieur", "Domicilié", "né")}
    rows = []
    for value, (civil, domiciled, born) in words.items():
        pairs = [(f"{pair},", civil) for pair in ("Monsieur, Madame", "Madame, Monsieur")]
        pairs += [("Monsieur, Madame", civil), ("Madame, Monsieur", civil)]
        pairs += [("Domicilié(e)", domiciled), ("domicilié(e)", domiciled.lower()), ("né(e)", born)]
        rows += [
            Deviation(f"civility-{value}", f"civilité « {civil} »", printed, instead, when=given("civility", value))
            for printed, instead in pairs
        ]
    return tuple(rows)


def birth_year_deviation() -> Deviation:
    """A year alone is written « en »: the printed « né(e) le » foresees a whole date only."""
    return Deviation(
        "birth-year",
        "« en » devant une année de naissance seule",
        " le {date_naissance}",
        " en {date_naissance}",
        when=lambda answers: str(answers.get("birth_date", "")).strip().isdigit(),
    )


def doctor_deviation() -> Deviation:
    return Deviation(
        "madame-le-docteur",
        "appel « Madame le docteur »",
        "Monsieur le docteur",
        "Madame le docteur",
        when=given("doctor_civility", "madame"),
    )


def months_question(label: str = "Nombre de mois") -> Question:
    """Whole months, only when the box of a duration is ticked: long-term and months exclude each other."""
    return Question(
        "months",
        label,
        Kind.MONTHS,
        required="Indiquez une durée en mois, ou choisissez « longue durée ».",
        hint="En mois entiers.",
        when=given("duration", "months"),
        announced="Le nombre de mois est demandé si la durée est en mois.",
        most=600,
    )


BOTH_PARIS_AND_REGIONS = (Authority.ARS, Authority.PP)
