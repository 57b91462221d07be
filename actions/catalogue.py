"""Every tool of the product. A new module of tools is added to the import below, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import (  # noqa: F401 - importing a module declares its tools
    ai_use,
    analytics,
    applications,
    approvals,
    attendance,
    attendance_correction,
    attendance_month,
    attendance_team,
    audit,
    candidates,
    cases,
    comparing,
    dashboard,
    delegation,
    fairness,
    holds,
    hr_tables,
    interview,
    interview_answers,
    jobs,
    jobs_create,
    jobs_criteria,
    jobs_status,
    leave,
    matches,
    matching,
    merges,
    pay,
    pay_change,
    pay_year,
    payroll_inputs,
    pipeline,
    policies,
    privacy,
    profile,
    rejections,
    resumes,
    retention,
    scores,
    scores_compare,
    scores_override,
    searching,
    self_identification,
    shortlists,
    system,
    undoing,
    uploads,
)
from actions.candidacy import choosing, explaining, leaving, letters, papers, reviewing, status  # noqa: F401
from actions.hiring import (  # noqa: F401
    back,
    considering,
    flow_list,
    history,
    interviewing,
    opening_list,
    reason_list,
    stage_list,
    transfer,
)
from actions.tool import Tool, declared


def tools() -> Mapping[str, Tool[Any]]:
    return declared()
