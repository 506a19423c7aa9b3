"""The account of a person; what the person may do comes from groups, never from this row."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in; a project-owned table so that later fields need no change of model."""

    class Meta:
        verbose_name = "utilisateur"
        verbose_name_plural = "utilisateurs"

    def __str__(self):
        return self.get_full_name() or self.get_username()
