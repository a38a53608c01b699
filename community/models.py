"""The community's models, story by story; Django finds them here."""

from community.matching.models import Match  # noqa: F401
from community.matching.plans import PlanRun, SetAsidePair  # noqa: F401
from community.partnerships.models import Partnership  # noqa: F401
from community.partnerships.signatories import Signatory  # noqa: F401
from community.partnerships.texts import AgreementTemplate  # noqa: F401
from community.requests.helping.models import HelpRequest  # noqa: F401
from community.requests.models import SessionRequest  # noqa: F401
from community.requests.proving import ConfirmationCode  # noqa: F401
from community.schools.contacts import SchoolInvitation  # noqa: F401
from community.schools.distinct import DistinctPair  # noqa: F401
from community.schools.importing.models import (  # noqa: F401
    ImportFile,
    ImportLine,
    SchoolImport,
)
from community.schools.models import ChildSchool, School, SchoolContact  # noqa: F401
from community.sessions.after import (  # noqa: F401
    FollowUp,
    ReportChange,
    SchoolWord,
)
from community.sessions.attestations import Attestation  # noqa: F401
from community.sessions.conversation import SessionMessage  # noqa: F401
from community.sessions.feeds import CalendarFeed  # noqa: F401
from community.sessions.models import AwarenessSession  # noqa: F401
from community.sessions.raising import RaisedQuestion  # noqa: F401
from community.sessions.reports import SessionReport  # noqa: F401
from community.sessions.survey.models import CheckIn, SurveyAnswer  # noqa: F401
