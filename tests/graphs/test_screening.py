"""A match in the background: ranked, kept, provenance true; with a model that answers, fails, and lies."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from actions import criteria_books, match_rows, matching, scoring
from actions.perform import Ready, prepare
from adapters.models import reader
from bot.outbox import Outbox
from bot.tickets import Tickets
from bot.web.channel import WebChannel
from domain.audit import AuditEvent
from domain.errors import Refused
from domain.hiring import Application, Candidate, Job
from domain.rubric import Match, Score, scored
from domain.tickets import Ticket, TicketStatus
from graphs import judges, screening
from knowledge import judging, search
from knowledge.matching import VERSION, judged
from tests.company import PYTHON_JOB, Company
from tests.knowledge.resumes_by_hand import candidate
from tests.servers.gemini import GeminiServer, Json


@pytest_asyncio.fixture
async def hiring(company: Company) -> AsyncIterator[Company]:
    """The company with its candidates in the index."""
    entries = [search.entry(c, company.ports.embedder) for c in await company.records.find(Candidate)]
    await company.ports.index.upsert(entries)
    yield company


async def ask(company: Company) -> matching.Matched:
    prepared = await prepare("jobs.match", {"job": "python"}, await company.ctx("Priya Nair"))
    assert isinstance(prepared, Ready)
    found = await prepared.run()
    assert isinstance(found, matching.Matched)
    return found


async def matched(company: Company, ports: Any = None) -> tuple[Ticket, Match, list[Score]]:
    """Ask, and do the ticket's work."""
    await ask(company)
    ports = ports or company.ports
    (id,) = company.queue.take("scoring")
    await Tickets(ports, Outbox(ports, [WebChannel()])).work(id)
    ticket = await company.records.get(Ticket, id)
    matches = await company.records.find(Match, order="at", descending=True)
    scores = await company.records.find(Score, {"match_id": matches[0].id}, order="rank") if matches else []
    return ticket, matches[0] if matches else None, scores  # type: ignore[return-value]


async def test_everybody_is_ranked_by_rules_and_the_answer_says_by_what(hiring: Company) -> None:
    before = [a.model_dump() for a in await hiring.records.find(Application)]
    ticket, match, scores = await matched(hiring)
    assert ticket.status is TicketStatus.completed
    assert (match.considered, match.scored, match.by_rules) == (3, 3, 3)
    assert [s.rank for s in scores] == sorted(s.rank or 0 for s in scores)
    assert [s.total for s in scores] == sorted((s.total for s in scores), reverse=True)
    for score in scores:
        assert score.model == VERSION
        assert re.fullmatch(r"[0-9a-f]{64}", score.input_hash)
        assert score.criteria_id == f"{PYTHON_JOB}:criteria:1"
        assert score.at == hiring.clock()
    (row,) = await hiring.records.find(AuditEvent, {"action": "jobs.matched"})
    assert row.details["criteria"] == f"{PYTHON_JOB}:criteria:1"
    assert [a.model_dump() for a in await hiring.records.find(Application)] == before


async def test_the_answer_is_kept_until_something_changes_or_a_day_has_passed(hiring: Company) -> None:
    await matched(hiring)
    assert (await ask(hiring)).kept is not None
    leo = await hiring.candidate("Leo Martins")
    await hiring.records.replace(leo.model_copy(update={"updated_at": leo.updated_at + timedelta(seconds=1)}))
    assert (await ask(hiring)).ticket is not None
    hiring.queue.take("scoring")
    await matched(hiring)
    change = await prepare(
        "jobs.criteria", {"job": "python", "change": "weight Go 4"}, await hiring.ctx("Priya Nair")
    )
    assert isinstance(change, Ready)
    await change.run()
    assert (await ask(hiring)).ticket is not None
    hiring.queue.take("scoring")
    await matched(hiring)
    hiring.clock.forward(match_rows.LIFETIME + timedelta(seconds=1))
    assert (await ask(hiring)).kept is None


async def test_the_work_done_twice_leaves_one_match(hiring: Company) -> None:
    ticket, _, scores = await matched(hiring)

    async def silent(step: str, percent: int) -> None:
        return None

    await screening.match(ticket, hiring.ports, silent)
    assert await hiring.records.count(Match) == 1
    assert await hiring.records.count(Score) == len(scores)


# --- with a model ------------------------------------------------------------------------------------------------


def judge(answer: Callable[[int, list[str], list[str]], Any]) -> Callable[[Json], list[Json]]:
    """A model that answers by `answer(number of resumes, their texts, criteria)`."""

    def told(body: Json) -> list[Json]:
        resumes = json.loads(body["contents"][-1]["parts"][0]["text"])
        system = body["systemInstruction"]["parts"][0]["text"]
        criteria = re.findall(r"^\d+\. (.+)$", system, re.M)
        return [{"text": json.dumps(answer(len(resumes), resumes, criteria))}]

    return told


def all_found(count: int, resumes: list[str], criteria: list[str]) -> Any:
    """Finds everything; for Go it quotes words that stand nowhere, for Docker some that do."""
    quotes = {"Go": "Wrote Go for ten years", "Docker": "REST services in Python"}
    verdicts = [
        {"criterion": n, "finding": "found", "quote": quotes.get(name, "Built REST services in Python")}
        for n, name in enumerate(criteria)
    ]
    return {"resumes": [{"resume": n, "verdicts": verdicts} for n in range(count)]}


@pytest.fixture
def gemini(request: pytest.FixtureRequest) -> Iterator[GeminiServer]:
    with GeminiServer(judge(all_found)) as server:
        yield server


async def test_a_models_finding_counts_only_with_words_that_stand_there(
    hiring: Company, gemini: GeminiServer
) -> None:
    ports = replace(hiring.ports, reader=reader("gemini:gemini-test-001", "key", gemini.url))
    _, match, scores = await matched(hiring, ports)
    assert (match.by_rules, match.tokens_in, match.tokens_out) == (0, 7, 3)
    assert match.model == "gemini-test-001"
    job = await hiring.records.get(Job, PYTHON_JOB)
    criteria = await criteria_books.current(job, hiring.records, hiring.clock())
    by_name = {c.name: c.id for c in criteria.criteria}
    for score in scores:
        verdicts = {v.criterion_id: v for v in score.verdicts}
        assert score.model == "gemini-test-001"
        assert score.prompt_hash == judging.prompt_hash(criteria.criteria)
        assert verdicts[by_name["Go"]].finding == "missing"
        assert verdicts[by_name["Docker"]].finding == "found"


async def test_the_model_sees_no_name_no_address_and_has_no_tools(
    hiring: Company, gemini: GeminiServer
) -> None:
    ports = replace(hiring.ports, reader=reader("gemini:gemini-test-001", "key", gemini.url))
    await matched(hiring, ports)
    (sent,) = gemini.received
    told = json.dumps(sent.body, ensure_ascii=False)
    assert "REST services" in told
    for word in ("Leo", "Martins", "Nasser", "Nora", "post.example", "@example.com", "Berlin"):
        assert word not in told
    assert "tools" not in sent.body


async def test_whom_the_model_leaves_out_keeps_the_rules_verdicts_and_it_says_so(
    hiring: Company, gemini: GeminiServer
) -> None:
    def all_but_one(count: int, resumes: list[str], criteria: list[str]) -> Any:
        whole = all_found(count, resumes, criteria)
        return {"resumes": whole["resumes"][1:]}

    gemini.answer = judge(all_but_one)
    ports = replace(hiring.ports, reader=reader("gemini:gemini-test-001", "key", gemini.url))
    ticket, match, scores = await matched(hiring, ports)
    assert ticket.status is TicketStatus.completed
    assert match.by_rules == 1
    (fallen,) = [s for s in scores if s.note]
    assert fallen.model == VERSION
    assert "rules did" in (fallen.note or "")


async def test_a_model_that_fails_altogether_leaves_the_rules(hiring: Company, gemini: GeminiServer) -> None:
    gemini.answer = lambda body: [{"text": "I would rather talk about the weather."}]
    ports = replace(hiring.ports, reader=reader("gemini:gemini-test-001", "key", gemini.url))
    ticket, match, scores = await matched(hiring, ports)
    assert ticket.status is TicketStatus.completed
    assert match.by_rules == len(scores) == 3
    assert len(gemini.received) == 3  # the batch, and its halves


# --- small model first, the larger for what stays unclear ------------------------------------------------------------


def unclear_about(name: str) -> Callable[[int, list[str], list[str]], Any]:
    """Finds everything but one criterion, of which it is not sure."""

    def answer(count: int, resumes: list[str], criteria: list[str]) -> Any:
        found = all_found(count, resumes, criteria)
        for said in found["resumes"]:
            said["verdicts"] = [
                {**v, "finding": "unclear", "quote": "REST services in Python"}
                if criteria[v["criterion"]] == name
                else v
                for v in said["verdicts"]
            ]
        return found

    return answer


async def require(company: Company, change: str) -> None:
    prepared = await prepare(
        "jobs.criteria", {"job": "python", "change": change}, await company.ctx("Priya Nair")
    )
    assert isinstance(prepared, Ready)
    await prepared.run()


async def test_a_larger_model_reads_again_whom_the_small_one_leaves_unclear(
    hiring: Company, gemini: GeminiServer
) -> None:
    await require(hiring, "make Docker a must")
    gemini.answer = judge(unclear_about("Docker"))
    with GeminiServer(judge(all_found)) as larger:
        ports = replace(
            hiring.ports,
            reader=reader("gemini:small-001", "key", gemini.url),
            second_reader=reader("gemini:large-001", "key", larger.url),
        )
        _, match, scores = await matched(hiring, ports)
        assert (len(gemini.received), len(larger.received)) == (1, 1)
        assert match.model == "small-001 + large-001"
        assert (match.tokens_in, match.tokens_out) == (14, 6)
        assert {s.model for s in scores} == {"large-001"}
        assert all(
            v.finding != "unclear" for s in scores for v in s.verdicts if v.criterion_id == "skill-docker"
        )
        again = await matched_one(hiring, ports)
        assert again.model == "large-001"
        larger.answer = lambda body: [{"text": "no"}]
        await require(hiring, "weight Docker 5")
        kept = await matched_one(hiring, ports)
        assert (kept.model, kept.note) == ("small-001", scoring.NOT_AGAIN)
        assert (kept.tokens_in, kept.tokens_out) == (7, 3)


async def matched_one(company: Company, ports: Any) -> Score:
    """Leo's score for the job, as it is kept or made anew."""
    job = await company.records.get(Job, PYTHON_JOB)
    leo = await company.candidate("Leo Martins")
    score, _ = await scoring.score_of(leo, job, ports, f"call-{company.clock()}", "p-priya-nair")
    company.clock.forward(timedelta(seconds=1))
    return score


async def test_nobody_clear_is_read_twice(hiring: Company, gemini: GeminiServer) -> None:
    with GeminiServer(judge(all_found)) as larger:
        ports = replace(
            hiring.ports,
            reader=reader("gemini:small-001", "key", gemini.url),
            second_reader=reader("gemini:large-001", "key", larger.url),
        )
        await matched(hiring, ports)
        assert larger.received == []


async def test_a_model_that_is_busy_for_a_moment_is_asked_again(
    hiring: Company, gemini: GeminiServer
) -> None:
    gemini.failures = [503]
    ports = replace(hiring.ports, reader=reader("gemini:gemini-test-001", "key", gemini.url))
    _, match, _ = await matched(hiring, ports)
    assert (match.by_rules, len(gemini.received)) == (0, 2)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 16, 17, 25, 33, 48])
def test_batches_are_of_eight_to_sixteen(count: int) -> None:
    somebody = candidate("c", "Ada Park", "Berlin", 3, [("Engineer", "2020")], "Python")
    found = [judges.Judgement(somebody, (), input_hash=str(n)) for n in range(count)]
    parts = judges.batches(found)
    assert [j for part in parts for j in part] == found
    assert all(len(part) <= 16 for part in parts)
    assert all(len(part) >= 8 for part in parts) or count < 8


# --- every field that accounts for a score ---------------------------------------------------------------------------


async def test_each_field_of_a_score_is_true(hiring: Company) -> None:
    """Model and version, prompt, criteria, input, moment: each follows from what it stands for, and changes with it."""
    leo, score = await hiring.candidate("Leo Martins"), await matched_one(hiring, hiring.ports)
    job = await hiring.records.get(Job, PYTHON_JOB)
    criteria = await criteria_books.current(job, hiring.records, hiring.clock())
    verdicts, input_hash = judged(criteria.criteria, leo)
    assert (score.criteria_id, score.criteria_version) == (criteria.id, criteria.version)
    assert (score.verdicts, score.total) == (verdicts, scored(criteria, verdicts).total)
    assert score.model == VERSION
    assert VERSION.startswith("rules:")
    assert score.prompt_hash == hashlib.sha256(VERSION.encode()).hexdigest()
    assert score.input_hash == input_hash
    assert score.at == hiring.clock() - timedelta(seconds=1)
    for e in (e for v in score.verdicts for e in v.evidence):
        assert " ".join(leo.text[e.start : e.end].split()) in " ".join(e.quote.split())
    shown = await explained_card(hiring)
    assert shown.source is not None
    assert f"criteria v{criteria.version}" in shown.source.label
    assert score.model in shown.source.label
    assert f"{score.at:%d %b %Y}" in (shown.source.as_of or "")


async def explained_card(company: Company) -> Any:
    asked = {"candidate": "Leo Martins", "job": "python"}
    prepared = await prepare("scores.explain", asked, await company.ctx("Priya Nair"))
    assert isinstance(prepared, Ready)
    return (await prepared.run()).card()


async def test_a_score_is_made_anew_for_another_resume_and_other_criteria_alone(hiring: Company) -> None:
    first = await matched_one(hiring, hiring.ports)
    assert await matched_one(hiring, hiring.ports) == first
    leo = await hiring.candidate("Leo Martins")
    renamed = await hiring.records.replace(leo.model_copy(update={"name": "Lea Martens", "location": "Lima"}))
    job = await hiring.records.get(Job, PYTHON_JOB)
    same, _ = await scoring.score_of(renamed, job, hiring.ports, "renamed", "p-priya-nair")
    assert same == first  # who somebody is changes nothing of what was judged
    text = renamed.text.replace("Apache Kafka", "a message queue")
    rewritten = renamed.model_copy(update={"text": text + " " * (len(renamed.text) - len(text))})
    other, _ = await scoring.score_of(rewritten, job, hiring.ports, "rewritten", "p-priya-nair")
    assert other.input_hash != first.input_hash
    await require(hiring, "weight Go 4")
    newest, _ = await scoring.score_of(renamed, job, hiring.ports, "criteria", "p-priya-nair")
    assert (newest.criteria_version, newest.input_hash) == (first.criteria_version + 1, first.input_hash)


async def test_an_override_and_the_kill_switch_count_at_once(hiring: Company) -> None:
    await matched(hiring)
    given = {
        "candidate": "Leo Martins",
        "job": "python",
        "criterion": "Go",
        "finding": "found",
        "reason": "Code seen",
    }
    prepared = await prepare("scores.override", given, await hiring.ctx("Priya Nair"))
    assert isinstance(prepared, Ready)
    await prepared.run()
    again = await ask(hiring)
    assert again.kept is not None  # the verdicts of the machine still hold; the word is laid over them
    assert "said by a recruiter" in str(again.card())
    off = await prepare(
        "ai.off", {"job": "python", "reason": "Under review"}, await hiring.ctx("Elena Petrova")
    )
    assert isinstance(off, Ready)
    await off.run()
    with pytest.raises(Refused, match="read one by one"):
        await ask(hiring)
