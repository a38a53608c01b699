#!/usr/bin/env python3
"""Starts Coéduc, or its tests, from a fresh clone; what it does is in launcher/."""

import os
import sys

HELP = """\
python3 run.py              démarre le site de démonstration et ses tâches de fond
python3 run.py test …       installe les outils et lance les tests (arguments de pytest)
python3 run.py manage …     passe la main à Django : migrate, shell, import_schools…
python3 run.py install      installe seulement, outils de développement compris
python3 run.py help         affiche cette aide
"""


def version_refusal(version: tuple) -> str:
    """Return the one line said to a Python that is too old, or nothing."""
    if version >= (3, 11):
        return ""
    found = ".".join(str(number) for number in version[:2])
    return "Coéduc demande Python 3.11 ou plus récent (celui-ci est un " + found + ")."


def obey(arguments: list) -> int:
    """Do what the command line says and return the exit code."""
    # Imported late: an older Python must be refused before it reads them.
    from launcher.places import Failure, Stopped, say, speak_utf8
    from launcher.processes import Children

    speak_utf8()
    children = Children()
    children.listen()
    try:
        return command(children, arguments)
    except Stopped:
        return 130
    except Failure as failure:
        say(str(failure))
        return 1
    finally:
        if children.running:
            say("\nArrêt…")
            children.stop()
            say("Tout est arrêté.")


def command(children, arguments: list) -> int:
    from launcher.installation import install
    from launcher.places import DEV_LOCK, LOCK, MANAGE, PYTHON, ROOT, say
    from launcher.processes import hand_over
    from launcher.site import serve

    word, rest = (arguments or ["serve"])[0], arguments[1:]
    if word == "serve":
        serve(children)
    elif word == "test":
        install(children, DEV_LOCK)
        os.chdir(ROOT)
        own_settings = {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        return hand_over([PYTHON, "-m", "pytest", *rest], **own_settings)
    elif word == "manage":
        install(children, LOCK)
        return hand_over([PYTHON, MANAGE, *rest])
    elif word == "install":
        install(children, DEV_LOCK)
    elif word in ("help", "-h", "--help"):
        say(HELP)
    else:
        say("« " + word + " » n’est pas une commande.\n\n" + HELP)
        return 2
    return 0


if __name__ == "__main__":
    refusal = version_refusal(sys.version_info[:2])
    sys.exit(refusal or obey(sys.argv[1:]))
