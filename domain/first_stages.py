"""The stages that a job begins with; the hiring team may change them."""

from __future__ import annotations

from domain.hiring import JobStage, StageType

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
"""In order, each with what a candidate is told happens now."""
