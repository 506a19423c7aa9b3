"""A password or a code typed within a session: to unlock it, or before a grave act."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.internal.flows import check_rate_limit
from django import forms
from django.core.exceptions import ValidationError

from portal.accounts import codes, strength


class ProofForm(forms.Form):
    """A password, or a code of the second factor: figures alone are never a password here."""

    proof = forms.CharField(
        label="Mot de passe, ou code de votre application",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args, user=None, **kwargs):
        self.user, self.factor = user, None
        super().__init__(*args, **kwargs)

    def clean_proof(self):
        proof = self.cleaned_data["proof"]
        if not (self._is_code(proof) if proof.replace(" ", "").isdigit() else self._is_password(proof)):
            raise ValidationError(
                "Ce n’est ni votre mot de passe, ni un code valable. Essayez de nouveau, ou prenez le code suivant."
            )
        return proof

    def record(self, request) -> None:
        """Write in the session that its person has just proved to be there, and how."""
        said = {"method": "password"} if self.factor is None else {"method": strength.SECOND, "type": self.factor.type}
        record_authentication(request, self.user, reauthenticated=True, **said)

    def _is_code(self, proof):
        clear = check_rate_limit(self.user)
        self.factor = codes.spend(self.user, proof)
        if self.factor:
            clear()
        return self.factor is not None

    def _is_password(self, proof):
        return get_adapter().reauthenticate(self.user, proof)
