"""What mentors bring to Wagtail: whose rows are whose, and their audit trail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from mentors.coordination.policies import TerritoryPolicy
from mentors.models import Mentor

register_permission_policy(Mentor, TerritoryPolicy(Mentor))

ACTIONS = {
    "mentors.submit": (_("Candidature"), _("Candidature envoyée")),
    "mentors.charter": (_("Charte"), _("Charte acceptée de nouveau")),
    "mentors.approve": (_("Approbation"), _("Parent ressource approuvé")),
    "mentors.ask": (_("Question"), _("Question posée au candidat")),
    "mentors.reply": (_("Réponse"), _("Réponse du candidat")),
    "mentors.training": (_("Formation"), _("Formation notée")),
    "mentors.pause": (_("Pause"), _("Parent ressource en pause")),
    "mentors.suspend": (_("Suspension"), _("Parent ressource suspendu")),
    "mentors.lift": (_("Fin de suspension"), _("Suspension levée")),
    "mentors.come-back": (_("Retour"), _("Parent ressource de retour")),
    "mentors.leave": (_("Départ"), _("Parent ressource parti")),
    "coordination.name": (_("Nomination"), _("Coordination nommée")),
    "coordination.end": (_("Fin de coordination"), _("Coordination retirée")),
    "mentors.refuse": (_("Refus"), _("Candidature refusée")),
}


@hooks.register("register_log_actions")
def register_mentor_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)
