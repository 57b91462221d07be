"""What the trail keeps of a machine's judgement of somebody: enough to repeat it and to answer for it, no words of anybody.

Written before the score itself, under an id that holds what was judged: a crash between the two leaves a row of a
judgement that was made, never a score without its row.
"""

from __future__ import annotations

import hashlib
from typing import Any

from actions import trail
from domain.ai_use import AiNotice
from domain.hiring import Candidate
from domain.ports import Ports
from domain.rubric import JobCriteria, Score

ACTION = "score.made"


async def judged(
    score: Score, criteria: JobCriteria, candidate: Candidate, actor_id: str, ports: Ports
) -> None:
    notice = await ports.records.get(AiNotice, score.job_id)
    details = account(score, criteria, candidate)
    details["notice_published"] = notice.published_on.isoformat() if notice else None
    judgement = "\n".join(v.model_dump_json() for v in score.verdicts)
    await trail.append(
        ports.records,
        effect_id=f"{score.id}:{hashlib.sha256(judgement.encode()).hexdigest()[:16]}",
        at=score.at,
        actor_id=actor_id,
        action=ACTION,
        subject_id=candidate.id,
        job_id=score.job_id,
        outcome="done",
        details=details,
    )


def account(score: Score, criteria: JobCriteria, candidate: Candidate) -> dict[str, Any]:
    """Model, versions and hashes; for each criterion the finding, the degree, and where in the resume it is shown."""
    return {
        "score": score.id,
        "match": score.match_id,
        "rank": score.rank,
        "total": score.total,
        "model": score.model,
        "prompt": score.prompt_hash,
        "fell_back_to_rules": score.note is not None,
        "criteria": criteria.id,
        "weights": criteria.weights.model_dump(),
        "resume": candidate.resume_hash,
        "seen": score.input_hash,
        "findings": {v.criterion_id: [v.finding, v.degree] for v in score.verdicts},
        "spans": {
            v.criterion_id: [[e.start, e.end] for e in v.evidence] for v in score.verdicts if v.evidence
        },
        "tokens": [score.tokens_in, score.tokens_out],
    }
