"""The headings of a resume's sections, in English, German and French."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from knowledge.foreign_headings import FOREIGN


class Section(StrEnum):
    summary = "summary"
    employment = "employment"
    education = "education"
    skills = "skills"
    languages = "languages"
    certifications = "certifications"
    contact = "contact"
    references = "references"
    other = "other"


_WORDS: Mapping[Section, str] = {
    Section.summary: """perfil|perfil profesional|perfil profissional|resumen|resumen profesional|resumo|resumo profissional|sobre mí
        |sobre mim|objetivo|profilo|profilo professionale|profiel|podsumowanie|à propos|à propos de moi|kurzvorstellung|in brief
        |introduction|bio|biography|career profile and objective|personal summary|statement|summary|professional summary|executive summary|career summary|summary of qualifications
        |profile|professional profile|personal profile|career profile|about|about me|objective|career objective
        |professional objective|career overview|overview|personal statement|profil|kurzprofil|über mich|highlights
        |career highlights|qualifications summary|profile summary|career focus|professional overview
        |career objectives|core accomplishments|professional highlights|background|objectives""",
    Section.employment: """experiencia|experiencia profesional|experiencia laboral|trayectoria profesional|historial laboral|experiência
        |experiência profissional|histórico profissional|esperienza|esperienza lavorativa|esperienza professionale|esperienze professionali
        |esperienze lavorative|werkervaring|doświadczenie|doświadczenie zawodowe|arbetslivserfarenhet|arbeidserfaring|erhvervserfaring
        |my career|jobs|employers|previous employment|current employment|career to date|career chronology|work placements
        |professional positions|freelance work|consulting work|contract work|employment and experience|berufliche stationen|laufbahn
        |berufliche laufbahn|stages|stages et emplois|emplois|experience|work experience|professional experience|employment|employment history
        |work history|career history|professional background|relevant experience|experience summary|career
        |positions held|employment experience|job experience|industry experience|berufserfahrung|work
        |beruflicher werdegang|berufspraxis|berufliche erfahrung|praxiserfahrung|werdegang|experiences
        |expérience professionnelle|expériences professionnelles|expérience|expériences|internships
        |internship experience|teaching experience|clinical experience|professional history|work background
        |professional employment|experience and achievements|experience history|military experience""",
    Section.education: """formación|formación académica|educación|estudios|formação|formação acadêmica|educação|escolaridade|istruzione
        |istruzione e formazione|formazione|titoli di studio|opleiding|opleidingen|wykształcenie|utbildning|utdanning|uddannelse
        |academic qualifications and training|scholastics|academic record|cursus|scolarité|études|études et diplômes
        |university education|education|educational background|academic background|education and training|academic history
        |academic qualifications|educational qualifications|educational qualification|qualifications|studies
        |academic qualification|academics|education history|education details|academic details|schooling|ausbildung
        |studium|bildung|bildungsweg|schulbildung|akademische ausbildung|ausbildung und studium|formation|formations
        |formation académique|éducation|academic credentials|education and qualifications|degrees""",
    Section.skills: """habilidades|habilidades técnicas|competencias|competencias técnicas|aptitudes|conocimientos|conocimientos técnicos
        |competências|competências técnicas|competenze|competenze tecniche|vaardigheden|umiejętności|färdigheter|kompetens|kompetenser
        |ferdigheter|my stack|my toolbox|abilities|know-how|savoir-faire|tech|specialties|specialities|areas of specialization
        |areas of specialisation|skills matrix|competence|competences|knowledge|technical environment|digital skills|skills profile
        |tools i use|what i use|skills|technical skills|key skills|core skills|professional skills|skill set|skillset|expertise
        |core competencies|competencies|core competences|key competencies|areas of expertise|technologies|tools
        |technical proficiencies|technical expertise|computer skills|it skills|it-kenntnisse|software|tech stack
        |skills and tools|tools and technologies|skills and technologies|technical summary|technical competencies
        |kenntnisse|fähigkeiten|kompetenzen|fachkenntnisse|edv-kenntnisse|compétences|skills and expertise
        |skill highlights|soft skills|hard skills|skills summary|skills and competencies|other skills
        |additional skills|personal skills|strengths|key strengths|programming languages|software skills|proficiencies
        |relevant skills|technology|summary of skills|skills and abilities|kenntnisse und fähigkeiten|core strengths|core qualifications
        |skill summary|skills used|technical qualifications|key qualifications|areas of strength|areas of experience
        |professional competencies|functional skills|technical knowledge|it-skills|special skills|core expertise""",
    Section.languages: """languages|language skills|language|sprachen|sprachkenntnisse|langues|languages known|idiomas|lingue|talen|języki
        |języki obce|språk|sprog|kielitaito|línguas|lenguas|foreign languages|languages spoken|linguistic skills""",
    Section.certifications: """certificaciones|cursos|certificações|certificazioni|certyfikaty|cursussen|fortbildungen|lehrgänge|kurse
        |continuing education|additional training|further training|licensure and certifications|certs|certifications|certificates|certification|licenses|licences|licenses and certifications
        |certifications and licenses|certificates and licences|professional certifications|courses
        |licences and certificates|credentials|training|trainings|courses and certifications|zertifikate
        |zertifizierungen|weiterbildung|weiterbildungen|certifications and training|training and certifications
        |professional development|certifications and courses|tickets|tickets and licences|licences and tickets|trade tickets|accreditations|licensure|certificats""",
    Section.contact: """contacto|datos personales|contato|dados pessoais|contatti|dati personali|dane osobowe|kontaktuppgifter
        |persoonlijke gegevens|angaben zur person|état civil|reach me at|informations personnelles|bio-data|biodata|contact|contact details|contact information|contact me|personal details|personal information
        |personal data|kontakt|kontaktdaten|persönliche daten|details|coordonnées|personal profile details
        |get in touch|address""",
    Section.references: """references|referees|referenzen|références|professional references|personal references
        |character references|references available upon request|referencias|referências|referenze""",
    Section.other: """proyectos|projetos|progetti|projekty|intereses|interesses|aficiones|hobby|passatempi|zainteresowania|logros|loisirs
        |centres d’intérêt|freizeit|engagement|publikationen|open source|side projects|selected publications|extra-curricular activities
        |community involvement|recognition|military|positions of responsibility|personal interests and hobbies|strengths and weaknesses|projects|personal projects|key projects|selected projects|academic projects|publications|interests
        |hobbies|hobbies and interests|interests and hobbies|awards|professional accomplishments|honours|honors|achievements
        |accomplishments|awards and honours|awards and honors|honors and awards|key achievements|volunteering|patents
        |volunteer|volunteer experience|volunteer work|voluntary work|extracurricular activities|activities|affiliations
        |professional affiliations|memberships|professional memberships|additional information|declaration|links
        |interessen|projekte|ehrenamt|auszeichnungen|veröffentlichungen|centres d'intérêt|projets
        |military service|other|research|presentations|personal interests|online|social|leadership
        |project|driving licence|driving license|führerschein|permis|self evaluation|self assessment|community service|extracurricular|leadership experience|other information|conferences|hobbys|bénévolat""",
}
_SECTION_OF = {
    re.sub(r"\s+", " ", word.strip()).replace("ı", "i"): section
    for section, words in _WORDS.items()
    for word in (*words.split("|"), *FOREIGN.get(section, "").split("|"))
    if word.strip()
}
WORDS = tuple(_SECTION_OF)
"""All headings, folded."""
_TRIM = re.compile(r"^[\W\d_]+|[\W_]+$")


_HEADS: Mapping[Section, str] = {
    Section.employment: """experience experiences employment career appointments positions roles jobs werdegang
        berufserfahrung expérience expériences parcours praktika tätigkeiten stages emplois internship
        internships contracts assignments tätigkeit berufstätigkeit mandates commissions gigs secondments experiencia experiência
        esperienza esperienze history journey record trajectory timeline path placements engagements""",
    Section.education: """education studies degrees qualification qualifications attainment schooling diplômes diplôme études formation formations
        abschlüsse studium schule schulzeit schulbildung promotion habilitation bildung academics formación formação educación educação estudios istruzione""",
    Section.skills: """skills competencies competences expertise superpowers tools technologies technology toolbox toolkit methods
        proficiencies compétences kenntnisse fähigkeiten strengths abilities stack software programming frameworks
        platforms techniques capabilities qualités savoir-faire outils logiciels methodologies knowledge proficiency
        habilidades competencias competências competenze conocimientos specialties specialities know-how
        informática umiejętności färdigheter vaardigheden""",
    Section.languages: "languages langues sprachen tongues",
    Section.certifications: "certifications certificates licences licenses accreditations zertifikate courses trainings tickets",
    Section.contact: "contact details contacts kontakt coordonnées",
    Section.summary: "profile summary objective statement overview profil résumé",
    Section.other: """publications grants talks awards honours honors prizes patents presentations conferences hobbies
        interests volunteer volunteering memberships affiliations achievements accomplishments projects papers posters
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
    software programming details background full related paid prior earlier employer career's studies school class
    profesional profesionales profissional laboral académica acadêmica técnicas técnicos complementaria e y del professionali lavorative
    schulische akademische ärztliche bisherige laboratory sales culinary kitchen nursing medical driving office administrative accounting finance
    financial marketing engineering artistic music legal trade interpersonal communication analytical supervisory service edv pc
    hands-on specialized specialised day-to-day selected detailed chronological my training employment work job role
    competence domain functional sea seagoing vessel ship flight flying qualificações track in-plant training trainings summer winter teaching kitchen""".split()  # noqa: SIM905
)
_ALONE = frozenset(
    """methods toolbox toolkit appointments diplôme diplômes grants talks papers posters fellowships scholarships prizes
    schule schulzeit outreach stack techniques frameworks logiciels outils methodologies parcours abschlüsse""".split()  # noqa: SIM905
)
"""Nouns that open a section without any word beside them."""
_PHRASES: Mapping[str, Section] = {
    "where i have worked": Section.employment, "where i worked": Section.employment, "where i've worked": Section.employment,
    "my journey": Section.employment, "what i have done": Section.employment, "where i studied": Section.education,
    "where i have studied": Section.education, "where i learned": Section.education, "i am good at": Section.skills, "what i am good at": Section.skills, "where i've studied": Section.education, "my story so far": Section.employment,
    "my story": Section.employment, "outside work": Section.other, "off the clock": Section.other, "qualification": Section.education,
    "personal particulars": Section.contact, "university projects": Section.other, "project details": Section.other,
    "otros datos": Section.other, "informações adicionais": Section.other, "informática": Section.skills, "what i can do": Section.skills, "what i offer": Section.skills, "what i do best": Section.skills,
    "what i do well": Section.skills, "what i work with": Section.skills, "what i know": Section.skills,
    "aus- und weiterbildung": Section.education, "places i have worked": Section.employment, "where i have been": Section.employment,
    "what i bring": Section.skills, "languages i speak": Section.languages, "how to reach me": Section.contact,
    "ich biete": Section.skills, "was ich kann": Section.skills, "das kann ich": Section.skills,
    "what i studied": Section.education, "giving back": Section.other, "practice": Section.employment, "my work": Section.employment,
    "leadership and activities": Section.other, "activities and interests": Section.other, "who i am": Section.summary, "etat civil": Section.contact, "état civil": Section.contact,
    "mother tongue": Section.languages, "mother tongue(s": Section.languages, "other language": Section.languages,
    "other languages": Section.languages, "other language(s": Section.languages, "job-related skills": Section.skills,
    "digital skills": Section.skills, "communication skills": Section.skills, "organisational and managerial skills": Section.skills,
    "personalia": Section.contact, "vrijwilligerswerk": Section.other, "nevenactiviteiten": Section.other, "hobby's": Section.other,
    "license": Section.certifications, "licence": Section.certifications, "licensing": Section.certifications,
    "boards": Section.other, "board memberships": Section.other, "board service": Section.other, "board positions": Section.other,
    "engagements": Section.other, "associations": Section.other, "community": Section.other,
    "school and college": Section.education, "school and university": Section.education, "schools and colleges": Section.education, "university and school": Section.education,
    "schule und weiterbildung": Section.education, "schule und ausbildung": Section.education, "schule und studium": Section.education,
    "what i do": Section.summary, "institutions": Section.education, "institutions and qualifications": Section.education, "study": Section.education, "school": Section.education, "schools": Section.education, "additional": Section.other, "employment details": Section.employment, "educational details": Section.education,
}  # fmt: skip


_UNSPACED = {
    word.replace(" ", ""): section
    for word, section in (_SECTION_OF | dict(_PHRASES)).items()
    if len(word) > 5
}
_GERMAN = re.compile(
    r"(?P<languages>sprach\w*kenntnisse)$|(?P<skills>kenntnisse|fähigkeiten|kompetenzen|fertigkeiten)$"
    r"|(?P<certifications>weiterbildung(?:en)?|fortbildung(?:en)?|zertifikate)$|(?P<education>bildung|ausbildung|studium)$"
    r"|(?P<employment>erfahrung(?:en)?|werdegang|berufspraxis|laufbahn)$"
)
"""German joins its nouns: "Berufsausbildung", "Fachkenntnisse"."""
_SCHOOLED = frozenset("educational education academic academics school university scholastic studies".split())  # noqa: SIM905
_UNPAID = frozenset("volunteer volunteering voluntary pro-bono honorary board ehrenamtliche bénévole".split())  # noqa: SIM905
_OF_TIME = frozenset("history journey record trajectory timeline path".split())  # noqa: SIM905


_RATED = re.compile(r"[★☆⭐●○◉◯■□▪▫▮▯▰▱█▓▒░⚫⚪]{3,}\s*$")
"""How well somebody can what stands before it."""
_AS_ASKED = re.compile(r"(?<=\w) (?:attended|obtained|awarded|(?:with|and) dates?)\b")
"""What forms add to a heading: "Institutions attended with dates"."""


@lru_cache(maxsize=4096)
def section_of(line: str) -> Section | None:
    """The section that a line opens; None when the line is no heading ("Skills:" is one, "Skills: Python" not)."""
    line = re.sub(r"[=~_*#+-]{4,}\s*$", "", line)
    if len(line) > 60 or (line.startswith("(") and line.endswith(")")) or _RATED.search(line):
        return None
    sides = re.split(r"\s[|/]\s", line)
    if len(sides) == 2 and (known := section_of(sides[0])) and section_of(sides[1]) is known:
        return known  # in two languages
    words = _TRIM.sub("", line).casefold().replace("&", " and ").replace("/", " and ").replace(",", " and ")
    words = _AS_ASKED.sub("", re.sub(r"\s+", " ", words).replace("’", "'").replace("i\u0307", "i"))
    words = words.replace("ı", "i")  # Turkish capitals fold otherwise than its small letters
    return _SECTION_OF.get(words) or _PHRASES.get(words) or _composed(words, line) or _torn(words, line)


def is_known(line: str) -> bool:
    """Whether the line is a heading in common use, and not made up of the words of one."""
    words = _TRIM.sub("", line).casefold().replace("&", " and ")
    return words in _SECTION_OF or words in _PHRASES


def _torn(words: str, line: str) -> Section | None:
    """A heading whose letters are set so far apart that one word reads as two ("Core Competenc ies")."""
    if " " not in words or not line[:1].isupper() or "\t" in line:
        return None
    return _UNSPACED.get(words.replace(" ", ""))


def section_named(heading: str) -> Section:
    """The section under what its look shows to be a heading, in whatever words ("Where the hours went"): by the last of its
    nouns that is known, or none of ours."""
    known = section_of(heading)
    if known is not None:
        return known
    words = re.findall(r"[^\W\d_]+", heading.casefold())
    heads = [found for word in words if (found := _HEAD_OF.get(word) or _HEAD_OF.get(f"{word}s"))]
    return heads[-1] if heads else Section.other


def _composed(words: str, line: str) -> Section | None:
    """A heading made of a known noun and known words around it ("Academic Appointments"), each with a capital; in
    capitals throughout, the words around it may be any ("VINEYARD SKILLS")."""
    parts = words.split()
    if (
        not 1 <= len(parts) <= 4
        or not line.strip(" \t:•·")[:1].isupper()
        or line.rstrip().endswith((".", ",", ";"))
        or re.search(r"\d", line)
    ):
        return None
    german = _GERMAN.search(words)
    if german and all(part in _MODIFIERS or part.endswith("-") or _GERMAN.search(part) for part in parts):
        return Section(german.lastgroup) if german.lastgroup else None
    if parts == ["toolbox", "talks"]:  # what a foreman holds
        return None
    if parts[-1] == "skills" and parts[-2:-1] == ["and"]:
        return Section.skills
    heads = [part for part in parts if part in _HEAD_OF]
    if len(parts) == 1 or not heads:
        return _HEAD_OF[words] if words in _ALONE else None
    if any(part not in _HEAD_OF and part not in _MODIFIERS for part in parts) and not _shouted(parts, line):
        return None
    several = {_HEAD_OF[part] for part in parts if part in _HEAD_OF}
    if (
        Section.skills in several
        and several <= {Section.skills, Section.other, Section.languages}
        and "and" in parts
    ):
        return Section.skills
    # In French the noun comes first, elsewhere last; "Training and education" is about the latter.
    if _UNPAID.intersection(parts):
        return Section.other
    last = parts[-1] if parts[-1] in _HEAD_OF else heads[0]
    if _HEAD_OF[last] is Section.certifications and _HEAD_OF[heads[0]] in (Section.education, Section.skills):
        last = heads[0]
    if (last in _OF_TIME or last in ("profile", "summary", "details")) and _SCHOOLED.intersection(parts):
        return Section.education
    return _HEAD_OF[last]


_SURE = frozenset(
    """experience education skills history qualifications competencies expertise knowledge abilities employment
    certifications languages publications references""".split()  # noqa: SIM905
)


def _shouted(parts: list[str], line: str) -> bool:
    return (
        line.isupper() and parts[-1] in _SURE and len(parts) <= 3 and "for" not in parts and "\t" not in line
    )
