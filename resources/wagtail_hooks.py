"""The library's screens in the admin: the words that editors may change."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from resources.feedback import hooks as feedback_hooks  # noqa: F401
from resources.glossary.models import GlossaryTerm
from resources.help.admin import HELP_CONTACT_PANELS, HelpContactFilterSet
from resources.help.models import HelpContact
from resources.policies import RefusingPolicy
from resources.search.models import (
    MissingSearch,
    MissingSearchQuerySet,
    PromotedResult,
    Synonym,
)
from resources.vocabularies.models import Term, Theme


class FixedWordsPolicy(RefusingPolicy):
    """Words come from the data file and stay: one may rename or retire them."""

    refused = frozenset({"add", "delete"})


class ReadOnlyPolicy(RefusingPolicy):
    """Rows that readers make: one reads and deletes them, and writes none."""

    refused = frozenset({"add", "change"})


register_permission_policy(MissingSearch, ReadOnlyPolicy(MissingSearch))
register_permission_policy(Theme, FixedWordsPolicy(Theme))
register_permission_policy(Term, FixedWordsPolicy(Term))


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Thèmes")
    list_display = ["label", "question", "parent", "is_retired"]
    list_filter = ["is_sensitive", "is_legal", "is_retired"]
    list_select_related = ["parent"]
    search_fields = ["label", "question"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [
        FieldPanel("label"),
        FieldPanel("question"),
        FieldPanel("slug", read_only=True),
        FieldPanel("is_sensitive"),
        FieldPanel("is_legal"),
        FieldPanel("is_retired"),
    ]


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "list-ul"
    menu_label = _("Termes")
    list_display = ["label", "vocabulary", "code", "is_retired"]
    list_filter = ["vocabulary", "is_retired"]
    search_fields = ["label", "slug"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [
        FieldPanel("label"),
        FieldPanel("vocabulary", read_only=True),
        FieldPanel("slug", read_only=True),
        FieldPanel("code"),
        FieldPanel("is_retired"),
    ]


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "resubmit"
    menu_label = _("Synonymes")
    list_display = ["words", "one_way"]
    search_fields = ["words"]
    search_backend_name = None
    panels = [FieldPanel("words"), FieldPanel("one_way")]


class PromotedResultViewSet(SnippetViewSet):
    model = PromotedResult
    icon = "pick"
    menu_label = _("Résultats mis en avant")
    list_display = ["words", "page", "starts_on", "ends_on"]
    list_select_related = ["page"]
    search_fields = ["words"]
    search_backend_name = None
    panels = [
        FieldPanel("words"),
        FieldPanel("page"),
        FieldPanel("starts_on"),
        FieldPanel("ends_on"),
    ]


class MissingSearchViewSet(SnippetViewSet):
    model = MissingSearch
    icon = "search"
    menu_label = _("Recherches sans résultat")
    list_display = ["question", "days", "times", "last_on"]
    search_fields = ["question"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [FieldPanel("question", read_only=True)]

    def get_queryset(self, request: HttpRequest) -> MissingSearchQuerySet:
        return MissingSearch.objects.asked_again()


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossaire")
    list_display = ["word", "definition", "forms"]
    search_fields = ["word", "forms", "definition"]
    search_backend_name = None
    panels = [
        FieldPanel("word"),
        FieldPanel("definition"),
        FieldPanel("forms"),
        FieldPanel("slug"),
    ]


class HelpContactViewSet(SnippetViewSet):
    model = HelpContact
    icon = "help"
    menu_label = _("Contacts d’aide")
    list_display = ["name", "number", "hours", "checked_on", "check_again_on"]
    filterset_class = HelpContactFilterSet
    search_fields = ["name", "number", "purpose"]
    search_backend_name = None
    copy_view_enabled = False
    panels = HELP_CONTACT_PANELS


class LibraryWords(SnippetViewSetGroup):
    items = (
        ThemeViewSet,
        TermViewSet,
        GlossaryTermViewSet,
        HelpContactViewSet,
        SynonymViewSet,
        PromotedResultViewSet,
        MissingSearchViewSet,
    )
    menu_label = _("Bibliothèque")
    menu_icon = "folder-open-inverse"
    menu_order = 300


register_snippet(LibraryWords)
