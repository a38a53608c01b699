"""What else ends when a mentor pauses or leaves: asked of the rooms that know it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# mentor, who decides, whether it is for good rather than for a while
Follower = Callable[[Any, Any, bool], None]

_followers: list[Follower] = []


def follow_with(follower: Follower) -> None:
    """Call `follower` from now on; naming the same one twice changes nothing."""
    if follower not in _followers:
        _followers.append(follower)


def step_back(mentor: Any, by: Any, *, for_good: bool) -> None:
    """Let each room do its part, in the caller's transaction."""
    for follower in _followers:
        follower(mentor, by, for_good)
