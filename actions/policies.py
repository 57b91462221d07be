"""Policy questions are answered by quoting the clause, never by rewording it."""

from __future__ import annotations

import asyncio
from datetime import date

from pydantic import Field

from actions.tool import Args, Context, Result, tool
from domain.conversations import Upload
from domain.errors import AlreadyExists, BadInput, NotFound
from domain.messages import Button, Card, Fact, Item, Quote, Source
from domain.permissions import Permission
from domain.policies import Clause, Policy, in_force
from knowledge import policy_files
from knowledge.policies import quote


class AskPolicy(Args):
    question: str = Field(title="Your question", max_length=2000)


class Quoted(Result):
    policy: Policy | None
    clause: Clause | None
    question: str = ""

    def card(self) -> Card:
        if self.policy is None or self.clause is None:
            return Card(
                title="I found nothing about that in our policies",
                text="I would rather not guess. HR can answer: shall I open a case?",
                buttons=(Button(label="Ask HR", action="case.open", ref=self.question),),
                source=Source(label="Policies"),
                suggestions=("Talk to HR",),
            )
        source = f"{self.policy.title}, version {self.policy.version}, in force since {self.policy.effective_from:%d %b %Y}"
        return Card(
            title=self.clause.heading,
            items=(Item(title=self.policy.title, quotes=(Quote(text=self.clause.text, source=source),)),),
            source=Source(label=source),
        )


@tool(
    "policy.ask",
    args=AskPolicy,
    permission=Permission.policy_read,
    phrases=("Can I carry vacation days over?",),
    audited=False,
)
async def policy_ask(asked: AskPolicy, ctx: Context) -> Quoted:
    """What our policies say, quoted with document and version."""
    policies = await ctx.ports.records.find(Policy, order="title")
    found = quote(asked.question, in_force(policies, ctx.actor.person, ctx.today))
    return Quoted(
        policy=found.policy if found else None,
        clause=found.clause if found else None,
        question=asked.question[:1000],
    )


# --- adding one --------------------------------------------------------------------------------------------


class AddPolicy(Args):
    uploads: tuple[str, ...] = Field((), title="Files")
    title: str | None = Field(
        None,
        title="Title",
        max_length=200,
        description="Leave empty for Markdown that says it in its front matter",
    )
    version: str | None = Field(None, title="Version", max_length=40)
    effective_from: date | None = Field(None, title="Applies from")
    countries: str | None = Field(
        None, title="Countries", description="Codes such as DE, GB; everywhere when empty"
    )
    groups: str | None = Field(
        None, title="Groups", description="Departments, teams or roles; everybody when empty"
    )


class Added(Result):
    policy: Policy

    def card(self) -> Card:
        p = self.policy
        return Card(
            title=f"{p.title}, version {p.version}, is added",
            tone="success",
            facts=(
                Fact(label="In force from", value=f"{p.effective_from:%d %b %Y}"),
                Fact(label="Countries", value=", ".join(p.countries) or "all"),
                Fact(label="Groups", value=", ".join(p.groups) or "everybody"),
                Fact(label="Clauses", value="; ".join(clause.heading for clause in p.clauses)[:900]),
            ),
            source=Source(label="Policies"),
        )


def _listed(words: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (words or "").split(",") if word.strip())


@tool("policy.add", args=AddPolicy, permission=Permission.policy_add, phrases=("Add a policy",))
async def policy_add(asked: AddPolicy, ctx: Context) -> Added:
    """Add a version of a policy from a Markdown, PDF, DOCX or text file."""
    if len(asked.uploads) != 1:
        raise BadInput("Please attach the policy, one file at a time, and write “add this policy”.")
    upload = await ctx.ports.records.get(Upload, asked.uploads[0])
    if upload is None or upload.owner_id != ctx.actor.id:
        raise NotFound("I could not find that file. Please attach it again.")
    countries = tuple(code.upper() for code in _listed(asked.countries))
    facts = policy_files.Facts(
        asked.title, asked.version, asked.effective_from, countries, _listed(asked.groups)
    )
    content = await ctx.ports.files.get(upload.key)
    policy = await asyncio.to_thread(policy_files.read, upload.name, content, facts)
    await ctx.ports.records.insert_all([policy])
    stored = await ctx.ports.records.get(Policy, policy.id)
    if stored and stored.model_copy(update={"rev": policy.rev}) != policy:
        raise AlreadyExists(
            f"{policy.title} already has a version {policy.version}, with other words. Please give it a new version."
        )
    return Added(policy=policy)
