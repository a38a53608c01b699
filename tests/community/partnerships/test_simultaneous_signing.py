"""Twenty at once, twenty rounds: each signature counts once, none is lost, no 5xx."""

import pytest
from django.core.cache import cache
from django.test import Client

from community.models import Partnership, Signatory
from community.partnerships import steps
from community.partnerships.links import path_for
from mentors.mailing.models import Mail
from tests.community.partnerships.test_signing import signing
from tests.simultaneous import PEOPLE, ROUNDS, at_once

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("shared_database")]


def post(request: tuple) -> int:
    """Send one form by one's own connection; a fault is a 500, not an exception."""
    path, data = request
    return Client(raise_request_exception=False).post(path, data).status_code


@pytest.fixture
def fresh(agreement, people):
    """Make a fresh agreement with so many people who may sign now, each round."""

    def made(count: int) -> list[Signatory]:
        cache.clear()
        partnership = agreement(0, "draft")
        for n in range(count):
            partnership.signatories.create(
                name=f"Nina {n}", role="maire", email=f"n{n}@exemple.test", position=n
            )
        partnership.submit(partnership.followed_by)
        steps.send_to_sign(partnership, partnership.followed_by)
        return people(partnership)

    return made


def test_one_signatory_signs_once(fresh):
    for _round in range(ROUNDS):
        [nina] = fresh(1)
        form = signing(nina, name="Nina")

        statuses = at_once(post, [(path_for(nina), form)] * PEOPLE)

        # 302 to the page that says « signed », or 409 when another was faster.
        assert set(statuses) <= {302, 409}
        assert Partnership.objects.get(pk=nina.partnership_id).status == "signed"
        told = Mail.objects.filter(key__startswith=f"sign-complete:{nina.pk}:")
        assert told.count() == 1


def test_all_signatories_sign_together(fresh):
    for _round in range(ROUNDS):
        people = fresh(PEOPLE)
        forms = [(path_for(p), signing(p, name=p.name)) for p in people]

        statuses = at_once(post, forms)

        assert statuses == [302] * PEOPLE
        partnership = Partnership.objects.get(pk=people[0].partnership_id)
        assert partnership.status == "signed"
        signed = partnership.signatories.exclude(signed_at=None)
        assert signed.count() == PEOPLE
        assert partnership.signed_at == max(p.signed_at for p in signed)


def test_signing_and_changing_never_mix(fresh, cora):
    """Whoever comes first: a signature of a text that changed does not stay."""
    for _round in range(ROUNDS):
        people = fresh(PEOPLE - 1)
        partnership = Partnership.objects.get(pk=people[0].partnership_id)
        forms = [(path_for(p), signing(p, name=p.name)) for p in people]

        def act(request, partnership=partnership):
            if request is None:
                return steps.edit(partnership, cora, 1, lambda: None)
            return post(request)

        outcomes = at_once(act, [*forms, None])

        lost = outcomes.pop()
        assert isinstance(lost, int), lost
        assert set(outcomes) <= {302, 409}
        partnership.refresh_from_db()
        assert partnership.status == "to-verify"
        assert not partnership.signatories.exclude(signed_at=None).exists()
        voided = Mail.objects.filter(key__startswith="sign-voided:")
        assert voided.filter(about__in=_about(people)).count() == lost


def _about(people):
    return [f"signatory {person.pk}" for person in people]
