"""Agreements in each state, and what one does with them."""

import pytest
from django.urls import reverse

from community.models import Partnership, Signatory
from community.partnerships import steps
from tests import factories as make


@pytest.fixture
def agreement(aisne, school, cora):
    """Make an agreement with so many signatories, in the state that is asked."""
    make.AgreementTemplateFactory()

    def made(people: int = 2, status: str = "draft", **values) -> Partnership:
        values = {"signed_at": None, "followed_by": cora, "schools": [school]} | values
        partnership = make.PartnershipFactory(status="draft", **values)
        names = ["Line Petit", "Omar Roy", "Nina Sol", "Paul Vert"][:people]
        for position, name in enumerate(names, start=1):
            make.SignatoryFactory(
                partnership=partnership,
                name=name,
                email=f"{name.split()[0].lower()}@exemple.test",
                position=position,
            )
        if status != "draft":
            partnership.submit(cora)
        if status == "ready":
            steps.send_to_sign(partnership, cora)
        return partnership

    return made


@pytest.fixture
def people():
    """The signatories of an agreement, read again."""

    def read(partnership) -> list[Signatory]:
        found = Signatory.objects.filter(partnership=partnership)
        return list(found.select_related("partnership").order_by("position"))

    return read


@pytest.fixture
def act(client_for, cora):
    """Post to a page of the desk as Cora; without `page`, an action."""
    client = client_for(cora)

    def post(partnership, page="detail", *args, **data):
        url = reverse(f"partnerships:{page}", args=[partnership.pk, *args])
        return client.post(url, data, follow=True)

    return post
