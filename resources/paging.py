"""Lists in pages, whatever number the address asks for."""

from __future__ import annotations

from typing import Any

from django.views.generic import ListView


class PagedListView(ListView):
    """Shows the first page for what is no number, the last beyond the end."""

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()
