"""A mentor's proposals and schools, in their account."""

from __future__ import annotations

from typing import Any

from community.matching.forms import DeclineForm
from mentors.access import MentorMixin
from resources.paging import PagedListView


class MatchListView(MentorMixin, PagedListView):
    template_name = "community/matching/matches.html"
    context_object_name = "matches"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return self.mentor.matches.open().select_related("school__territory")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for match in context["matches"]:
            match.decline_form = DeclineForm(auto_id=f"m{match.pk}_%s")
        return context
