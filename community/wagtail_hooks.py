"""What the community brings to Wagtail: whose rows are whose, and its audit trail."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from community.models import (
    AgreementTemplate,
    AwarenessSession,
    HelpRequest,
    Match,
    Partnership,
    RaisedQuestion,
    School,
    SessionReport,
    SessionRequest,
)
from community.partnerships.admin import AgreementTemplateViewSet, VersionsPolicy
from mentors.coordination.policies import TerritoryPolicy

for model in (
    AwarenessSession,
    HelpRequest,
    Match,
    Partnership,
    School,
    SessionReport,
    SessionRequest,
):
    register_permission_policy(model, TerritoryPolicy(model))


class RaisedQuestionViewSet(SnippetViewSet):
    """What parents asked in workshops: read and sorted by editors."""

    model = RaisedQuestion
    icon = "help"
    menu_label = _("Questions de parents")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["text", "about", "month", "status"]
    list_filter = ["status"]
    search_fields = ["text"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [
        FieldPanel("text", read_only=True),
        FieldPanel("status"),
        FieldPanel("page"),
    ]

    def get_queryset(self, request: Any) -> Any:
        rows = RaisedQuestion.objects.select_related("report", "session")
        return rows.prefetch_related("report__themes", "session__themes")


register_snippet(RaisedQuestionViewSet)
register_permission_policy(AgreementTemplate, VersionsPolicy(AgreementTemplate))
register_snippet(AgreementTemplateViewSet)
ACTIONS = {
    "schools.import": (_("Import d’établissements"), _("Établissements importés")),
    "schools.undo": (_("Annulation d’un import"), _("Import annulé")),
    "schools.edit": (_("Correction"), _("Fiche d’établissement corrigée")),
    "schools.merge": (_("Fusion"), _("Établissements fusionnés")),
    "help.directed": (_("Aide orientée"), _("Parent orienté")),
    "help.closed": (_("Aide sans suite"), _("Demande d’aide close")),
    "requests.submitted": (_("Demande d’atelier"), _("Demande reçue")),
    "requests.matching": (_("Demande prise en charge"), _("Recherche en cours")),
    "requests.planned": (_("Atelier prévu"), _("Atelier prévu pour la demande")),
    "requests.fulfilled": (_("Demande servie"), _("Atelier tenu")),
    "requests.unmet": (_("Demande sans solution"), _("Personne ne peut venir")),
    "requests.cancelled": (_("Demande annulée"), _("Demande annulée")),
    "partnerships.submit": (_("Relecture demandée"), _("Convention à vérifier")),
    "partnerships.edit": (_("Modification"), _("Convention modifiée")),
    "partnerships.void": (_("Signatures annulées"), _("Convention reprise")),
    "partnerships.refuse": (_("Refus de signer"), _("Signature refusée")),
    "partnerships.delegate": (
        _("Signature confiée"),
        _("Signature confiée à un autre"),
    ),
    "partnerships.cancel": (_("Annulation"), _("Convention annulée")),
    "partnerships.forget": (_("Oubli"), _("Nom d’un signataire effacé")),
    "partnerships.renew": (_("Renouvellement"), _("Renouvellement préparé")),
    "schools.distinct": (_("Écoles distinctes"), _("Dites distinctes")),
    "schools.alike": (_("Écoles à comparer"), _("De nouveau à comparer")),
    "schools.invite": (_("Invitation"), _("Contact invité")),
    "schools.uninvite": (_("Invitation retirée"), _("Invitation retirée")),
    "schools.contact": (_("Nouveau contact"), _("Invitation acceptée")),
    "schools.uncontact": (_("Contact retiré"), _("Contact retiré")),
    "partnerships.ready": (_("Ouverture à la signature"), _("Convention à signer")),
    "partnerships.sign": (_("Signature"), _("Signature enregistrée")),
    "matching.review": (_("Relecture d’un plan"), _("Plan relu")),
    "matching.send": (_("Envoi d’un plan"), _("Propositions envoyées")),
    "matches.accept": (_("Acceptation"), _("Proposition acceptée")),
    "matches.decline": (_("Refus"), _("Proposition déclinée")),
    "matches.withdraw": (_("Retrait"), _("Proposition retirée")),
    "matches.end": (_("Fin"), _("Mise en relation terminée")),
    "sessions.plan": (_("Atelier prévu"), _("Atelier planifié")),
    "sessions.confirm": (_("Date confirmée"), _("L’école a confirmé la date")),
    "sessions.write": (_("Message"), _("Message envoyé à l’autre côté")),
    "sessions.change": (_("Atelier modifié"), _("Atelier modifié")),
    "sessions.cancel": (_("Atelier annulé"), _("Atelier annulé")),
    "sessions.postpone": (_("Atelier reporté"), _("Atelier reporté")),
    "sessions.withdraw": (_("Retrait"), _("Quelqu’un de l’équipe ne vient plus")),
    "sessions.correct": (_("Correction"), _("Compte rendu corrigé")),
    "sessions.ask": (_("Question de suivi"), _("Question posée à l’auteur")),
    "sessions.answer": (_("Réponse"), _("Question de suivi répondue")),
    "sessions.word": (_("Mot de l’école"), _("L’école a donné son avis")),
    "sessions.attest": (_("Attestation"), _("Attestation faite")),
    "sessions.revoke": (_("Attestation retirée"), _("Attestation retirée")),
    "sessions.feed": (_("Agenda ouvert"), _("Adresse d’agenda faite")),
    "sessions.unfeed": (_("Agenda fermé"), _("Adresse d’agenda fermée")),
    "matches.expire": (_("Sans réponse"), _("Proposition expirée")),
    "matches.fall_silent": (_("École sans réponse"), _("L’école n’a pas répondu")),
    "matches.welcome": (_("Accord de l’école"), _("L’école a dit oui")),
    "matches.turn_down": (_("Refus de l’école"), _("L’école a dit non")),
    "sessions.report": (_("Compte rendu"), _("Atelier raconté")),
}


@hooks.register("register_log_actions")
def register_community_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)
