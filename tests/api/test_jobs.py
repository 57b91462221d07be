"""Jobs over HTTP: made, listed, matched and scored by the hiring team, and told to nobody else."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import As

JOB = "job-python-backend"
LEO = "c-leo.martins"
NEW = {
    "title": "Night Nurse",
    "location": "Berlin",
    "description": "You must know SQL. Python is a plus. You care for people at night, with 3+ years of experience.",
}
CALLS = (
    ("POST", "/job/create", NEW),
    ("GET", "/job/list", None),
    ("GET", "/jobs/list", None),
    ("POST", "/job/match", {"job_id": JOB}),
    ("POST", f"/job/match/{JOB}", None),
    ("GET", f"/job/matches/{JOB}", None),
    ("GET", f"/job/matches/{JOB}/matches.csv", None),
    ("POST", f"/job/score/{LEO}", {"job_id": JOB}),
    ("GET", "/jobs/analytics", None),
)


@pytest.mark.parametrize(("method", "path", "body"), CALLS, ids=[path for _, path, _ in CALLS])
@pytest.mark.parametrize("who", ["Mira Tanaka", "Leo Martins"])
def test_an_employee_and_a_candidate_are_refused(
    ask: As, who: str, method: str, path: str, body: object
) -> None:
    answer = ask(who, method, path, json=body)
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert "team" in answer.json()["detail"] or "role" in answer.json()["detail"]


def test_a_job_is_made_with_criteria_quoted_from_its_description(ask: As) -> None:
    answer = ask("Priya Nair", "POST", "/job/create", json=NEW)
    assert answer.status_code == 201
    made = answer.json()
    assert (made["status"], made["criteria_version"]) == ("draft", 1)
    sql = next(c for c in made["criteria"] if c["name"] == "SQL")
    assert (sql["need"], sql["quote"]) == ("must", "You must know SQL.")
    titles = [j["title"] for j in ask("Priya Nair", "GET", "/job/list?status=draft").json()["items"]]
    assert "Night Nurse" in titles


def test_an_empty_description_is_a_problem_in_words(ask: As) -> None:
    answer = ask("Priya Nair", "POST", "/job/create", json=NEW | {"description": "…"})
    assert answer.status_code == 422
    assert "nothing in the description" in answer.json()["detail"]


def test_jobs_come_by_pages(ask: As) -> None:
    first = ask("Priya Nair", "GET", "/jobs/list?status=open&limit=5").json()
    second = ask("Priya Nair", "GET", f"/jobs/list?status=open&limit=5&cursor={first['next_cursor']}").json()
    ids = [j["job_id"] for j in first["items"] + second["items"]]
    assert len(ids) == len(set(ids)) == 8
    assert second["next_cursor"] is None


def test_a_match_is_a_ticket_at_first(ask: As) -> None:
    answer = ask("Priya Nair", "POST", f"/job/match/{JOB}")
    assert answer.status_code == 202
    assert answer.json()["job_id"] == JOB
    assert ask("Priya Nair", "GET", "/job/matches/job-sales").status_code == 404
    assert ask("Priya Nair", "POST", "/job/match/job-nowhere").status_code in (400, 404)


def test_one_candidate_is_scored_with_evidence_and_provenance(ask: As) -> None:
    found = ask("Priya Nair", "POST", f"/job/score/{LEO}", json={"job_id": JOB}).json()
    python = next(v for v in found["verdicts"] if v["criterion_id"] == "skill-python")
    assert python["finding"] == "found"
    assert "Python" in python["evidence"][0]["quote"]
    assert 0 < found["score"] <= 100
    assert found["model"].startswith("rules:")
    assert len(found["input_hash"]) == len(found["prompt_hash"]) == 64
    again = ask("Priya Nair", "POST", f"/job/score/{LEO}", json={"job_id": JOB}).json()
    assert again == found


def test_analytics_of_one_job_and_of_all(ask: As) -> None:
    one = ask("Priya Nair", "GET", f"/jobs/analytics?job_id={JOB}").json()
    assert (one["applications"], one["active"]) == (3, 3)
    assert {s["stage"]: s["now"] for s in one["stages"]}["Review"] == 2
    assert one["sources"] == {"Applied themselves": 2, "Added by the hiring team": 1}
    assert ask("Priya Nair", "GET", "/jobs/analytics").json()["applications"] >= 3


def test_the_paths_stand_in_the_openapi_document(web: TestClient) -> None:
    paths = web.get("/openapi.json").json()["paths"]
    for path in (
        "/job/create",
        "/job/match",
        "/job/match/{job_id}",
        "/job/matches/{job_id}",
        "/job/score/{candidate_id}",
    ):
        assert path in paths
    for path in ("/job/list", "/jobs/list", "/jobs/analytics"):
        assert paths[path].keys() == {"get"}
