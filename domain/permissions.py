"""Who may do what, on whose rows: one table, one question.

Scopes nest: `any` covers `team` (people who report to you) and `own` (your own rows).
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from domain.errors import NotFound, Refused
from domain.people import Actor, Person, Role


class Permission(StrEnum):
    assistant_use = "assistant.use"
    leave_read = "leave.read"
    leave_request = "leave.request"
    leave_approve = "leave.approve"
    leave_manage = "leave.manage"
    payslip_read = "payslip.read"
    attendance_read = "attendance.read"
    attendance_team = "attendance.team"
    attendance_record = "attendance.record"
    profile_read = "profile.read"
    profile_change = "profile.change"
    profile_approve = "profile.approve"
    policy_read = "policy.read"
    policy_add = "policy.add"
    case_open = "case.open"
    case_read = "case.read"
    bulk_change = "bulk.change"
    colleagues_read = "colleagues.read"
    resume_upload = "resume.upload"
    candidate_add = "candidate.add"
    candidate_read = "candidate.read"
    application_read = "application.read"
    stage_change = "stage.change"
    stage_approve = "stage.approve"
    application_act = "application.act"
    candidate_contact = "candidate.contact"
    job_stages = "job.stages"
    reasons_change = "reasons.change"
    flow_change = "flow.change"
    job_read = "job.read"
    approval_share = "approval.share"
    act_undo = "act.undo"
    job_write = "job.write"
    score_read = "score.read"
    score_override = "score.override"
    interview_write = "interview.write"
    interview_answer = "interview.answer"
    health_read = "health.read"
    audit_own = "audit.own"
    audit_export = "audit.export"
    fairness_read = "fairness.read"
    self_identify = "self.identify"
    privacy_own = "privacy.own"
    privacy_erase_own = "privacy.erase_own"
    privacy_erase = "privacy.erase"
    privacy_hold = "privacy.hold"
    ai_switch = "ai.switch"


class Scope(IntEnum):
    own = 1
    team = 2
    any = 3


P = Permission
_EVERYBODY = {P.assistant_use: Scope.own, P.privacy_own: Scope.own}
_EMPLOYEE = _EVERYBODY | {
    P.leave_read: Scope.own,
    P.leave_request: Scope.own,
    P.payslip_read: Scope.own,
    P.attendance_read: Scope.own,
    P.attendance_record: Scope.own,
    P.profile_read: Scope.own,
    P.profile_change: Scope.own,
    P.policy_read: Scope.any,
    P.case_open: Scope.own,
    P.colleagues_read: Scope.any,
    P.approval_share: Scope.own,
    P.act_undo: Scope.own,
    P.audit_own: Scope.own,
}

TABLE: dict[Role, dict[Permission, Scope]] = {
    Role.employee: _EMPLOYEE,
    Role.manager: _EMPLOYEE
    | {
        P.leave_read: Scope.team,
        P.leave_approve: Scope.team,
        P.attendance_read: Scope.team,
        P.attendance_team: Scope.team,
        P.profile_read: Scope.team,
    },
    Role.recruiter: _EMPLOYEE
    | {
        P.candidate_add: Scope.any,
        P.candidate_read: Scope.any,
        P.application_read: Scope.any,
        P.stage_change: Scope.any,
        P.candidate_contact: Scope.any,
        P.job_read: Scope.any,
        P.job_stages: Scope.any,
        P.job_write: Scope.any,
        P.score_read: Scope.any,
        P.score_override: Scope.any,
        P.interview_write: Scope.any,
    },
    Role.hr: _EMPLOYEE
    | {
        P.leave_read: Scope.any,
        P.leave_approve: Scope.any,
        P.leave_manage: Scope.any,
        P.payslip_read: Scope.any,
        P.attendance_read: Scope.any,
        P.attendance_team: Scope.any,
        P.profile_read: Scope.any,
        P.profile_approve: Scope.any,
        P.policy_add: Scope.any,
        P.case_read: Scope.any,
        P.bulk_change: Scope.any,
        P.candidate_add: Scope.any,
        P.candidate_read: Scope.any,
        P.application_read: Scope.any,
        P.stage_change: Scope.any,
        P.stage_approve: Scope.any,
        P.candidate_contact: Scope.any,
        P.job_read: Scope.any,
        P.job_stages: Scope.any,
        P.reasons_change: Scope.any,
        P.flow_change: Scope.any,
        P.job_write: Scope.any,
        P.score_read: Scope.any,
        P.score_override: Scope.any,
        P.interview_write: Scope.any,
        P.audit_export: Scope.any,
        P.fairness_read: Scope.any,
        P.privacy_erase: Scope.any,
        P.privacy_hold: Scope.any,
        P.ai_switch: Scope.any,
    },
    Role.admin: _EMPLOYEE | {P.health_read: Scope.any, P.audit_export: Scope.any, P.ai_switch: Scope.any},
    Role.candidate: _EVERYBODY
    | {
        P.resume_upload: Scope.own,
        P.application_read: Scope.own,
        P.application_act: Scope.own,
        P.self_identify: Scope.own,
        P.interview_answer: Scope.own,
        P.privacy_erase_own: Scope.own,
    },
}


def scope_of(actor: Actor, permission: Permission) -> Scope | None:
    """The widest scope in which the actor holds the permission through any role."""
    held = [TABLE[role][permission] for role in actor.roles if permission in TABLE[role]]
    return max(held, default=None)


def may(actor: Actor, permission: Permission, about: Person | None = None) -> bool:
    """Whether the actor holds the permission on the rows of `about` (by default: their own).

    A manager's `team` is the people whose `manager_id` names the manager.
    """
    scope = scope_of(actor, permission)
    if scope is None:
        return False
    if scope is Scope.any or about is None or about.id == actor.id:
        return True
    return scope is Scope.team and about.manager_id == actor.id


def require(actor: Actor, permission: Permission, about: Person | None = None) -> None:
    """Raises `Refused` when the actor may not; the sentence does not tell whether the row exists."""
    if not may(actor, permission, about):
        raise Refused(REFUSALS.get(permission, "That is not something your role can do here."))


REFUSALS: dict[Permission, str] = {
    P.payslip_read: "Pay is private: I can show you your own payslips, but nobody else's.",
    P.attendance_read: "Attendance is private: I can show you your own, and a manager their team's.",
    P.attendance_team: "Who is in is shown to managers, of the people who report to them, and to HR.",
    P.attendance_record: "Checking in and out is for employees, each for themselves.",
    P.bulk_change: "Importing and exporting tables, payroll inputs among them, is for HR.",
    P.profile_read: "Profiles are private: I can show you your own, and a manager their team's.",
    P.leave_read: "Time off is private: I can show you your own, and a manager their team's.",
    P.leave_manage: "Days that are given, block dates, policies and holidays are for HR to set.",
    P.candidate_read: "Candidate records are for the hiring team only.",
    P.application_read: "I can only show you your own application.",
    P.approval_share: "Deciding in a colleague's place is for employees.",
    P.act_undo: "Undoing is for employees; please ask whoever did it.",
    P.stage_change: "Moving an application is for the hiring team.",
    P.application_act: "That is for candidates, each about their own application.",
    P.candidate_contact: "Writing to candidates is for the hiring team.",
    P.job_stages: "Stages and openings of a job are kept by the hiring team.",
    P.flow_change: "Who approves what in hiring is kept by HR.",
    P.reasons_change: "The list of rejection reasons is kept by HR.",
    P.candidate_add: "Adding candidates is for the hiring team.",
    P.job_write: "Creating and changing jobs is for the hiring team.",
    P.score_read: "How candidates compare with a job is for the hiring team only.",
    P.score_override: "Changing a verdict about a candidate is for the hiring team.",
    P.interview_write: "Interview questions are for the hiring team.",
    P.interview_answer: "Only the candidate who was asked can answer interview questions.",
    P.audit_own: "Who looked at your data is a question for employees, each about themselves.",
    P.audit_export: "The audit trail is exported by HR and administrators.",
    P.privacy_erase_own: "Deleting oneself is for candidates: the law keeps what employment needs.",
    P.privacy_erase: "Deleting a candidate's data is for HR.",
    P.privacy_hold: "Legal holds are for HR.",
    P.ai_switch: "AI scoring is switched by HR and administrators.",
    P.fairness_read: "Fairness reports are for HR.",
    P.self_identify: "These voluntary questions are for candidates, each about themselves.",
    P.resume_upload: "Uploading a resume of your own is for candidates.",
}


def hidden(what: str) -> NotFound:
    """The answer for a row that is absent or not this person's: the two are never told apart."""
    return NotFound(f"I could not find that {what}.")
