"""Values a school may take, named after the ministry's directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SchoolKind(models.TextChoices):
    MATERNELLE = "maternelle", _("école maternelle")
    ELEMENTAIRE = "elementaire", _("école élémentaire")
    PRIMAIRE = "primaire", _("école primaire")
    COLLEGE = "college", _("collège")
    LYCEE = "lycee", _("lycée")
    EREA = "erea", _("EREA")
    OTHER = "other", _("autre établissement")


class Sector(models.TextChoices):
    PUBLIC = "public", _("public")
    PRIVATE = "private", _("privé")


class SchoolStatus(models.TextChoices):
    OPEN = "open", _("ouvert")
    CLOSING = "closing", _("va fermer")
    OPENING = "opening", _("va ouvrir")
    CLOSED = "closed", _("fermé")


SERVED_STATUSES = [SchoolStatus.OPEN, SchoolStatus.CLOSING]


class Priority(models.TextChoices):
    NONE = "", _("hors éducation prioritaire")
    REP = "REP", "REP"
    REP_PLUS = "REP+", "REP+"


class LocationQuality(models.TextChoices):
    EXACT = "exact", _("adresse")
    COMMUNE = "commune", _("centre de la commune")
    MISSING = "missing", _("inconnue")
    DOUBTFUL = "doubtful", _("douteuse, centre de la commune utilisé")


class FileKind(models.TextChoices):
    """The three files that the import recognises by their columns."""

    DIRECTORY = "directory", _("annuaire")
    IPS = "ips", _("indices de position sociale")
    REP = "rep", _("éducation prioritaire")


class ImportStatus(models.TextChoices):
    WAITING = "waiting", _("en attente")
    READING = "reading", _("lecture en cours")
    READY = "ready", _("prêt à importer")
    WRITING = "writing", _("écriture en cours")
    IMPORTED = "imported", _("importé")
    REFUSED = "refused", _("refusé")
    ABANDONED = "abandoned", _("abandonné")
    UNDOING = "undoing", _("annulation en cours")
    UNDONE = "undone", _("annulé")


WORKING_STATUSES = [
    ImportStatus.WAITING,
    ImportStatus.READING,
    ImportStatus.WRITING,
    ImportStatus.UNDOING,
]


class LineAction(models.TextChoices):
    CREATED = "created", _("créés")
    CHANGED = "changed", _("modifiés")
    CLOSED = "closed", _("fermés")
    KEPT = "kept", _("gardés comme corrigés à la main")
    REJECTED = "rejected", _("rejetés")
    ASIDE = "aside", _("hors périmètre")
