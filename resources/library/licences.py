"""What a licence allows, in words, and how to name a source: title, author, licence."""

from __future__ import annotations

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from resources.library.models import ResourcePage
from resources.vocabularies.models import Term

DEEDS = "https://creativecommons.org"
_CREATIVE_COMMONS = re.compile(r"^CC-(BY[A-Z-]*)-(\d\.\d)$")


def deed_url(licence: Term) -> str:
    """Return the address of a Creative Commons licence in French, else nothing."""
    if found := _CREATIVE_COMMONS.match(licence.slug):
        terms, version = found.groups()
        return f"{DEEDS}/licenses/{terms.lower()}/{version}/deed.fr"
    if licence.slug == "CC0-1.0":
        return f"{DEEDS}/publicdomain/zero/1.0/deed.fr"
    return ""


def what_one_may_do(licence: Term) -> str:
    """Say it in one or two sentences, from the licence's own marks."""
    if licence.slug == "all-rights-reserved":
        return _("Vous pouvez en donner l’adresse, pas en copier le contenu.")
    if licence.slug == "authorised":
        return _("Utilisée avec l’accord de son auteur : demandez-le avant de copier.")
    if licence.may_adapt and not licence.must_credit:
        return _("Vous pouvez la copier, la traduire et l’adapter librement.")
    if licence.may_adapt:
        said = _("Vous pouvez la copier, la traduire et l’adapter en citant sa source.")
    else:
        said = _("Vous pouvez la copier telle quelle, en citant sa source.")
    if not licence.may_sell:
        said = f"{said} {_('L’usage commercial n’est pas permis.')}"
    return said


def credit(page: ResourcePage) -> str:
    """Name who holds the rights, never the person who answers for the content."""
    return page.rights_holder or page.source_name or _("l’équipe Coéduc")


def attribution(page: ResourcePage, url: str) -> str:
    """Return « Titre », author, site, licence, address and date, on one line."""
    parts = [
        _("«\u00a0%(title)s\u00a0»") % {"title": page.title},
        _("par %(who)s") % {"who": credit(page)},
        "Coéduc",
        _("licence %(licence)s") % {"licence": page.licence.label},
        url,
    ]
    if page.last_reviewed_on:
        day = date_format(page.last_reviewed_on, "j F Y")
        parts.append(_("version du %(day)s") % {"day": day})
    return ", ".join(parts) + "."
