"""What a spoken question adds to its words: text-message spellings, small talk, ages.

Pure: no Django, no database. Only questions are read this way, never pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from resources.search.fold import fold_letters, stems

# Written by ear or in haste. Empty means that the word asks for nothing.
_EMPTY = """
    ac ak alor alors an ans arive avc ba bah ben bsr cest cha chai chui cke cmmt cmt
    com comen coment commen dan dapres deja den di doi dsl ecq ek el els etai euh
    fai fau faudrait fo fodrai fot genre hein jamais jarive jarrive javai jcroi jdoi
    jdois jen jfai jms jpe jpeu jpeux jsais jse jsp jsui jsuis jve jveu jveux
    jvoudrai jvoudrais kan kand kelke kelkes kels kesk keske keskil kil kils kis
    komen koment lol lorsk mai mdr mem mm mtn nan nn ns nul o oci ok okun osi pa
    paske pck pcke pe peu pi pke pkw pkwa plu plutot po pourkoi pourkwa prk psk pske
    pui puisque purkoi qan qil qils ql qlq quan quesk quil quils quon rien sait sest
    setait ske skil ste stp surtout tellement tj tjrs toujour toujours tre tro ts
    tte ttes vas ve veu veus vs vu wsh xq yen
""".split()
_MEANT = {
    "application": "aplication aplis app apps appl",
    "bébé": "bb baby bbs",
    "devoirs": "devoi dvr dvrs",
    "école": "ekol ecol eskol",
    "fausse": "fos fosse",
    "faux": "faus",
    "maîtresse": "maitres metress metresse",
    "message": "mess msgs messag",
    "photo": "foto fotos tof tofs pic pics",
    "personne": "qqn qqun kelkun kelkin kelk1 quelqu quelcun quelquun",
    "rendez-vous": "rdv rdvs randevou rendevous",
    "réseau": "reso resos rezo rezos rso",
    "téléphone": "tel tels",
    "temps": "tp tps",
    "vidéo": "vid vids",
    "week-end": "we",
}
# Written by ear or in haste. Empty means that the word asks for nothing.
SHORT_FORMS = dict.fromkeys(_EMPTY, "") | {
    form: meaning for meaning, forms in _MEANT.items() for form in forms.split()
}

# Said in every question: they choose between pages, but say little of the subject.
_SMALL_TALK = """
    actuellement agir aide aider aime aimer ajouter alle aller ami amie amis and
    annee apprendre arreter arrive arriver attendre aujourd autre avis
    bien bizarre bon bonne bosser calme camarade can cas change changer chercher
    chez child children choisir commencer comprend comprendre comprends
    compter connais connaitre conseil continuer copain copains copin copine croire
    croit daughter decider declarer dedans dehors demain demande demander depuis
    dernier dire discuter do does donner doute eleve empecher encore end enfant
    enfants envie envoyer essayer expliquer facile facon famille femme fille filles
    fillette fils finir for gamin gamine garcon garcons garde garder gars gens gerer
    gosse gosses grand grande grave gros guide habitude heure heures hier homme how
    hui ici idee important impossible interdire interdit internet is it jeune jeunes
    jour journee jours kid kids laisser lancer lieu ligne loin maintenant maison
    maman manque mari matin mauvais meilleur mere mettre mien minute minutes mois
    mome moment monter montrer my necessaire net neveu niece niveau normal nouveau
    nouvelle numerique obliger of ouvrir papa parent parents parler part partir
    passer penser perdre pere permettre personne petit petite plupart possible prend
    prendre prends preparer pres prevoir pris probleme proche propos raison ramener
    reclamer recommencer refuser regarde regarder rendre repondre reponse respecter
    rester retrouver reussir revenir risque semaine seul seule seulement should
    simple site soir solution sortir souci suite sujet temps tenir terminer
    the to tomber tourner traine trouver truc type utilisation utiliser venir vie
    vieux voir vois voit vrai vraiment week what when with zero
""".split()
SMALL_TALK = frozenset(stems(_SMALL_TALK))

# Ages of a class, by the French school.
_CLASSES = {
    "tps": 2,
    "ps": 3,
    "ms": 4,
    "gs": 5,
    "cp": 6,
    "ce1": 7,
    "ce2": 8,
    "cm1": 9,
    "cm2": 10,
    "6e": 11,
    "6eme": 11,
    "sixieme": 11,
    "5e": 12,
    "5eme": 12,
    "cinquieme": 12,
    "4e": 13,
    "4eme": 13,
    "quatrieme": 13,
    "3e": 14,
    "3eme": 14,
    "troisieme": 14,
    "2nde": 15,
    "1ere": 16,
    "tle": 17,
}
# Words that also say an age, and are looked for as well.
_STAGES = {
    "ado": 14,
    "adolescent": 14,
    "adolescente": 14,
    "bac": 17,
    "bebe": 1,
    "brevet": 14,
    "college": 12,
    "collegien": 12,
    "collegienne": 12,
    "creche": 2,
    "lycee": 16,
    "lyceen": 16,
    "lyceenne": 16,
    "maternelle": 4,
    "nourrisson": 1,
    "primaire": 8,
    "terminale": 17,
}
_OLDEST = 20
_AGE = re.compile(r"\b(\d{1,2}) ?(ans?|mois)(?: et demi)?\b")
_ORDINAL = re.compile(r"\b([3-6]) (e|eme)\b")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Spoken:
    """A question without its text-message spellings; `ages` are those it names."""

    text: str
    ages: frozenset[int] = frozenset()


def read(text: str) -> Spoken:
    """« mon fils de 8 ans veu un tel » says « mon fils tel », and 8."""
    folded = _ORDINAL.sub(r"\1\2", fold_letters(text))
    ages = {
        int(number) if unit.startswith("an") else int(number) // 12
        for number, unit in _AGE.findall(folded)
    }
    words: list[str] = []
    for word in _WORD.findall(_AGE.sub(" ", folded)):
        if word in _CLASSES:
            ages.add(_CLASSES[word])
            continue
        if word in _STAGES:
            ages.add(_STAGES[word])
        # « g peur », « c koi » : a letter alone is a verb or a slip.
        if len(word) > 1 or word.isdigit():
            words.append(SHORT_FORMS.get(word, word))
    return Spoken(" ".join(words), frozenset(a for a in ages if a <= _OLDEST))


def is_small_talk(phrase: tuple[str, ...]) -> bool:
    """Do these stems say little of the subject?"""
    return all(stem in SMALL_TALK or stem.isdigit() for stem in phrase)
