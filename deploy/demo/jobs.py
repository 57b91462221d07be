"""The open jobs of the demo company, each with the same six stages."""

from __future__ import annotations

from pathlib import Path

import yaml

from deploy.demo.people import person_id
from domain.first_stages import STAGES
from domain.hiring import Job, JobStatus, Opening

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
