"""Tables of HR in and out: people, allocations, attendance, payslips. Importing declares the tools."""

from actions.hr_tables import chat as chat
