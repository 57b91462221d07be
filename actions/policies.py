"""Policy questions are answered by quoting the clause, never by rewording it."""

from __future__ import annotations

from pydantic import Field

from actions.tool import Args, Context, Result, tool
from domain.messages import Card, Item, Quote, Source
from domain.permissions import Permission
from domain.policies import Clause, Policy
from knowledge.policies import quote


class AskPolicy(Args):
    question: str = Field(title="Your question", max_length=2000)


class Quoted(Result):
    policy: Policy | None
    clause: Clause | None

    def card(self) -> Card:
        if self.policy is None or self.clause is None:
            return Card(
                title="I found nothing about that in our policies",
                text="Please ask HR; I would rather not guess.",
                source=Source(label="Policies"),
            )
        source = f"{self.policy.title}, version {self.policy.version}"
        return Card(
            title=self.clause.heading,
            items=(Item(title=self.policy.title, quotes=(Quote(text=self.clause.text, source=source),)),),
            source=Source(label=source, as_of=f"{self.policy.effective_from:%d %b %Y}"),
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
    current = [p for p in policies if p.effective_from <= ctx.today]
    found = quote(asked.question, current)
    return Quoted(policy=found.policy if found else None, clause=found.clause if found else None)
