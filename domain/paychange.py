"""Why net pay differs between two payslips: a difference for each line and cause, which sum to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.pay import Payslip, PayslipLine

CENT = Decimal("0.01")
ROUNDING = Decimal("0.02")
"""What two amounts rounded to a cent may differ by without a cause of its own."""
ZERO = Decimal(0)


class Cause(StrEnum):
    unpaid_days = "unpaid_days"
    """More or fewer of the month's working days were paid."""
    raised = "raised"
    lowered = "lowered"
    one_off = "one_off"
    """An additional payment, such as a bonus, of one of the two months."""
    new_earning = "new_earning"
    ended_earning = "ended_earning"
    follows_gross = "follows_gross"
    """A deduction at the same share of a higher or lower gross pay."""
    tax_band = "tax_band"
    """Income tax took another share of gross pay, in the direction in which gross pay moved."""
    tax_rate = "tax_rate"
    """Income tax took another share of gross pay, whatever gross pay did."""
    deduction_rate = "deduction_rate"
    new_deduction = "new_deduction"
    ended_deduction = "ended_deduction"
    other = "other"
    """The slips' totals themselves do not add up."""


class Change(BaseModel):
    """One cause in one line; `effect` is what it adds to net pay. `share` is the line's share of gross pay (0..1)."""

    model_config = ConfigDict(frozen=True)

    component: str
    cause: Cause
    effect: Decimal
    before: Decimal
    after: Decimal
    share_before: Decimal | None = None
    share_after: Decimal | None = None


class Comparison(BaseModel):
    """`changes`, the largest first, sum to `after.net_pay - before.net_pay`."""

    model_config = ConfigDict(frozen=True)

    before: Payslip
    after: Payslip
    changes: tuple[Change, ...]

    @property
    def difference(self) -> Decimal:
        return self.after.net_pay - self.before.net_pay


def compare(before: Payslip, after: Payslip) -> Comparison:
    """Explain `after` by what differs from `before`. Raises `ValueError` for slips in two currencies."""
    if before.currency != after.currency:
        raise ValueError(f"a slip in {before.currency} and one in {after.currency} cannot be compared")
    changes = [*_earnings(before, after), *_deductions(before, after)]
    rest = after.net_pay - before.net_pay - sum((c.effect for c in changes), ZERO)
    if rest:
        changes.append(
            Change(
                component="Other", cause=Cause.other, effect=rest, before=before.net_pay, after=after.net_pay
            )
        )
    ordered = sorted((c for c in changes if c.effect), key=lambda c: abs(c.effect), reverse=True)
    return Comparison(before=before, after=after, changes=tuple(ordered))


# --- earnings ----------------------------------------------------------------------------------------------


def _earnings(before: Payslip, after: Payslip) -> Iterator[Change]:
    paid_before, paid_after = _paid_share(before), _paid_share(after)
    one_off = {line.component for line in (*before.earnings, *after.earnings) if line.additional}
    for name, old, new in _pairs(before.earnings, after.earnings):
        if name in one_off:
            causes = [(Cause.one_off, new - old)]
        elif not old or not new:
            causes = _appeared(old, new, paid_before, paid_after)
        else:
            causes = _grown(old, new, paid_before, paid_after)
        for cause, effect in causes:
            yield Change(component=name, cause=cause, effect=effect, before=old, after=new)


def _paid_share(slip: Payslip) -> Decimal:
    return slip.payment_days / slip.total_working_days if slip.total_working_days else Decimal(1)


def _appeared(
    old: Decimal, new: Decimal, paid_before: Decimal, paid_after: Decimal
) -> list[tuple[Cause, Decimal]]:
    """Paid in one month only: for unpaid days when the other month had no paid day at all."""
    if (not old and not paid_before) or (not new and not paid_after):
        return [(Cause.unpaid_days, new - old)]
    return [(Cause.new_earning if new else Cause.ended_earning, new - old)]


def _grown(
    old: Decimal, new: Decimal, paid_before: Decimal, paid_after: Decimal
) -> list[tuple[Cause, Decimal]]:
    """Split into paid days, at the rate before, and the rate. An unchanged amount has no cause."""
    if old == new:
        return []
    days = cents(old / paid_before * (paid_after - paid_before)) if paid_before else ZERO
    rate = new - old - days
    if days and abs(rate) <= ROUNDING:
        return [(Cause.unpaid_days, new - old)]
    return [(Cause.unpaid_days, days), (Cause.raised if rate > 0 else Cause.lowered, rate)]


# --- deductions --------------------------------------------------------------------------------------------


def _deductions(before: Payslip, after: Payslip) -> Iterator[Change]:
    taxes = {line.component for line in (*before.deductions, *after.deductions) if line.income_tax}
    for name, old, new in _pairs(before.deductions, after.deductions):
        share_before, share_after = _share(old, before.gross_pay), _share(new, after.gross_pay)
        if not old or not new:
            follows, rest = ZERO, new - old
        else:
            follows, rest = _split(old, new, share_before, after.gross_pay - before.gross_pay)
        cause = _cause(name in taxes, old, new, rest, after.gross_pay - before.gross_pay)
        for why, more in ((Cause.follows_gross, follows), (cause, rest)):
            yield Change(
                component=name,
                cause=why,
                effect=-more,
                before=-old,
                after=-new,
                share_before=share_before,
                share_after=share_after,
            )


def _share(amount: Decimal, gross: Decimal) -> Decimal | None:
    return amount / gross if gross else None


def _split(old: Decimal, new: Decimal, share: Decimal | None, gross_more: Decimal) -> tuple[Decimal, Decimal]:
    """What the same share of the other gross pay explains, and the rest. A fixed amount is not split."""
    if old == new or share is None:
        return ZERO, new - old
    follows = cents(share * gross_more)
    if follows and abs(new - old - follows) <= ROUNDING:
        return new - old, ZERO
    return follows, new - old - follows


def _cause(tax: bool, old: Decimal, new: Decimal, rest: Decimal, gross_more: Decimal) -> Cause:
    if tax and gross_more and (rest > 0) == (gross_more > 0):
        return Cause.tax_band
    if tax:
        return Cause.tax_rate
    if not old:
        return Cause.new_deduction
    return Cause.deduction_rate if new else Cause.ended_deduction


# --- both --------------------------------------------------------------------------------------------------


def _pairs(
    before: Sequence[PayslipLine], after: Sequence[PayslipLine]
) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Each component once with its amounts before and after, in the order of the later slip."""
    names = dict.fromkeys(line.component for line in (*after, *before))
    for name in names:
        yield name, _amount(before, name), _amount(after, name)


def _amount(lines: Iterable[PayslipLine], name: str) -> Decimal:
    return sum((line.amount for line in lines if line.component == name), ZERO)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
