"""Who may read which of a volunteer's words, and at which address.

Only what is listed is allowed; any other answer that holds a canary fails the suite.
Nothing here means « never ». Ada is an approved mentor matched with Dora's school; Ben
applies. Cora coordinates their territory, Nat all of them.
"""

# What is planted in Ada's and Ben's rows; each word is found nowhere else.
CANARIES = {
    "phone": "+33699887766",
    "commune": "Canarville",
    "notes": "note-canari",
    "waiver": "dispense-canari",
    "reason": "raison-canari",
    "answer": "reponse-canari",
    "decline": "motif-canari",
    "last name": "Nomcanari",
    "message": "message-canari",
}

DESK = {"cora", "nat"}
# A secret link is worth the school to whoever holds it; the test gives it to all.
HOLDERS = {"anonymous", "eve", "ada", "ben", "dora", "cora", "zoe", "ed", "nat"}
# canary → address → who may read it there
ALLOWED: dict[str, dict[str, set[str]]] = {
    "phone": {
        "requests:school": {"dora"},  # both said yes
        "proposal:school": HOLDERS,  # so too
        "mentor:profile": {"ada"},
        "mentor:apply_step": {"ada"},
        "mentor_desk:detail": DESK,
        "own_data:export": {"ada", "ben"},
    },
    "commune": {
        "requests:school": {"dora"},
        "proposal:school": HOLDERS,
        "mentor:profile": {"ada"},
        "mentor_desk:list": DESK,
        "mentor_desk:detail": DESK,
        "planner:territory": DESK,
        "request_desk:detail": DESK,
        "help_desk:detail": DESK,
        "own_data:export": {"ada", "ben"},
        # The official list of communes names it, without anybody in it.
        "planner:what_if": DESK,
        "communes:suggestions": HOLDERS,
    },
    "notes": {
        "sessions:log_session": {"ada"},
        "sessions:report": {"ada"},
        "sessions:edit": {"ada"},
        # The form says so to who writes them: « votre coordination », and nobody else.
        "report_desk:detail": {"cora"},
        "report_desk:edit": {"cora"},
        "own_data:export": {"ada"},
    },
    "waiver": {"mentor_desk:detail": DESK, "own_data:export": {"ada", "ben"}},
    "reason": {"mentor_desk:detail": DESK, "own_data:export": {"ada", "ben"}},
    "answer": {"mentor_desk:detail": DESK, "own_data:export": {"ben"}},
    "decline": {"own_data:export": {"ada"}},
    "message": {
        "sessions:session": {"ada"},
        "school_link:own": {"dora"},
        # Whoever holds the link speaks for the school.
        "school_link:session": {
            "anonymous", "eve", "ada", "ben", "dora", "cora", "zoe", "ed", "nat",
        },
        "own_data:export": {"ada"},
    },
    "last name": {
        "sessions:attestation": {"ada"},
        "mentor:profile": {"ada"},
        "mentor:apply_step": {"ada"},
        "mentor_desk:list": DESK,
        "mentor_desk:detail": DESK,
        "mentor_desk:act": DESK,
        "own_data:export": {"ada", "ben"},
    },
}  # fmt: skip
