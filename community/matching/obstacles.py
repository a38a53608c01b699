"""Why two people cannot be put together, in words. Imports no Django."""

from __future__ import annotations

import numpy as np

from community.matching.board import Board
from community.matching.words import NBSP, Labels, french_km, french_list, names


def obstacles(board: Board, mentor: str, school: str, labels: Labels) -> list[str]:
    """Return every rule that this pair breaks; nothing when it may be planned."""
    row, column = board.table.row(mentor), board.table.column(school)
    if row is None or column is None:
        return ["l’un des deux ne se planifie pas ici"]
    who, where = board.table.mentors[row], board.table.schools[column]
    km = float(board.table.km(np.array([row]), np.array([column]))[0])
    said = []
    if km > who.radius_km and not (who.remote and where.remote):
        said.append(f"à {french_km(km)}, pour {french_km(who.radius_km)} au plus")
    if where.slots and not where.slots & who.slots:
        asked = french_list(names("slots", where.slots, labels), last="ou")
        said.append(f"aucun moment en commun (demandé{NBSP}: {asked})")
    if where.themes and not where.themes & who.themes:
        asked = french_list(names("themes", where.themes, labels), last="ou")
        said.append(f"aucun thème en commun (demandé{NBSP}: {asked})")
    if missing := where.languages - who.languages:
        said.append(f"ne parle pas {french_list(names('languages', missing, labels))}")
    if school in who.avoid:
        said.append("c’est l’école de ses enfants, et cette personne l’évite")
    if (mentor, school) in set(board.problem.forbidden):
        said.append("la paire est écartée")
    return said + _full(board, row, column)


def _full(board: Board, row: int, column: int) -> list[str]:
    none = np.zeros(0, dtype=np.int64)
    locked = board.table.keys(board.problem.locked)
    room = board.room(np.union1d(board.kept, locked), none)
    said = []
    if room.capacity[row] < 1:
        said.append("cette personne a déjà toutes les écoles qu’elle peut suivre")
    if room.places[column] < 1:
        said.append("l’école a déjà toutes les personnes qu’elle demande")
    return said
