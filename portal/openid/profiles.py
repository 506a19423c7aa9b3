"""The identity providers that are known: what each calls a person, what it says of a profession, how sure it is.

Hosts change: each is reached by the discovery address that the operator gives. Sources: docs/operation.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PHYSICIAN = "10"  # TRE_G15, « Médecin »


class Unidentified(ValueError):
    """The provider named nobody that this portal can know."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One provider. `acr` are the levels that stand for two factors, unless the operator names others."""

    key: str
    name: str
    variable: str  # prefix of the variables of the environment
    scopes: tuple[str, ...]
    identifier: str
    acr: tuple[str, ...]
    reads_userinfo: bool
    tells_profession: bool

    def identifier_of(self, claims: Mapping) -> str:
        """Return the national identifier of the person, never an address; `Unidentified` when there is none."""
        return self.normalised(claims.get(self.identifier))

    def normalised(self, identifier) -> str:
        """Return an identifier as it is kept: of Pro Santé Connect, the eleven figures of the RPPS without prefix."""
        if not isinstance(identifier, str) or not identifier.strip() or len(identifier) > 180:
            raise Unidentified(f"{self.key}: no {self.identifier}")
        said = identifier.strip()
        if self.key != "pro-sante-connect":
            return said
        digits = said[1:] if len(said) == 12 and said[0] == "8" else said
        if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
            raise Unidentified(f"{self.key}: not an RPPS number")
        return digits

    def is_physician(self, claims: Mapping) -> bool:
        """Tell whether one exercise of the person is that of a physician; nothing said is no."""
        held = claims.get("SubjectRefPro")
        exercises = held.get("exercices") if isinstance(held, Mapping) else None
        if not isinstance(exercises, list):
            return False
        return any(isinstance(one, Mapping) and one.get("codeProfession") == PHYSICIAN for one in exercises)


PROFILES = {
    profile.key: profile
    for profile in (
        Profile(
            key="pro-sante-connect",
            name="Pro Santé Connect",
            variable="PORTAL_PSC",
            scopes=("openid", "scope_all"),
            identifier="SubjectNameID",
            acr=("eidas1",),
            reads_userinfo=True,
            tells_profession=True,
        ),
        Profile(
            key="proconnect",
            name="ProConnect",
            variable="PORTAL_PROCONNECT",
            scopes=("openid",),
            identifier="sub",
            acr=("eidas2", "eidas3"),
            reads_userinfo=False,
            tells_profession=False,
        ),
    )
}
