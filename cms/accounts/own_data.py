"""One's own data: read why each is kept, take them along, or be forgotten."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from mentors.access import MemberMixin
from resources.privacy.acting import erase, export
from resources.privacy.table import TABLE


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("Je comprends que rien ne pourra être retrouvé"),
        error_messages={"required": gettext_lazy("Cochez pour confirmer.")},
    )


class OwnDataView(MemberMixin, TemplateView):
    template_name = "account/own_data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "table": TABLE.values(),
            "form": kwargs.get("form") or EraseForm(),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("action") == "export":
            return self._download()
        form = EraseForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._erase()

    def _download(self) -> HttpResponse:
        response = HttpResponse(export(self.request.user), "application/json")
        response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
        return response

    def _erase(self) -> HttpResponse:
        """An administrator goes by another administrator: the site keeps one."""
        user = self.request.user
        if user.is_superuser:
            raise PermissionDenied
        logout(self.request)
        erase(user)
        messages.success(
            self.request, _("Votre compte est effacé. Merci et au revoir.")
        )
        return redirect("account_login")
