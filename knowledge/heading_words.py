"""Words and phrases that are headings of a resume's sections, in the languages that resumes come in."""

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
    references = "references"
    other = "other"


_WORDS: Mapping[Section, str] = {
    Section.summary: """perfil|perfil profesional|perfil profissional|resumen|resumen profesional|resumo|resumo profissional|sobre mí
        |sobre mim|objetivo|profilo|profilo professionale|profiel|podsumowanie|à propos|à propos de moi|kurzvorstellung|in brief
        |introduction|bio|biography|career profile and objective|personal summary|statement|summary|professional summary|executive summary|career summary|summary of qualifications
        |profile|professional profile|personal profile|career profile|about|about me|objective|career objective
        |professional objective|career overview|overview|personal statement|profil|kurzprofil|über mich|highlights
        |career highlights|qualifications summary|profile summary|career focus|professional overview
        |career objectives|core accomplishments|professional highlights|background|objectives
        |o mně|o mne|hakkımda|özet|bemutatkozás|despre mine|profil personal|o meni|om mig|om meg|tietoa minusta
        |profiili|tentang saya|obiettivo|обо мне|про мене|προφίλ|giới thiệu|mục tiêu nghề nghiệp""",
    Section.employment: """experiencia|arbejdserfaring|ansættelser|erfaring|yrkeserfaring|työkokemus|erfarenhet|anställningar|kariera zawodowa|pracovní zkušenosti|praxe
        |pracovné skúsenosti|szakmai tapasztalat|munkatapasztalat|experiență profesională|experiență|radno iskustvo|delovne izkušnje|iş deneyimi|deneyim|pengalaman kerja
        |kinh nghiệm làm việc|experiència laboral|esperienze di lavoro|experiencia previa|berufliche tätigkeit|berufstätigkeit|praktische erfahrung|posts held|appointments held|sea service|sea experience|sea-going experience|shore jobs|service record
        |work life|roles|current role|experiencia profesional|experiencia laboral|trayectoria profesional|historial laboral|experiência
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
        |professional employment|experience and achievements|experience history|military experience
        |pracovní praxe|zaměstnání|prax|deneyimler|iş deneyimleri|iş tecrübesi|experienta profesionala|iskustvo
        |yrkeserfarenhet|ervaring|loopbaan|pengalaman|kinh nghiệm|εμπειρία|επαγγελματική εμπειρία|εργασιακή εμπειρία
        |опыт работы|досвід роботи|experiència|experiència professional|percurso profissional|historia zatrudnienia""",
    Section.education: """formación|koulutus|vzdělání|vzdelanie|tanulmányok|végzettség|educație|studii|obrazovanje|izobrazba|eğitim|pendidikan|học vấn|formació|academic|academia|formación académica|educación|estudios|formação|formação acadêmica|educação|escolaridade|istruzione
        |istruzione e formazione|formazione|titoli di studio|opleiding|opleidingen|wykształcenie|utbildning|utdanning|uddannelse
        |academic qualifications and training|scholastics|academic record|cursus|scolarité|études|études et diplômes
        |university education|education|educations|educational background|academic background|education and training|academic history
        |academic qualifications|educational qualifications|educational qualification|qualifications|studies
        |academic qualification|academics|education history|education details|academic details|schooling|ausbildung
        |studium|bildung|bildungsweg|schulbildung|akademische ausbildung|ausbildung und studium|formation|formations
        |formation académique|éducation|academic credentials|education and qualifications|degrees
        |eğitim bilgileri|öğrenim|educație și formare|educatie|uddannelser|utdannelse|trình độ học vấn|εκπαίδευση
        |σπουδές|образование|освіта|estudis|edukacja|escolaridad|percurso académico""",
    Section.skills: """habilidades|kompetanse|nøkkelkompetanse|kompetencer|kvalifikationer|osaaminen|taidot|dovednosti|készségek|competențe|vještine|yetenekler|beceriler|keahlian|keterampilan|kỹ năng|competenze informatiche
        |conocimientos informáticos|besondere kenntnisse|edv|computer literacy|skills at a glance|competency|lab skills|bench skills|systems and tools|habilidades técnicas|competencias|competencias técnicas|aptitudes|conocimientos|conocimientos técnicos
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
        |professional competencies|functional skills|technical knowledge|it-skills|special skills|core expertise
        |schopnosti|schopnosti a dovednosti|zručnosti|yetkinlikler|aptitudini|abilități|veštine|znanja i vještine
        |færdigheder|kvalifikasjoner|kemampuan|δεξιότητες|навыки|навички|competències|habilitats""",
    Section.languages: """languages|jazyky|nyelvtudás|limbi străine|strani jezici|diller|conoscenze linguistiche|competenze linguistiche|langues étrangères|language skills|language|sprachen|sprachkenntnisse|langues|languages known|idiomas|lingue|talen|języki
        |języki obce|språk|sprog|kielitaito|línguas|lenguas|foreign languages|languages spoken|linguistic skills
        |jazykové znalosti|znalost jazyků|yabancı dil|yabancı diller|nyelvek|limbi|jezici|kielet|bahasa|ngôn ngữ
        |ngoại ngữ|γλώσσες|ξένες γλώσσες|языки|мови|idiomes|språkkunskaper|sprogkundskaber""",
    Section.certifications: """certificaciones|mandatory training|compulsory training|professional training|professional trainings|industrial training|in-service training|relevant training
        |other training|training attended|trainings attended|training and workshops|workshops and training|licences held|tickets held|licenses held|cursos|certificações|certificazioni|certyfikaty|cursussen|fortbildungen|lehrgänge|kurse
        |continuing education|additional training|further training|licensure and certifications|certs|certifications|certificates|certification|licenses|licences|licenses and certifications
        |certifications and licenses|certificates and licences|professional certifications|courses
        |licences and certificates|credentials|training|trainings|courses and certifications|zertifikate
        |zertifizierungen|weiterbildung|weiterbildungen|certifications and training|training and certifications
        |professional development|certifications and courses|tickets|tickets and licences|licences and tickets|trade tickets|accreditations|licensure|certificats
        |kursy|kursy i szkolenia|kursy i uprawnienia|uprawnienia|szkolenia|kurzy|sertifikalar|kurslar|kurser|kurssit
        |tečajevi|cursuri|tanfolyamok|sertifikat|sertifikasi|chứng chỉ|курсы""",
    Section.contact: """contacto|datos de contacto|datos personales|contato|dados pessoais|contatti|dati personali|dane osobowe|kontaktuppgifter
        |persoonlijke gegevens|angaben zur person|état civil|reach me at|informations personnelles|bio-data|biodata|contact|contact details|contact information|contact me|personal details|personal information
        |personal data|kontakt|kontaktdaten|persönliche daten|details|coordonnées|personal profile details
        |get in touch|address|personal|personal info|particulars|my details
        |osobní údaje|osobné údaje|kişisel bilgiler|iletişim|személyes adatok|elérhetőség|date personale
        |date de contact|osobni podaci|henkilötiedot|yhteystiedot|personuppgifter|personlige opplysninger|kontaktinfo
        |kontaktinformasjon|data pribadi|thông tin cá nhân|личные данные|контакты|dades personals|στοιχεία επικοινωνίας""",
    Section.references: """references|referees|referenzen|références|professional references|personal references
        |character references|references available upon request|referencias|referências|referenze
        |reference|referanslar|referenser|referanser|referencer|suosittelijat|referințe|referencie""",
    Section.other: """proyectos|centres d'intérêts|projetos|progetti|projekty|intereses|interesses|aficiones|hobby|passatempi|zainteresowania|logros|loisirs
        |centres d’intérêt|freizeit|engagement|publikationen|open source|side projects|selected publications|extra-curricular activities
        |community involvement|recognition|military|positions of responsibility|personal interests and hobbies|strengths and weaknesses|projects|personal projects|key projects|selected projects|academic projects|publications|interests
        |hobbies|hobbies and interests|interests and hobbies|awards|professional accomplishments|honours|honors|achievements
        |accomplishments|awards and honours|awards and honors|honors and awards|key achievements|volunteering|patents
        |volunteer|volunteer experience|volunteer work|voluntary work|extracurricular activities|activities|affiliations
        |professional affiliations|memberships|professional memberships|additional information|declaration|links
        |interessen|projekte|ehrenamt|auszeichnungen|veröffentlichungen|centres d'intérêt|projets
        |military service|other|research|presentations|personal interests|online|social|leadership
        |project|driving licence|driving license|führerschein|permis|self evaluation|self assessment|community service|extracurricular|leadership experience|other information|conferences|hobbys|bénévolat
        |zájmy|koníčky|hobiler|ilgi alanları|érdeklődés|érdeklődési kör|hobbi|interese|hobby-uri|interesi
        |harrastukset|interesser|fritid|fritidsinteresser|интересы|хобби|řidičský průkaz|körkort|førerkort|kørekort
        |sürücü belgesi|jogosítvány|permis de conducere""",
}
SECTION_OF = {
    re.sub(r"\s+", " ", word.strip()).replace("ı", "i"): section
    for section, words in _WORDS.items()
    for word in words.split("|")
}
"""Headings in common use, folded."""
WORDS = tuple(SECTION_OF)

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
        interests volunteer volunteering membership memberships affiliation affiliations achievements accomplishments projects papers posters
        funding fellowships scholarships service outreach reviewing supervision talk""",
}
HEAD_OF = {word: section for section, words in _HEADS.items() for word in words.split()}
"""Nouns that a heading may be about, with words around them."""
MODIFIERS = frozenset(
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
"""Words that may stand around them."""
ALONE = frozenset(
    """methods toolbox toolkit appointments diplôme diplômes grants talks papers posters fellowships scholarships prizes
    schule schulzeit outreach stack techniques frameworks logiciels outils methodologies parcours abschlüsse""".split()  # noqa: SIM905
)
"""Nouns that open a section without any word beside them."""
PHRASES: Mapping[str, Section] = {
    "where i have worked": Section.employment, "where i worked": Section.employment, "where i've worked": Section.employment,
    "my journey": Section.employment, "what i have done": Section.employment, "where i studied": Section.education,
    "where i have studied": Section.education, "where i learned": Section.education, "i am good at": Section.skills, "what i am good at": Section.skills, "where i've studied": Section.education, "my story so far": Section.employment,
    "my story": Section.employment, "learning": Section.education, "my learning": Section.education, "good at": Section.skills,
    "i'm good at": Section.skills, "what i'm good at": Section.skills, "things i do well": Section.skills, "outside work": Section.other, "off the clock": Section.other, "qualification": Section.education,
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


UNSPACED = {
    word.replace(" ", ""): section for word, section in (SECTION_OF | dict(PHRASES)).items() if len(word) > 5
}
"""Headings without their blanks."""
