"""What else ends when a mentor pauses or stops: asked of the rooms that know it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# mentor, who decides, whether schools and workshops end too, not proposals alone
Follower = Callable[[Any, Any, bool], None]
# the same without who decides: what the follower would do, a sentence each
Foreseer = Callable[[Any, bool], list[str]]

_followers: list[tuple[Follower, Foreseer]] = []


def follow_with(follower: Follower, foreseer: Foreseer) -> None:
    """Call `follower` from now on; naming the same one twice changes nothing."""
    if (follower, foreseer) not in _followers:
        _followers.append((follower, foreseer))


def step_back(mentor: Any, by: Any, *, ends_all: bool) -> None:
    """Let each room do its part, in the caller's transaction."""
    for follower, _foreseer in _followers:
        follower(mentor, by, ends_all)


def foreseen(mentor: Any, *, ends_all: bool) -> list[str]:
    """Say what `step_back` would do, so that it is read before it is decided."""
    return [
        said for _follower, foresee in _followers for said in foresee(mentor, ends_all)
    ]
