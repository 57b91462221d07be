"""The headings of a resume's sections, in English, German and French."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Section(StrEnum):
    summary = "summary"
    employment = "employment"
    education = "education"
    skills = "skills"
    languages = "languages"
    certifications = "certifications"
    contact = "contact"
    other = "other"


_WORDS: Mapping[Section, str] = {
    Section.summary: """summary|professional summary|executive summary|career summary|summary of qualifications
        |profile|professional profile|personal profile|career profile|about|about me|objective|career objective
        |professional objective|career overview|overview|personal statement|profil|kurzprofil|über mich|highlights
        |career highlights|qualifications summary|profile summary|career focus|professional overview
        |career objectives|core accomplishments|professional highlights|background|objectives""",
    Section.employment: """experience|work experience|professional experience|employment|employment history
        |work history|career history|professional background|relevant experience|experience summary|career
        |positions held|employment experience|job experience|industry experience|berufserfahrung|work
        |beruflicher werdegang|berufspraxis|berufliche erfahrung|praxiserfahrung|werdegang|experiences
        |expérience professionnelle|expériences professionnelles|expérience|expériences|internships
        |internship experience|teaching experience|clinical experience|professional history|work background
        |professional employment|experience and achievements|experience history|military experience""",
    Section.education: """education|educational background|academic background|education and training|academic history
        |academic qualifications|educational qualifications|educational qualification|qualifications|studies
        |academic qualification|academics|education history|education details|academic details|schooling|ausbildung
        |studium|bildung|bildungsweg|schulbildung|akademische ausbildung|ausbildung und studium|formation|formations
        |formation académique|éducation|academic credentials|education and qualifications|degrees""",
    Section.skills: """skills|technical skills|key skills|core skills|professional skills|skill set|skillset|expertise
        |core competencies|competencies|core competences|key competencies|areas of expertise|technologies|tools
        |technical proficiencies|technical expertise|computer skills|it skills|it-kenntnisse|software|tech stack
        |skills and tools|tools and technologies|skills and technologies|technical summary|technical competencies
        |kenntnisse|fähigkeiten|kompetenzen|fachkenntnisse|edv-kenntnisse|compétences|skills and expertise
        |skill highlights|soft skills|hard skills|skills summary|skills and competencies|other skills
        |additional skills|personal skills|strengths|key strengths|programming languages|software skills|proficiencies
        |relevant skills|technology|summary of skills|skills and abilities|kenntnisse und fähigkeiten|core strengths|core qualifications
        |skill summary|skills used|technical qualifications|key qualifications|areas of strength|areas of experience
        |professional competencies|functional skills|technical knowledge|it-skills|special skills|core expertise""",
    Section.languages: "languages|language skills|language|sprachen|sprachkenntnisse|langues|languages known",
    Section.certifications: """certifications|certificates|certification|licenses|licences|licenses and certifications
        |certifications and licenses|certificates and licences|professional certifications|courses
        |licences and certificates|credentials|training|trainings|courses and certifications|zertifikate
        |zertifizierungen|weiterbildung|weiterbildungen|certifications and training|training and certifications
        |professional development|certifications and courses|accreditations|licensure|certificats""",
    Section.contact: """contact|contact details|contact information|contact me|personal details|personal information
        |personal data|kontakt|kontaktdaten|persönliche daten|details|coordonnées|personal profile details
        |get in touch|address""",
    Section.other: """projects|personal projects|key projects|selected projects|academic projects|publications|interests
        |hobbies|hobbies and interests|interests and hobbies|references|referees|awards|professional accomplishments|honours|honors|achievements
        |accomplishments|awards and honours|awards and honors|honors and awards|key achievements|volunteering|patents
        |volunteer experience|volunteer work|voluntary work|extracurricular activities|activities|affiliations
        |professional affiliations|memberships|professional memberships|additional information|declaration|links
        |interessen|referenzen|projekte|ehrenamt|auszeichnungen|veröffentlichungen|centres d'intérêt|projets
        |références|military service|other|research|presentations|personal interests|online|social|leadership
        |community service|extracurricular|leadership experience|other information|conferences|hobbys|bénévolat""",
}
_SECTION_OF = {
    re.sub(r"\s+", " ", word.strip()): section
    for section, words in _WORDS.items()
    for word in words.split("|")
}
WORDS = tuple(_SECTION_OF)
"""All headings, folded."""
_TRIM = re.compile(r"^[\W\d_]+|[\W_]+$")


_HEADS: Mapping[Section, str] = {
    Section.employment: """experience experiences employment career appointments positions roles jobs werdegang
        berufserfahrung expérience expériences parcours praktika tätigkeiten stages emplois""",
    Section.education: """education studies degrees qualifications schooling diplômes diplôme études formation formations
        abschlüsse studium bildung academics""",
    Section.skills: """skills competencies competences expertise tools technologies technology toolbox toolkit methods
        proficiencies compétences kenntnisse fähigkeiten strengths abilities stack software programming frameworks
        platforms techniques capabilities qualités savoir-faire outils logiciels methodologies""",
    Section.languages: "languages langues sprachen",
    Section.certifications: "certifications certificates licences licenses accreditations zertifikate courses trainings",
    Section.contact: "contact details contacts kontakt coordonnées",
    Section.summary: "profile summary objective statement overview profil résumé",
    Section.other: """publications grants talks awards honours honors prizes patents presentations conferences hobbies
        interests volunteering references memberships affiliations achievements accomplishments projects papers posters
        funding fellowships scholarships service outreach reviewing supervision talk""",
}
_HEAD_OF = {word: section for section, words in _HEADS.items() for word in words.split()}
_MODIFIERS = frozenset(
    """academic professional work working relevant selected additional technical tech key core my other previous current
    research teaching clinical industry employment career recent past main general personal social soft hard digital
    language computer it invited peer reviewed refereed journal conference educational vocational university military
    volunteer voluntary community leadership management practical special specialist creative design business transferable
    and of the in und et de des berufliche beruflicher berufliches fachliche persönliche technische sonstige weitere
    professionnel professionnelle professionnelles professionnels informatiques techniques académique académiques
    universitaire universitaires scolaire linguistiques personnelles clés information summary top areas skill
    software programming history details background full related paid""".split()  # noqa: SIM905
)
_ALONE = frozenset(
    """methods toolbox toolkit appointments diplôme diplômes grants talks papers posters fellowships scholarships prizes
    outreach stack techniques frameworks logiciels outils methodologies parcours abschlüsse""".split()  # noqa: SIM905
)
"""Nouns that open a section without any word beside them."""
_PHRASES: Mapping[str, Section] = {
    "where i have worked": Section.employment, "where i worked": Section.employment, "where i've worked": Section.employment,
    "my journey": Section.employment, "what i have done": Section.employment, "where i studied": Section.education,
    "where i have studied": Section.education, "what i can do": Section.skills, "what i know": Section.skills,
    "what i bring": Section.skills, "languages i speak": Section.languages, "how to reach me": Section.contact,
    "who i am": Section.summary, "etat civil": Section.contact, "état civil": Section.contact,
    "additional": Section.other, "employment details": Section.employment, "educational details": Section.education,
}  # fmt: skip


def section_of(line: str) -> Section | None:
    """The section that a line opens; None when the line is no heading ("Skills:" is one, "Skills: Python" not)."""
    if len(line) > 60:
        return None
    words = _TRIM.sub("", line).casefold().replace("&", " and ").replace("/", " and ").replace(",", " and ")
    words = re.sub(r"\s+", " ", words)
    return _SECTION_OF.get(words) or _PHRASES.get(words) or _composed(words, line)


def _composed(words: str, line: str) -> Section | None:
    """A heading made of a known noun and known words around it ("Academic Appointments"), each with a capital."""
    parts = words.split()
    if (
        not 2 <= len(parts) <= 4
        or not line.strip(" \t:•·")[:1].isupper()
        or line.rstrip().endswith((".", ",", ";"))
    ):
        return None
    heads = [part for part in parts if part in _HEAD_OF]
    if not heads or any(part not in _HEAD_OF and part not in _MODIFIERS for part in parts):
        return None
    # In French the noun comes first, elsewhere last; "Training and education" is about the latter.
    last = parts[-1] if parts[-1] in _HEAD_OF else heads[0]
    return _HEAD_OF[last]
