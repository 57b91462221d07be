"""Words that give away what a line of a resume is: a job title, a company, a school, a degree."""

from __future__ import annotations

import re
from functools import lru_cache

_TITLE_WORDS = """ingeniør rådgiver konsulent sykepleier lærer leder utvikler medarbeider selger tømrer snekker säljare lärare konsult handläggare förskollärare barnskötare
butiksbiträde ekonom udvikler sygeplejerske pædagog sælger insinööri myyjä sairaanhoitaja opettaja asiantuntija päällikkö verzorgende beheerder leidinggevende
kok verkoper sprzedawca asystent asystentka stażysta stażystka pielęgniarka kierowca mühendis mühendisi öğretmen öğretmeni müdür müdürü uzmanı hemşire inginer
vânzător contabil contabilă asistent inženjer učitelj učiteljica prodavač voditelj inženýr účetní prodavačka mérnök tanár ápoló könyvelő eladó vezető munkatárs
teknisyen vaktmester renholder sosionom vernepleier läkare kock snickare målare fastighetsskötare vårdbiträde resepsjonist kundebehandler regnskapsfører
bokholder revisor økonom bogholder tolk kassör chaufför hjelpepleier bellman blacksmith farrier purser stevedore longshoreman draughtsman draftsperson
landscaper arborist warden bailiff conservator orthoptist osteopath perfusionist embryologist horticulturist geophysicist petrophysicist assayer roughneck
derrickhand toolpusher patternmaker galvanizer electroplater milliner ghostwriter subeditor newsreader announcer dramaturg luthier organist embalmer
zookeeper jockey bookmaker cheesemaker engraver locksmith gasfitter lineman splicer cabler installer technologist sysadmin demographer telephonist
comptroller guide lobbyist commissioner gunner sapper loadmaster signalman panelbeater valeter sprayer
engineer developer programmer architect administrator admin analyst scientist consultant manager
director head lead leader officer president vp ceo cto cfo coo cio founder co-founder partner owner executive specialist
coordinator assistant associate intern trainee apprentice representative rep agent advisor adviser planner buyer
supervisor foreman operator technician mechanic electrician welder machinist carpenter plumber fitter driver dispatcher
clerk cashier receptionist secretary accountant bookkeeper auditor controller treasurer banker teller underwriter
actuary broker trader economist statistician teacher lecturer professor tutor instructor trainer coach principal
educator librarian nurse doctor physician surgeon dentist pharmacist therapist physiotherapist psychologist
counsellor counselor caregiver carer midwife paramedic radiographer dietitian nutritionist veterinarian designer
illustrator photographer artist animator editor writer copywriter journalist author translator interpreter producer
marketer strategist recruiter salesperson salesman merchandiser chef cook baker waiter waitress bartender barista
steward housekeeper concierge host hostess sommelier porter guard soldier pilot captain attendant lawyer attorney
paralegal solicitor barrister judge researcher fellow postdoc student worker labourer laborer packer picker
inspector tester devops sre dba webmaster scrum-master generalist ambassador volunteer superintendent estimator surveyor
draftsman drafter stylist hairdresser tailor cleaner janitor handler loader sergeant lieutenant commander aide
practitioner hygienist sonographer phlebotomist evangelist freelancer operative machinist solicitor postdoctoral cfo leadhand foreman bricklayer roofer plasterer
painter joiner gardener farmer beekeeper butcher florist optician optometrist anaesthetist radiologist cardiologist
chiropractor acupuncturist ecologist biologist chemist physicist geologist mathematician meteorologist archaeologist
historian curator archivist sociologist anthropologist linguist lexicographer proofreader publicist columnist
reporter correspondent presenter anchor cinematographer videographer cameraman filmmaker choreographer composer conductor
animateur magistrate clerk registrar bursar notary mediator arbitrator legislator councillor diplomat attaché
constable detective firefighter lifeguard paratrooper sailor seaman bosun deckhand skipper dispatcher-clerk conductor
courier postman driver-helper chauffeur mover rigger scaffolder crane-operator surveyor valuer realtor landlord
executive-assistant pa auctioneer croupier dealer-buyer telemarketer canvasser fundraiser moderator community-manager
data-entry typist transcriptionist stenographer nanny governess babysitter doula chaplain pastor priest imam rabbi
counsel sister matron headteacher headmaster headmistress schoolteacher helper handyman caretaker groundskeeper sexton undertaker
roustabout driller blaster miner quarryman smelter founder-ceo caster moulder molder grinder polisher turner toolmaker millwright
boilermaker glazier tiler paver plumber-fitter pipefitter steamfitter upholsterer cobbler shoemaker weaver seamstress embroiderer
dressmaker jeweller jeweler goldsmith watchmaker potter glassblower bookbinder printer typesetter compositor sawyer lumberjack
logger fisherman fisher shepherd rancher vintner winemaker brewer distiller miller confectioner patissier commis dishwasher
busser barback doorman bellhop valet masseur masseuse beautician manicurist barber makeup-artist model actor actress dramaturge
stagehand dj musician-teacher vocalist singer songwriter producer-director gaffer grip animator retoucher lecturer-in-law
invigilator examiner assessor moderator dean provost rector chancellor proctor superintendent-engineer lookout usher
paediatrician pediatrician gynaecologist neurologist oncologist psychiatrist pathologist epidemiologist microbiologist
virologist immunologist geneticist toxicologist pharmacologist biochemist botanist zoologist agronomist forester ranger
oceanographer hydrologist seismologist astronomer metallurgist dietician podiatrist audiologist orthodontist prosthetist orderly
sommelier-trainee cabin-crew stewardess navigator controller-air busdriver cabbie trucker lorry-driver postmaster stationmaster
broker-dealer appraiser adjuster assessor-tax collector enumerator interviewer pollster forecaster modeler modeller quant
investor banker-associate treasurer-controller purchaser procurer expeditor scheduler timekeeper stockkeeper storekeeper
shopkeeper grocer greengrocer butcher-fishmonger fishmonger hawker vendor-seller demonstrator promoter
programador programadora desarrollador desarrolladora ingeniero ingeniera analista gerente jefe jefa asistente auxiliar director-a
directora coordinador coordinadora técnico técnica enfermero enfermera maestro maestra profesor profesora abogado abogada contador
contadora vendedor vendedora cocinero cocinera camarero camarera diseñador diseñadora administrador administradora encargado
encargada becario becaria operario operaria obrero asesor asesora consultor consultora supervisora redactor redactora periodista
desenvolvedor desenvolvedora engenheiro engenheira estagiário estagiária assistente professora advogado advogada médico médica
enfermeiro enfermeira gestor gestora vendedor-a cozinheiro cozinheira sócio programmatore sviluppatore ingegnere impiegato impiegata
responsabile direttore direttrice consulente tirocinante stagista infermiere infermiera insegnante commesso commessa cuoco cuoca
avvocato contabile ontwikkelaar medewerker verpleegkundige leraar docent adviseur stagiair inżynier programista kierownik specjalista
księgowa księgowy nauczyciel nauczycielka utvecklare ingenjör chef-de-projet pflegehelfer pflegehelferin altenpfleger altenpflegerin
betreuer betreuerin hausmeister bauleiter vertriebsleiter einkäufer einkäuferin controllerin analystin beamter beamtin gesellschafter
monteur polier zimmermann dachdecker kraftfahrer fahrer gärtner friseur friseurin hebamme erzieherin sozialarbeiter sozialpädagoge
aide-soignant aide-soignante assistante caissier caissière électricien électromécanicien plombier menuisier boulanger pâtissier coiffeur
coiffeuse éducateur éducatrice manutentionnaire magasinier chauffeur-livreur hôte hôtesse juriste notaire attaché attachée commercial
commerciale animatrice infographiste alternante apprenti apprentie dirigeant gérant gérante
coordinateur coordinatrice coordonnateur coordonnatrice travailleur travailleuse intervenant intervenante employé employée adjoint adjointe
préposé préposée auditeur auditrice analyste rédactrice chercheur traducteur traductrice maître maîtresse éducateur ouvrière agente
conductrice conducteur dessinateur dessinatrice réceptionniste standardiste puéricultrice sage-femme kinésithérapeute ergothérapeute
orthophoniste pharmacien pharmacienne dentiste vétérinaire architecte urbaniste paysagiste jardinier jardinière maçon peintre soudeur
soudeuse usineur régleur tourneur fraiseur mécanicien mécanicienne carrossier chaudronnier cariste livreur coursier docker steward
modérateur modératrice présentateur présentatrice journaliste documentaliste bibliothécaire archiviste chargé-e doctorant doctorante
postdoctorant maçonne cadre délégué déléguée visiteur courtier courtière actuaire trésorier trésorière économe intendant intendante
gouvernante valet barman barmaid plongeur plongeuse traiteur boucher bouchère poissonnier fleuriste esthéticienne esthéticien
doktorand doktorandin hilfskraft aushilfe azubi auszubildende lehrling volontär volontärin trainerin trainee leitung stellvertreter
stellvertreterin oberarzt oberärztin assistenzarzt assistenzärztin pfleger pflegerin krankenschwester fachwirt fachwirtin sekretär
sekretärin empfangsmitarbeiter bürokraft bürokauffrau bürokaufmann architekt zeichner zeichnerin gestalter gestalterin grafiker
grafikerin fotograf fotografin journalist journalistin lektor lektorin übersetzer übersetzerin dolmetscher dolmetscherin apotheker
apothekerin zahnarzt zahnärztin therapeut therapeutin psychologe psychologin physiotherapeutin ergotherapeut ergotherapeutin logopädin
bauingenieur bauingenieurin maurer klempner installateur anlagenmechaniker elektroniker elektronikerin dreher fräser zerspanungsmechaniker
produktionsmitarbeiter maschinenführer staplerfahrer schichtleiter schichtleiterin vorarbeiter meisterin schulleiter schulleiterin rektor
rektorin dozent dozentin professorin richter richterin staatsanwalt notarin justiziar justiziarin verwalter verwalterin referendar
referendarin inspektor inspektorin kommissar kommissarin polizist polizistin soldat offizier pilotin flugbegleiter flugbegleiterin
enfermera practicante prácticas teleoperador teleoperadora recepcionista dependiente dependienta cajero cajera repartidor repartidora
conductor-a mozo moza peón albañil fontanero fontanera electricista carpintero carpintera mecánico mecánica soldador soldadora pintor
pintora jardinera panadero panadera carnicero carnicera pastelero pastelera ayudante monitor monitora educador educadora orientador
orientadora psicólogo psicóloga fisioterapeuta farmacéutico farmacéutica odontólogo odontóloga veterinario veterinaria arquitecto
arquitecta delineante aparejador aparejadora investigador investigadora becaria doctorando doctoranda docente catedrático catedrática
traductor traductora intérprete redactora editora locutor locutora fotógrafo fotógrafa ilustrador ilustradora maquetador comercial
ejecutivo ejecutiva directivo directiva subdirector subdirectora presidente presidenta vicepresidente socio socia gestora tesorero
tesorera auditor-a contable economista procurador procuradora notario notaria juez jueza letrado letrada secretario secretaria
administrativo administrativa oficial oficiala capataz encargado-a supervisor-a responsable-a
impiegata addetto addetta operaio operaia magazziniere autista cameriere cameriera cuoco-a barista-i segretario segretaria
coordinatore coordinatrice amministratore amministratrice progettista architetto ricercatore ricercatrice educatore educatrice
estagiaria auxiliar-a atendente recepcionista-a motorista pedreiro eletricista mecânico mecânica gerente-a coordenador coordenadora
supervisora-a pesquisador pesquisadora consultora tradutor tradutora redator redatora jornalista fotógrafa-a projetista
steuerberater steuerberaterin steuerfachangestellte steuerfachangestellter rechtsanwalt rechtsanwältin architektin
konstrukteur konstrukteurin techniker technikerin meister schlosser schweißer tischler maler lagerist lageristin
fachinformatiker fachinformatikerin wissenschaftlicher mitarbeiter mitarbeiterin redakteur redakteurin bäcker kellner
développement chercheur chercheuse consultante acheteur acheteuse graphiste rédacteur rédactrice serveur serveuse
cuisinier cuisinière secrétaire avocat avocate médecin enseignant enseignante formateur formatrice ouvrier alternant
freelancer contractor chairman chairperson deputy expert advocate transporter
rider member preparer processor reader grader scorer tuner cosmetologist buyer-planner aviator machine-operator stocker bookkeeper controller sculptor musician dancer trainer
entwickler entwicklerin ingenieur ingenieurin leiter leiterin berater beraterin sachbearbeiter sachbearbeiterin
kaufmann kauffrau buchhalter buchhalterin krankenpfleger krankenschwester pflegefachkraft lehrer lehrerin referent
referentin assistent assistentin praktikant praktikantin werkstudent werkstudentin geschäftsführer mechaniker
mechatroniker elektriker koch köchin verkäufer verkäuferin fachkraft arzt ärztin projektleiter projektleiterin
teamleiter teamleiterin softwareentwickler softwareentwicklerin auszubildender erzieher erzieherin disponent
développeur développeuse ingénieur ingénieure responsable directeur directrice chef comptable vendeur vendeuse
infirmier infirmière professeur stagiaire conseiller conseillère gestionnaire technicien technicienne chargé chargée uzman uzmanı müdür müdürü mühendis mühendisi stajyer öğretmen hemşire teknisyen şef şefi asistanı sorumlusu elemanı
elektryk pomocnik improver chargehand undersköterska sjuksköterska vårdbiträde lärare barnskötare lagerarbetare säljare ekonomiassistent projektledare sykepleier helsefagarbeider
lærer selger vareplukker prosjektleder sygeplejerske pædagog sælger projektleder sairaanhoitaja lähihoitaja opettaja myyjä insinööri
stavbyvedoucí projektant vedoucí účetní prodavač prodavačka učitel učitelka řidič dělník skladník mistr inženýr sestra
mérnök könyvelő tanár eladó ápoló vezető asszisztens inginer contabil profesor vânzător șofer asistent inženjer učitelj
verzorgende magazijnmedewerker chauffeur verkoper boekhouder projectleider teamleider kasjer sprzedawca magazynier pielęgniarka operator
monter inżynierka mechanik kierowca"""
_HOLDERS = "|".join(sorted(map(re.escape, _TITLE_WORDS.split()), key=len, reverse=True))
_BODIES = r"(?:union|association|society|guild|federation|college|institute|institution|council|board|cooperative|co-operative|club|trust|commission|network|alliance|bank|forum|league)"
_TITLE = re.compile(
    r"(?<![^\W_])(?:"
    + _HOLDERS
    + r"|member of (?:the )?(?:technical )?staff|(?:scrum|harbou?r|station|head|quarter) ?master|it support|(?:technical|customer|desktop|product) support"
    r"|au pair|civil servant|data entry|quality control|human resources|business development|chief of staff|customer success|loss prevention"
    r"|help ?desk|front desk|night audit|cabin crew|security guard|self[- ]employed|sole trader|house ?wife|home ?maker|stay[- ]at[- ]home \w+"
    r"|research scholar|graduate student|working student|teaching fellow|trainee\w*|junior|senior"
    r")s?(?![^\W_])"
    r"|\b\w+(?:entwickler|ingenieur|leiter|berater|manager|kaufmann|kauffrau|assistent|mechaniker|pfleger|lehrer|buchhalter|techniker"
    r"|verkäufer|arbeiter|fachkraft|führer|helfer|bearbeiter|analyst|planer|therapeut|angestellter?|fahrer|elektroniker|monteur|ingeniør|ingenjör|leder|ledare|konsulent|konsult|utvikler|utvecklare|medarbeider|medarbetare"
    r"|arbeider|arbetare|sköterska|lærer|lärare|läkare|pleier|behandler|skötare)(?:in)?\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    rf"^(?-i:The |National |Royal )?(?:{_HOLDERS})s(?: (?:of|for|in|without|against|beyond)(?: the)? (?-i:[A-ZÀ-Þ])|\b.*\b{_BODIES}\b(?! (?:{_HOLDERS})))"
    rf"|\b{_BODIES} (?:of|for|des?|of the)(?: [^\W\d_]+)? (?:{_HOLDERS})s\b",
    re.IGNORECASE,
)
"""A body of people by the plural of what they are ("Engineers Without Borders", "Farmers Cooperative Union")."""
_FORM = re.compile(
    r"(?<!\w)(?:(?:gmbh|inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|pvt|pty|s\.r\.l|s\.r\.o|sp\. z o\.o"
    r"|e\.v|holdings?|jsc|lda|ltda|kft|zrt|d\.o\.o|a\.s|s\.a\.s|s\.p\.a|a\.ş|şti|gbr|ohg|e\.k)|&\s?(?:partners?|co|sons?|söhne|cie|associates|bros|brothers|daughters)(?!\w)|(?-i:AG|KG|UG|SE|SA|S\.A|SL|S\.L|SRL|SAS|SARL|BV|B\.V|NV|N\.V|Oy|Oyj|OY|AB|ApS|A/S|AS|ASA|SpA"
    r"|S\.p\.A|LP))(?!\w)\.?",
    re.IGNORECASE,
)
"""Short forms count with their capitals alone: "AS", not "as"."""
_KIND = re.compile(
    r"(?<!\w)(?:company|(?<!,\s)co|group|bank|hospital|clinic|klinikum|klinik|krankenhaus|university|universität|college|school"
    r"|schule|hotel|restaurant|airlines|airways|logistics|solutions|technologies|technology|software|systems"
    r"|consulting|studio|studios|labs|laboratories|industries|insurance|versicherung|agency|agentur|stores|motors"
    r"|ministry|council|institute|foundation|association|trust|authority|department|partners|services|healthcare"
    r"|pharma|energy|foods|media|freight|retail|bakery|café|cafe|inn|resort|academy|enterprises|international|global"
    r"|ventures|capital|center|centre|office|bureau|brothers|sons|works|partner|holding|investments|bakers|brewery|press"
    r"|publishing|pharmacy|surgery|practice|charity|society|club|federation|cooperative|farm|farms|mills|mining|railways?"
    r"|telecom|electronics|robotics|analytics|pharmaceuticals|biotech|distribution|construction|constructions|properties"
    r"|steelworks|steel|airport|port|shipyard|refinery|brewers|dairy|diner|bistro|grill|pub|bar|café|coffee|spa|salon|church|parish|diocese"
    r"|city of [^\W_]+|county|municipality|borough|ministry of [^\W_]+|district|police|army|navy|air force|embassy|consulate|court|parliament|senate"
    r"|motor|autos?|automotive|aviation|aerospace|shipping|transport|trucking|express|courier|post|newspaper|times|herald|gazette|journal|magazine|radio|tv"
    r"|television|broadcasting|productions|pictures|records|entertainment|games|gaming|sports|fitness|gym|health|medical|dental|care|nursing home|hospice"
    r"|biosciences|sciences|therapeutics|diagnostics|chemicals|plastics|textiles|garments|apparel|fashion|cosmetics|jewellers|supermarket|market|mart|shop|store"
    r"|food|bakery|catering|beverages|drinks|winery|vineyards?|estate|estates|realty|housing|homes|builders|builds|engineering works|power|electric|solar|wind"
    r"|water|gas|oil|petroleum|minerals|metals|paper|packaging|furniture|ceramics|glass|cement|mutual|credit union|savings|finance|financial|securities|assurance"
    r"|ventures|equity|fund|advisory|audit|legal|law|law firm|chambers|notaries|recruitment|staffing|travel|tours|cruises|airline|rail|metro|bus|logistik|spedition"
    r"|bau|handel|maschinenbau|apotheke|stadtwerke|stadt|amt|bundesamt|landratsamt|universitätsklinikum|rathaus|kita|kindergarten|montessori|preschool|nursery"
    r"|farmacia|pharmacie|ospedale|hôpital|hospitales|clínica|clinique|colegio|liceo|lycée|escuela|école|banco|banque|banca|seguros|assurances|grupo|gruppo"
    r"|constructora|inmobiliaria|editora|editorial|éditions|officine|atelier|atölye|studi[oe]s?|usine|mairie|préfecture|ayuntamiento|prefeitura|comune"
    r"|institut|instituto|istituto|instytut|fondation|fundación|fundação|fondazione|stiftung|verein|verband|chambre|cámara|ministère|ministerio"
    r"|ministério|ministerium|agencia|agência|universidad|universidade|università|uniwersytet|corps|regiment|battalion|national guard|coast guard|armed forces|air force"
    r"|\w+(?:klinik|klinikum|krankenhaus|spital|apotheke|sparkasse|verlag|gesellschaft|werke|versicherung|zentrum|sykehus|sjukhus|sygehus)"
    r"|ristorante|trattoria|pizzeria|osteria|albergo|taverna|ravintola|gasthaus|gasthof|konditorei|bäckerei|metzgerei|brasserie|boulangerie|pâtisserie|hostel|guesthouse|lodge"
    r"|theatre|museum|gallery|library|kanzlei|praxis|verlag|werke|gruppe|agence|groupe|cabinet|maison|société)(?!\w)",
    re.IGNORECASE,
)
_PLURAL_KIND = re.compile(
    r"(?<!\w)(?:partners|solutions|services|systems|studios|labs|consultants|advisors|advisers|brothers|sons|associates"
    r"|group|technologies|industries|works|holdings|consulting|engineers|architects|builders|bakers|auditores|chemists|grocers"
    r"|(?:senior|home|health|child|elder|day|dental|animal)\s?care|jewell?ers|opticians|solicitors|accountants|attorneys|brewers|printers|publishers|florists|butchers|surveyors|realtors)$",
    re.IGNORECASE,
)
"""What ends the name of a firm, although a title may contain it in the singular."""
_LEGAL = re.compile(
    r"^(?:inc|ltd|llc|llp|limited|gmbh|ag|corp|co|plc|s\.?a|pvt|pty|lp|n\.?a|jsc|lda|ltda|s\.?l|s\.?r\.?l|b\.?v|kft|oy|ab)\b\.?",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"(?<!\w)(?:\w*(?:univer[sz]i[td]|üniversite)\w*|univ|uni|yliopisto|ammattikorkeakoulu|egyetem|ülikool|prifysgol|ollscoil"
    r"|\w*(?:högskola|høgskole|højskole|høyskole|hogeschool|hochschule|schule|skolan?|skolen?|koulu|skóli)n?"
    r"|school|college|collège|colegio|colegiul|coláiste|academy|\w*akademi[ae]?|académie|accademia|academia|institute?|instituto|istituto"
    r"|instytut|institutul|polytech\w*|politecnic\w*|politechnika|politehnica|polytechnique|école|ecole|escuela|escola|scuola|szkoła|szkół"
    r"|škola|școala|lycée|liceo|liceul?|liceum|lyceum|lukio|gymnasium|gimnázium|gimnazija|technikum|seminary|convent|\w*vidyalaya\w*"
    r"|vidyapeeth|vidyapith|conservator(?:y|io)|conservatoire|konservatorium|campus|faculty|faculté|facultad|facoltà|fakultät"
    r"|fakulteta?|berufskolleg|kolleg|handelskammer|handwerkskammer|chambre\sde\s(?:commerce|métiers)|cegep|cégep|bildungszentrum|iae|iit|nit|mit|tu|fh|eth|epfl|ucla|ihk"
    r"|(?-i:IIM|IISc|BITS|NIFT|IUT|INSA|IRTS|IFSI|CNAM|HEC|ESSEC|ESCP|INSEAD|LSE|UCL|KTH|DTU|NTNU|TUM|LMU|RWTH|HTL|HTW|TAFE|SENAI"
    r"|SENAC|RMIT|UNSW|UNAM|USP|KU(?=\sLeuven))|CFA(?=\s(?:de\s)?[A-ZÀ-Þ])"
    r"|board of [^\W_]+ (?:secondary|intermediate)|board of (?:secondary|intermediate|technical|school)[^\W_]*)(?!\w)",
    re.IGNORECASE,
)
_OF_STUDENTS = re.compile(
    r"\b(?:review|journal|society|club|team|newspaper|students['’] union|choir|orchestra|band|alumni(?: association)?|council|magazine)$",
    re.IGNORECASE,
)
"""What has the name of a school in its own and is none."""
_DEGREE = re.compile(
    r"(?<![\w.])(?:(?-i:DEC|AEC|DEP|DCS)(?=\s(?:in|en)\s)|b\.?\s?sc|m\.?\s?sc|b\.?\s?a|m\.?\s?a|b\.?\s?eng|m\.?\s?eng|b\.?\s?tech|m\.?\s?tech|b\.?\s?com"
    r"|m\.?\s?com|b\.?\s?ed|m\.?\s?ed|b\.?\s?e|m\.?\s?e|b\.?\s?s|m\.?\s?s|[bm]\.?\s?(?:des|voc|mus|agr|stat|th|soc|pharm)|b\.?\s?s\.?\s?b\.?\s?a|b\.?\s?b\.?\s?a|b\.?\s?s\.?\s?n|b\.?\s?f\.?\s?a|m\.?\s?f\.?\s?a|b\.?\s?i\.?\s?t|b\.?\s?c\.?\s?a|m\.?\s?c\.?\s?a|m\.?\s?b\.?\s?a|mca|bca|ll\.?\s?b"
    r"|ll\.?\s?m|ph\.?\s?d|d\.?\s?phil|m\.?\s?phil|ed\.?\s?d|psy\.?\s?d|d\.?\s?b\.?\s?a|m\.?\s?p\.?\s?a|m\.?\s?d|mbbs|bds|bvms|bvsc|b\.?v\.?sc|bvetmed|mvb|dvm|bfa|mfa|b\.?\s?arch|m\.?\s?arch|bsn|msn|adn|a\.?\s?a|a\.?\s?s"
    r"|a\.?\s?a\.?\s?s|hnd|hnc|pgdm|pgce|ged|mph|msw|bsw|b\.\s?l|b\.?\s?pharm|m\.?\s?pharm|pharmd|gcse|bhm|bha|(?-i:[MF]RC[A-Z]{1,6}|FRACP|FRACS)|cpa|acca|cima|cfa(?!\s(?-i:(?!Level|Charter|Institute|Program|Candidate)(?:d(?:e|u|es)\s)?[A-ZÀ-Þ]))|llb|h\.?\s?s\.?\s?c|s\.?\s?s\.?\s?c|ssce|wassce|cap|bep|but|cfp|ing\.(?=[\s,]|$)|mag\.(?=[\s,]|$)|mgr\.?(?=\s)|inż\.?(?=\s)|ng\.?d)(?![\w])\.?"
    r"|\b(?:brevet fédéral|CFC(?=\sd)|(?:technician|technologist)(?=\sin\s(?-i:[A-Z]))|especializaci[oó]n|especialização|especialidad|maestr[ií]a|diplomado|pregrado|posgrado|perito|specializzazione|laurea|licenciatura|licencjat|grado|máster|ingeniería|título|maturit[àa]|matura|výuční list|érettségi|bakalář|ylioppilastutkinto|studentereksamen|magisterium|kandidat\w*|candidatus"
    r"|diplôme|dut|bts|dea|dess|doktor|promotion|candidate of sciences|bachillerato|técnico|tecnólogo|examen|meisterbrief"
    r"|bachelor|master|doctor|doctorate|associate|dr\.\s?(?:phil|rer|med|iur|jur|ing|oec|sc|techn|theol)\b|habilitation|licen[cs]e|licentiate|diploma|diplom\w*|dipl\.|magister"
    r"|staatsexamen|abitur|fachabitur|mittlere reife|realschulabschluss|baccalauréat|maîtrise|doctorat|mestrado"
    r"|high school diploma|(?:as?|o)[- ]levels?|gcses?|kcse|kcpe|csec|sslc|ncea|(?-i:VCE|UACE|UCE|WAEC|NECO|CXC)|(?:advanced |scottish )?highers|leaving cert|junior cert|vocational(?!\s(?:and\s\w+\s)?(?:(?:high|secondary|technical|training)\s)?(?:school|college|institute|cent(?:re|er)|lyceum|academy|university))|apprenticeship|ausbildung|berufsausbildung|lehre|gesell\w+"
    r"|certificate|certificat|certificado|certificato|qualifica|attestato|attestation|titre professionnel|fagbrev|svennebrev|svendebrev|zertifikat|hauptschulabschluss|schulabschluss|umschulung"
    r"|(?:ön ?|yüksek )?lisans|świadectwo|oklevél|licență|atestat|ensino (?:médio|superior|secundário)|secundaria|bakalaureat|matrikulation|nvq|btec|^(?:(?:upper|lower|higher|senior|junior|general) )?secondary school(?!\s(?:no\b|№|#|\d))|(?<!board of )(?:higher secondary(?! school)|secondary school(?=\s(?:certificate|leaving|education|diploma|examination|in)\b))|^(?:senior )?high school$|plus two|10\+2|pre-university|postgraduate|undergraduate|graduate degree"
    r"|bacharelado|bachelorat|licenciad[oa]|mestrado|doutorado|doctorado|pós-graduação|graduação|bachiller|tecnicatura|formación profesional"
    r"|ingeniero|ingénieur diplômé|civilingenjör|sivilingeniør|inżynier|magisterskie|dottorato|kandidatexamen|\w+examen|geprüfter?|higher diploma|bac pro|hbo|vwo|havo|mbo"
    r"|trade\stest|barrister[- ]at[- ]law|(?:bar\s(?:vocational|professional|practice))|bootcamp|boot camp|nanodegree|city\s&\sguilds|chartered\saccountant|chartered\scertified\saccountant|baccalaureate|(?:leaving|junior)\scert(?:ificate)?"
    r"|fachwirt|fachhochschulreife|hochschulreife|staatlich\sgeprüft\w*|vordiplom|journeyman|red\sseal|trade\scertificate|first\sclass\shonours"
    r"|(?:grade|year)\s(?:10|11|12|13)(?!\s?[.,%/]\d)|10th(?:\sstandard)?|12th(?:\sstandard)?|class\s(?:x|xii|10|12)|international\sbaccalaureate|advanced\sdiploma"
    r"|honours|minor|major|degree|state examination|registered nurse training|foundation degree)\b(?:['’]s)?",
    re.IGNORECASE,
)
_UPPER_ONLY = re.compile(
    r"^(?:b\.?\s?[aes]|m\.?\s?[aeds]|a\.?\s?[as]|as|ba|ma|be|me|bs|ms|aa|md|tu|fh|mit|but|cap|bit|cima|cfa|hsc|ssc)\.?$",
    re.IGNORECASE,
)


_BODY = re.compile(
    r"(?<=\w\s)(?:hospital|infirmary|co-?operative|foundation|museum|church|hotel|restaurant|brewery|bakery|pharmacy"
    r"|association|authority|company|corporation)$",
    re.IGNORECASE,
)
"""What a body is called at the end of its name, as no post is."""
_OF_PEOPLE = re.compile(
    r"(?<=s\s)(?:\w+\s)?(?:theat(?:re|er)|college|academy|institute|school|market|cent(?:re|er)|club|union|guild|society|federation|league"
    r"|network|collective|council|trust|house|office|exchange|bank|orchestra|company|without borders)$",
    re.IGNORECASE,
)
"""The same behind the people that it is of ("Teachers College", "Artists Repertory Theatre")."""


@lru_cache(maxsize=4096)
def is_title(text: str) -> bool:
    """Whether text names a post, and no body of those who hold one ("Doctors Without Borders", "Union of Teachers")."""
    return _TITLE.search(text) is not None and _TITLE.search(_PEOPLE.sub(" ", text)) is not None


def has_legal_form(text: str) -> bool:
    """Whether text names a company beyond doubt: "Acme GmbH"."""
    return _FORM.search(text) is not None


def ends_like_a_firm(text: str) -> bool:
    """Whether text names a firm rather than a post: "Corvid Partners", "Cook County Hospital", but not "Head of School"."""
    if _PLURAL_KIND.search(text):
        return True
    body = _BODY.search(text) is not None or (_OF_PEOPLE.search(text) is not None and _names_people(text))
    return body and not re.search(r",|\b(?:of|at|for|in)\b", text)


def _names_people(text: str) -> bool:
    """All the posts in the text are in the plural."""
    return all(re.search(r"[^s]s$", post[0]) for post in _TITLE.finditer(text))


@lru_cache(maxsize=4096)
def is_company(text: str) -> bool:
    """Whether text names a company by its legal form or kind, and is no title ("Hotel Manager")."""
    return has_legal_form(text) or (_KIND.search(text) is not None and not is_title(text))


def is_legal_form(text: str) -> bool:
    """Whether text begins with a legal form, which belongs to the name before the comma ("Acme, Inc.")."""
    return _LEGAL.match(text) is not None


@lru_cache(maxsize=4096)
def is_school(text: str) -> bool:
    return any(_certain(match[0]) for match in _SCHOOL.finditer(text)) and not _OF_STUDENTS.search(text)


@lru_cache(maxsize=4096)
def is_degree(text: str) -> bool:
    return any(_certain(match[0]) for match in _DEGREE.finditer(text))


def is_bare_degree(text: str) -> bool:
    """Whether the text says that it is a degree and not in what ("Diploma", "Bachelor's degree")."""
    return is_degree(text) and re.search(r"[^\W\d_]{2}", _DEGREE.sub("", text)) is None


def _certain(word: str) -> bool:
    """Two-letter degrees and schools are also words ("as", "be", "me"): they count with capitals alone."""
    return not _UPPER_ONLY.match(word) or (
        word[0].isupper() and not word.islower() and word != word.capitalize()
    )
