"""The open jobs of the demo company, each with the same six stages."""

from __future__ import annotations

from pathlib import Path

import yaml

from deploy.demo.people import person_id
from domain.hiring import Job, JobStage, JobStatus, Opening, StageType

STAGES = tuple(
    JobStage(id=id, name=name, type=StageType(type), next_step=next_step)
    for id, name, type, next_step in (
        (
            "applied",
            "Applied",
            "applied",
            "We have your application. A recruiter reads it within five working days.",
        ),
        (
            "review",
            "Review",
            "review",
            "The hiring team is reading your application. You hear from us within one week, whatever the outcome.",
        ),
        (
            "interview",
            "Interview",
            "interview",
            "You talk to the team. Your recruiter writes to you with times to choose from.",
        ),
        (
            "offer",
            "Offer",
            "offer",
            "We are preparing an offer. Your recruiter calls you to go through it.",
        ),
        (
            "hired",
            "Hired",
            "hired",
            "Welcome aboard. You receive your contract and the plan for your first week.",
        ),
        (
            "rejected",
            "Rejected",
            "archived",
            "This application has ended. You may ask your recruiter for feedback and apply again at any time.",
        ),
    )
)

JOB_OF_TRADE = {
    "python": "job-python-backend",
    "data": "job-data-engineer",
    "frontend": "job-frontend",
    "devops": "job-devops",
    "design": "job-product-designer",
    "accounting": "job-accountant",
    "hr": "job-hr-partner",
    "sales": "job-sales",
}
"""What each trade of `world/trades.yaml` applies for."""


MANAGERS = {
    "Engineering": "Jonas Weber",
    "Product": "Camille Laurent",
    "Finance": "Oliver Whitcombe",
    "People": "Elena Petrova",
    "Sales": "Marcus Reed",
}
"""Who leads the hiring in each department."""


def jobs() -> tuple[Job, ...]:
    listed = yaml.safe_load(Path(__file__).with_name("jobs.yaml").read_text(encoding="utf-8"))
    recruiters = (person_id("Priya Nair"), person_id("Tom Ashdown"))
    openings = tuple(Opening(id=str(n)) for n in range(1, 4))
    return tuple(
        Job(
            id=id,
            status=JobStatus.open,
            stages=STAGES,
            openings=openings,
            recruiter_id=recruiters[n % 2],
            hiring_manager_id=person_id(MANAGERS[fields["department"]]),
            **fields,
        )
        for n, (id, fields) in enumerate(listed.items())
    )
