"""What stands in the header of an employment besides title and company, and what parts the two: separators, labels, kinds of
contract, spans of time."""

from __future__ import annotations

import re

from knowledge.lines import MARKS

_EMPLOYERS = (
    r"(?-i:[A-Z]{2,}\b|(?:Universit|Hôpita|Hospita|Clini|Clíni|Klini|Kranken|Mairie|Lycée|École|Escuela|Colegi|Minist|Ban[ckq]|Centre|Centro|Collège"
    r"|Institut|Société|Sociedad|Cabinet|Grup|Group|Restaurant|Hôtel|Hotel|Associa|Asocia|Crédit|Conseil|Ayuntamiento|Empresa|Compa[gñ]|Supermerca|Farmacia"
    r"|Pharmacie|Labor|Fundaci|Fondation|Prefeitura|Gymnasium|Amt|Landes|Bundes))"
)
"""How what employs begins, where a word before it may also lead on to what a post is about ("Técnico en Gastronomía")."""
SEPARATOR = re.compile(
    r"\t|\s+[|•·/◆♦◇■▪●∙⋅]\s+|\s*[|•]\s*|\s+[–—-]{1,2}\s+|\s{3,}|\s+@\s+|(?<=\w[\w.)]):\s+(?=[A-ZÀ-Þ\d]|[a-z][A-Z])|\s+(?:at|bei|chez|presso|hos|bij|ved)\s+(?=[A-ZÀ-Þ])"
    rf"|\s+(?:à\s+l['’]|(?:à\s+la|aux?|en(?:\s+el|\s+la)?|na|no|am|im|beim|an\s+der|in\s+der)\s+)(?={_EMPLOYERS})"
    r"|(?<=[^\W\d_]{2})(?<!\b(?:St|Dr|Mr|Ms|Co|Sr|Jr))(?<!\b(?:Pvt|Pte|Ltd|Inc|Sdn|Pty))(?<!\b(?:Asst|Prof|Dept))\.\s+(?=[A-ZÀ-Þ][^\n]{2,60}\.$)|(?<=[^\W\d_]{4})\.$"
)
STRONG = re.compile(r"\t|\s*[|•◆♦]\s*")
"""What parts cells, stronger than a dash."""
DASH = re.compile(r"\s+[–—-]{1,2}\s+")
COMMAS = re.compile(r",\s+(?![^()]*\))")
EDGES = " \t,;:|/·–—-()[]*" + MARKS
DURATION = re.compile(
    r"^\(?\d+\+?\s*(?:years?|yrs?|months?|mos?|jahre?|monate?|ans?|mois)\b.*$", re.IGNORECASE
)
KIND = re.compile(
    r"^\(?(?:full[- ]time|part[- ]time|permanent|contract(?:or)?|fixed[- ]term|freelance|self-employed basis|remote|hybrid|on[- ]?site|temporary|temp"
    r"|seasonal|stagionale|saisonnier|saisonal|de temporada|casual|internship|placement|vollzeit|teilzeit|befristet|cdi|cdd|stage|alternance|intérim|no|s\.?\s?no|sr\.?\s?no|\d{1,2}\.?"
    r"|company name|city|state|duration|period|dates?|dates? (?:employed|of employment)|dates? worked|employment dates?|employment period"
    r"|period of (?:employment|service)|(?:inclusive|service|start|end|employment) dates?|dates? of service|tenure|timeline|when|years?|zeitraum|durée|période|from|since)\s*:?\)?$",
    re.IGNORECASE,
)
TRAINEESHIP = re.compile(
    r"^\(?(?:(?:(?:summer|winter|student|industrial|research|teaching|legal|unpaid|paid|work) )?(?:internship|placement)|stage(?: de fin d['’]études)?|alternance|practicum"
    r"|traineeship|(?:pflicht|schul|vor)?praktikum|tirocinio|stage curriculare|prácticas|estágio|staż|praktyka|harjoittelu|praktik)\)?$",
    re.IGNORECASE,
)
"""A kind of contract that is what somebody was, if nothing else says that."""
TERMS = re.compile(
    r"^(?:contract(?:or)?|permanent|full[- ]time|fixed[- ]term|remote|hybrid|on[- ]?site|temporary|temp|freelance|cdi|cdd|intérim|stage"
    r"|alternance|apprentissage|befristet|unbefristet)$",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"^(?:hours(?: (?:per|a) week)?|series(?: and grade)?|(?:pay )?(?:plan|grade|scale)|salary|supervisor\b.{0,30}|reason for leaving|industry|sector|branche"
    r"|website|web|tel|phone|reporting to|reports to|team(?: size)?|department|type of (?:business|contract|employment)(?: or sector)?|contract(?: type)?|size)\s*:",
    re.IGNORECASE,
)
"""What a form says of an employment that neither names it nor the employer."""
LABEL = re.compile(
    r"^(?:(?P<company>organi[sz]ation(?: name)?|company(?: name)?|employer(?: name)?|client|firm|name of (?:the )?(?:company|employer|organi[sz]ation)"
    r"|firma|arbeitgeber|unternehmen|entreprise|société|employeur|empresa|azienda|werkgever|pracodawca|name and address of employer)|(?P<title>designation|role|title|position(?: held)?|job title|job position|post"
    r"|job role|tätigkeit|funktion|poste|fonction|cargo|puesto|função|posizione|functie|stanowisko|occupation or position held)|(?P<place>location|place|city(?: and (?:state|country))?|ort|standort|lieu|country|address))(?:\s*[:–-]+\s*|[\t\n]\s*)(?=\S)",
    re.IGNORECASE,
)
SELF = re.compile(
    r"^(?:self[- ]employed|freelance|sole trader|selbst(?:st)?ändig|indépendante?)$", re.IGNORECASE
)
"""What stands in place of a company."""
UNIT = re.compile(
    r"\b(?:department|dept|division|unit|team|section|desk|ward|shift|department of [\w ]+)\.?$",
    re.IGNORECASE,
)
"""What ends the name of a part of a company."""
_FIELDS = """finance|financial|accounting|accounts|treasury|tax|audit|risk|compliance|legal|controlling|marketing|brand|communications|pr|sales|presales
|commercial|operations|engineering|product|products|design|technology|technical|it|software|hardware|systems|hr|people|talent|recruiting|recruitment|learning
|training|procurement|purchasing|sourcing|logistics|warehousing|distribution|strategy|r&d|research|development|quality|assurance|control|customer|client|service
|services|success|support|experience|business|partnerships|alliances|analytics|data|science|security|cybersecurity|infrastructure|platform|platforms|cloud
|growth|content|payments|lending|retail|wholesale|healthcare|health|medical|energy|media|entertainment|insurance|banking|pharma|automotive|aerospace|defense
|manufacturing|production|maintenance|facilities|safety|human|resources|public|relations|affairs|sector|supply|chain|planning|digital|e-commerce|ecommerce|enterprise
|mid-market|smb|global|international|regional|national|corporate|government|education|industrial|consumer|advertising|events|merchandising|investments|equities
|military police|infantry|artillery|signals|investigations|student|academic|programs|programmes|projects|administration|transformation|innovation|sustainability|europe|emea|apac|latam|dach|americas|north|south|east|west"""
FIELD = re.compile(
    rf"(?:{_FIELDS})(?:(?:\s+(?:&|and)\s+|\s*/\s*|\s+)(?:{_FIELDS})){{0,3}}".replace("\n", ""), re.IGNORECASE
)
"""What a title is about behind its comma ("Director, Public Affairs"), and no firm is called."""
GRADE = re.compile(
    r"(?:(?:pay |salary )?(?:year|grade|band|level|class|tier|step|form|key stage|stage|phase|scale|category|rank|group)s?\s"
    r"(?:\d{1,2}[a-z]?|[IVX]{1,4}|[A-Z])(?:\s?(?:[–/&-]|and|to)\s?(?:\d{1,2}[a-z]?|[IVX]{1,4}))?|(?-i:(?:GS|FS|IC|PS|SG|NO|[PGDEL])-?\d{1,2}|[IVX]{1,4}))",
    re.IGNORECASE,
)
"""How a post is graded, or whom it teaches, behind its comma ("Staff Nurse, Band 6")."""
BREAK = re.compile(
    r"^(?:(?:paid |unpaid )?(?:parental|maternity|paternity|family|medical|sick|study) leave|career (?:break|pause)|sabbatical(?: (?:year|leave))?"
    r"|gap year|elternzeit|mutterschutz|familienzeit|auszeit|sabbatjahr|arbeitssuchend|arbeitslos|unemployed|job ?seeking|between jobs"
    r"|congé (?:parental|maternité|sabbatique)|recherche d['’]emploi|excedencia|föräldraledig(?:het)?|world trip|weltreise|travell?ing(?=$|\s(?:in|through|around|across|abroad)\b)"
    r"|(?:full[- ]time |primary |home )*(?:family|unpaid) (?:care ?giv(?:er|ing)|carer)|full[- ]time (?:care ?giv(?:er|ing)|carer|parent(?:ing)?|mother|father|mum|mom|dad)"
    r"|stay[- ]at[- ]home (?:parent|mother|father|mum|mom|dad)|(?:home ?maker|house ?wife)$|relocat(?:ed|ion) (?:to|from)"
    r"|(?:care for|caring for|cared for|raising|raised) (?:an? |my |our |two |three |young |elderly |aging |ill )*"
    r"(?:parents?|mother|father|family(?: member)?|children|kids|relatives?|sons?|daughters?|husband|wife|spouse|newborn))\b",
    re.IGNORECASE,
)
"""Time between employments, which some give dates to."""
SENTENCE = re.compile(
    r"^.{0,60}?\b(?:(?:worked|working|work|employed|engaged|appointed|joined|served|serving|hired|started|promoted|job|role|position|post)\b[^,.]{0,30}?\b(?:as|of|to)\s+(?:an?\s+|the\s+)?(?=[A-ZÀ-Þ])"
    r"|I\b(?:\s\w+){0,3}?\s(?:(?:worked|working|employed|served|hired)\s(?:\w+\s)?as|am|was|been)\s+(?:an?|the)\s+(?=[^\W\d_]))",
    re.IGNORECASE,
)
"""What leads to a title in a sentence: "Since then I have been employed as"."""
FOR = re.compile(
    r"^(?:(?:presently|currently|previously|formerly|earlier)\s+)?(?:worked|working|employed|served|serving)\s+"
    r"(?:with|for|at|in)\s+(?:the\s+)?(?=[A-ZÀ-Þ][^\n]{2,80}\sas\s+(?:an?\s+|the\s+)?(?P<title>[A-ZÀ-Þ].*))",
    re.IGNORECASE,
)
"""The same with the company first: "Worked with Acme Ltd, Pune as Clerk"."""
WITHIN = re.compile(r"\s+(?:in|with|for|by)\s+(?=[A-Z])")
"""What leads from a title to a company in such a sentence."""
WITH_FIRM = re.compile(r"\s(?:(?P<sure>with)|for|to)\s(?:the\s)?(?=[A-ZÀ-Þ])")
"""What leads from a title to a firm that its words show to be one ("Carpenter for Elm Kitchens Ltd")."""
AS = re.compile(r"\s+as\s+(?:an?\s+|the\s+)?(?=[A-ZÀ-Þ])")
IN_BRACKETS = re.compile(r"\s*\(([^()]{2,60})\)$")
ABOUT = re.compile(r"[a-zà-ÿ]{3,}\b|.*\d+[\w.,]*\+?\s[a-zà-ÿ]{3,}")
"""A remark on what a company is: in lower case, or with a count ("SaaS for shops, 180 employees"). Its short name has capitals."""
