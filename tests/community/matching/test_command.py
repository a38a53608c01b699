"""The command line: the shapes it prints, and status 2 without a traceback."""

import io
import json
import subprocess
import sys

import pytest

from community.matching.__main__ import main

PROBLEM = {
    "mentors": [
        {"id": "m1", "lat": 49.56, "lon": 3.62, "radius_km": 20, "capacity": 1}
    ],
    "schools": [
        {"id": "s1", "lat": 49.56, "lon": 3.62, "priority": True},
        {"id": "école", "lat": 45.0, "lon": 3.62},
    ],
}


@pytest.fixture
def problem_file(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(PROBLEM), "utf-8")
    return str(path)


def test_solve_prints_a_plan(problem_file, capsys):
    assert main(["solve", problem_file]) == 0
    plan = json.loads(capsys.readouterr().out)
    parts = {
        "distance": 400,
        "slots": 200,
        "themes": 200,
        "languages": 100,
        "continuity": 0,
    }
    assert plan.pop("seconds") >= 0
    (left,) = plan.pop("unserved")
    assert set(left) == {"school", "reason", "would_help"}
    assert left["school"] == "école"
    assert plan == {
        "matches": [{"mentor": "m1", "school": "s1", "score": 900, "parts": parts}],
        "objective": {
            "served": 1,
            "priority_served": 1,
            "places_filled": 1,
            "score": 900,
        },
    }


def test_candidates_prints_pairs(problem_file, capsys):
    assert main(["candidates", problem_file]) == 0
    assert json.loads(capsys.readouterr().out) == [["m1", "s1", 900]]


def test_standard_input(monkeypatch, capsys):
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(PROBLEM).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["candidates", "-"]) == 0
    assert json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments", [[], ["solve"], ["plan", "-"], ["solve", "a", "b"]]
)
def test_usage(arguments, capsys):
    assert main(arguments) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (b"", "$"),
        (b"\xff", "$"),
        (b"{}", "mentors"),
        (json.dumps(PROBLEM | {"locked": [["m1", "école"]]}).encode(), "locked[0]"),
        (json.dumps(PROBLEM | {"options": {"luck": 1}}).encode(), "options.luck"),
    ],
)
@pytest.mark.parametrize("command", ["solve"])
def test_a_refusal_is_one_line(command, content, path, tmp_path, capsys):
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    assert main([command, str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"refused: {path}: ")
    assert said.err.count("\n") == 1


def test_a_missing_file_is_refused(tmp_path, capsys):
    assert main(["solve", str(tmp_path / "none.json")]) == 2
    assert "refused" in capsys.readouterr().err


@pytest.mark.slow
def test_it_runs_without_django(problem_file):
    code = (
        "import sys; from community.matching.__main__ import main;"
        "status = main(sys.argv[1:]); assert 'django' not in sys.modules;"
        "sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "solve", problem_file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
