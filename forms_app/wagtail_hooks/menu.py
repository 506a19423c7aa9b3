"""The entry « Fiches » of the desk's menu, and the names of the acts that the desk keeps."""

from wagtail import hooks
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from forms_app.services.doctrine import vocabulary
from forms_app.wagtail_hooks.mapping import QuestionClauseAdmin
from forms_app.wagtail_hooks.models import LetterModelAdmin


@modeladmin_register
class Fiches(ModelAdminGroup):
    menu_label = "Fiches"
    menu_icon = "form"
    menu_order = 260
    items = (QuestionClauseAdmin, LetterModelAdmin)


@hooks.register("register_log_actions")
def acts_on_words(actions):
    """What physicians do to the words of the outgoing check stands in the log, under their names."""
    actions.register_action(vocabulary.ADDED, "Ajouter un mot", "Mot ajouté")
    actions.register_action(vocabulary.STOPPED, "Mettre un mot de côté", "Mot mis de côté")
    actions.register_action(vocabulary.RESUMED, "Reprendre un mot", "Mot repris")
