"""What a spoken question adds to its words: text-message spellings, small talk, ages.

Pure: no Django, no database. Only questions are read this way, never pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from resources.search.fold import fold_letters, stems

# Written by ear or in haste. Empty means that the word asks for nothing.
SHORT_FORMS = {
    form: meaning
    for meaning, forms in {
        "": "ac ak alor alors an ans avc arive ba bah ben bsr ce c'est cest cha chai chui "
        "cke cmt cmmt com comen coment commen comen cest dan dapres dc den deja di doi "
        "dsl ecq ek el els en et etai euh fai fau faudrait faut fo fodrai fot genre "
        "hein il ils jamais jai jarive jarrive javai jcroi jdoi jdois jen jfai jms jpe "
        "jpeu jpeux jsais jse jsp jsui jsuis jve jveu jveux jvoudrai jvoudrais kan kand "
        "kel kelke kelkes kels kes keske keskil kesk kil kils kis kom komen koment kwa "
        "lé lui lol lorsk mai mdr mem merci mm mtn nan nn ns nul o oci ok okun osi ou "
        "pa paske pas pcke pck pe peu pi pke pkw pkwa plu plutot po pourkoi pourkwa prk "
        "psk pske pui puisque purkoi qan qd qil qils ql qlq quan quesk quil quils quon "
        "rien sa sait sest setait si ske skil son sont ste stp surtout svp tellement "
        "tjr tjrs tj toujour toujours trè tro ts tte ttes tu vas ve veu veulent veus vs vu"
        " wsh xq ya yen",
        "application": "aplication aplis app apps appl",
        "bébé": "bb baby bbs",
        "devoirs": "devoi dvr dvrs",
        "école": "ekol ecol eskol",
        "fausse": "fos fosse",
        "faux": "faus",
        "information": "info infos",
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
    }.items()
    for form in fold_letters(forms).split()
}

# Said in every question: they choose between pages, but say little of the subject.
_SMALL_TALK = """
    actuellement agir aide aider aimer aller aime alle ajouter ami amie amis annee
    apprendre arreter arrive arriver astuce attendre attention aujourd autre avis
    besoin bien bizarre bon bonne bosser calme camarade cas change changer chercher
    chez choisir collé commencer compagnon comprendre comprends comprend compter
    conseil connaitre connais continuer copain copains copine copin croire croit
    decider declarer dedans dehors demain demande demander depuis
    dernier dire discuter donner doute eleve empecher encore enfant enfants envie envoyer
    essayer expliquer facile facon famille femme fille filles fillette fils finir fois
    gamin gamine garcon garcons garde garder gars gens gerer gosse gosses grand grande
    grave gros guide habitude heure heures hier homme hui idee ici important impossible
    interdire interdit internet jeune jeunes jour journee jours laisser lancer lieu
    ligne loin maintenant maison maman manque mari matin mauvais meilleur mere mettre
    mien mieux minute minutes mois mome moment monter montrer necessaire net neveu
    niece niveau nom normal nouveau nouvelle numerique obliger oublie ouvrir papa parent
    parents parler part partir passer penser permettre perdre pere personne petit petite
    plupart possible pourrait prendre prend prends pris pres preparer prevoir probleme
    proche propos raison ramener recommencer reclamer refuser regarde
    regarder rendre repondre reponse respecter rester retrouver reussir revenir risque
    savoir semaine seul seule seulement simple site soeur soir solution sortir souci
    suite sujet sur temps tenir terminer tomber tourner traine trouver truc type
    utiliser utilisation venir vie vieux visage voir vois voit vrai vraiment
    week end zero
    child children daughter how kid kids son the to and for is it my of what with
    can do does should when
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
        words.append(SHORT_FORMS.get(word, word))
    return Spoken(" ".join(words), frozenset(a for a in ages if a <= _OLDEST))


def is_small_talk(phrase: tuple[str, ...]) -> bool:
    """Do these stems say little of the subject?"""
    return all(stem in SMALL_TALK or stem.isdigit() for stem in phrase)
