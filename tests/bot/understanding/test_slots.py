from pathlib import Path

import pytest

from bot.understanding.classifier import Classifier
from bot.understanding.training_data import Example, read_files
from domain.understanding import Asking

NAMES = read_files([Path(__file__).with_name("slots.yml")]).examples


def found(classifier: Classifier, asking: Asking, text: str) -> dict[str, object]:
    meanings = classifier.read(text, asking)
    return dict(meanings[0].slots) if meanings else {}


@pytest.mark.parametrize("change", [str, str.lower], ids=["as written", "lower case"])
def test_names_never_seen_are_found_whole(classifier: Classifier, asking: Asking, change: type[str]) -> None:
    def right(example: Example) -> bool:
        slots = found(classifier, asking, change(example.text))
        return all(slots.get(m.entity) == change(example.text[m.start : m.end]) for m in example.mentions)

    wrong = [e.text for e in NAMES if not right(e)]
    print(f"names: {len(NAMES) - len(wrong)} of {len(NAMES)}; wrong: {wrong}")
    assert len(wrong) / len(NAMES) <= 0.1


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("how many vacation days do I have left?", {"leave_type": "vacation"}),
        ("what's my PTO balance by Christmas", {"leave_type": "vacation", "as_of": "2026-12-25"}),
        ("sick days remaining", {"leave_type": "sick"}),
        ("leave balance", {}),
        ("I need Friday off", {"start": "2026-11-27", "end": "2026-11-27"}),
        ("half day Friday afternoon", {"start": "2026-11-27", "end": "2026-11-27", "half_day": "afternoon"}),
        ("good morning, I need tomorrow off", {"start": "2026-11-26", "end": "2026-11-26"}),
        ("half a day on friday please", {"start": "2026-11-27", "end": "2026-11-27", "half_day": "half"}),
        ("I'm sick today", {"start": "2026-11-25", "end": "2026-11-25", "leave_type": "sick"}),
        (
            "book me off from 3 to 7 August because I'm getting married",
            {"start": "2027-08-03", "end": "2027-08-07", "note": "I'm getting married"},
        ),
        ("book vacation on 30 February", {"start": "30 february", "leave_type": "vacation"}),
        ("when do my vacation days expire", {"leave_type": "vacation"}),
        ("cancel my leave next week", {"start": "2026-11-30", "end": "2026-12-04"}),
        ("cancel my leave in March", {"start": "2027-03-01", "end": "2027-03-31"}),
        ("make it Thursday instead", {"start": "2026-11-26"}),
        ("move my day off from Friday to Monday", {"start": "2026-11-30", "was": "2026-11-27"}),
        ("Thursday instead of Friday please", {"start": "2026-11-26", "was": "2026-11-27"}),
        ("change my leave to 3 to 7 August", {"start": "2027-08-03", "end": "2027-08-07"}),
        ("who is out this week", {"start": "2026-11-25", "end": "2026-11-27"}),
        ("who in my team is off tomorrow", {"group": "my team", "start": "2026-11-26", "end": "2026-11-26"}),
        ("who is away in the Finance department", {"group": "Finance"}),
        ("who is away in August", {"start": "2027-08-01", "end": "2027-08-31"}),
        (
            "is Jonas Weber on leave today",
            {"group": "Jonas Weber", "start": "2026-11-25", "end": "2026-11-25"},
        ),
        ("when is the next public holiday", {}),
        ("public holidays in December", {"start": "2026-12-01", "end": "2026-12-31"}),
        ("show my last payslip", {}),
        ("payslip for March", {"month": "2026-03"}),
        ("why was I paid less in March", {"month": "2026-03"}),
        ("show my tax document for 2025", {"year": 2025}),
        ("I forgot to check out yesterday", {"day": "2026-11-24"}),
        ("I forgot to clock out on Friday", {"day": "2026-11-20"}),
        ("my attendance for March", {"month": "2026-03"}),
        ("show me Jonas Weber's salary", {"person": "Jonas Weber"}),
        ("what is our remote work policy?", {"question": "what is our remote work policy?"}),
        ("open the second one", {"candidate": "2"}),
        ("show me #3", {"candidate": "3"}),
        ("open number 10", {"candidate": "10"}),
        ("show me the last one", {"candidate": "last"}),
        ("move the first one to interview", {"candidate": "1", "stage": "interview"}),
        (
            "move jane doe to interview for the python job",
            {"candidate": "jane doe", "stage": "interview", "job": "python"},
        ),
        ("move Jane Doe from review to offer", {"candidate": "Jane Doe", "stage": "offer"}),
        ("move her to the phone screen", {"candidate": "her", "stage": "phone screen"}),
        ("move 1, 3 and 5 to interview", {"candidate": "1, 3 and 5", "stage": "interview"}),
        ("move these five to interview", {"candidate": "these five", "stage": "interview"}),
        ("reject everyone below 60 %", {"candidate": "everyone below 60 %"}),
        ("reject the rest", {"candidate": "the rest"}),
        (
            "add a stage Phone screen after Review to the Python job",
            {"name": "Phone screen", "after": "Review", "job": "Python"},
        ),
        (
            "rename the stage Review of the Python job to Screening",
            {"stage": "Review", "name": "Screening", "job": "Python"},
        ),
        ("remove the stage Phone screen from the Python job", {"stage": "Phone screen", "job": "Python"}),
        ("add two openings to the Python job", {"job": "Python", "count": 2}),
        (
            "message Leo Martins: bring your diploma",
            {"candidate": "Leo Martins", "text": "bring your diploma"},
        ),
        ("tell the recruiter I'm on holiday next week", {"text": "I'm on holiday next week"}),
        (
            "transfer Leo Martins to the Data Engineer job",
            {"candidate": "Leo Martins", "to_job": "Data Engineer"},
        ),
        ("hire Liam Murphy", {"candidate": "Liam Murphy", "stage": "hired"}),
        (
            "reject Jane Doe for Backend Engineer because her German is weak",
            {"candidate": "Jane Doe", "job": "Backend Engineer", "reason": "her German is weak"},
        ),
        (
            "reject Jan van der Berg, no work permit",
            {"candidate": "Jan van der Berg", "reason": "no work permit"},
        ),
        ("reject the third one because too junior", {"candidate": "3", "reason": "too junior"}),
        ("reject Jane Doe, please", {"candidate": "Jane Doe"}),
        ("who is in interview for backend", {"job": "backend", "stage": "interview"}),
        ("what can you do", {}),
    ],
)
def test_slots(classifier: Classifier, asking: Asking, text: str, slots: dict[str, str]) -> None:
    assert found(classifier, asking, text) == slots
