"""Names of the languages that people speak, in English, and the commonest of Europe in its own languages."""

from __future__ import annotations

import re

_LANGUAGES = """english german french spanish italian portuguese dutch polish czech slovak hungarian romanian bulgarian
greek turkish russian ukrainian serbian croatian bosnian slovenian macedonian albanian swedish norwegian danish finnish
icelandic estonian latvian lithuanian irish welsh catalan basque galician arabic hebrew persian farsi dari pashto urdu
hindi bengali bangla punjabi marathi gujarati tamil telugu kannada malayalam odia assamese nepali sinhala sinhalese
mandarin cantonese chinese japanese korean vietnamese thai khmer lao burmese malay indonesian bahasa tagalog filipino
swahili amharic yoruba igbo hausa zulu xhosa afrikaans somali kurdish armenian georgian azerbaijani kazakh uzbek mongolian
kiswahili chichewa nyanja bemba sesotho setswana tswana isizulu isixhosa kinyarwanda kirundi luganda lingala wolof fula ewe
oromo tigrinya malagasy kipsigis kalenjin kikuyu dholuo creole breton gaelic scots frisian flemish sami faroese belarusian
tatar turkmen kyrgyz tajik javanese cebuano ilocano maori samoan fijian hawaiian marwari bhojpuri maithili rajasthani tulu
konkani manipuri kashmiri cantonese hokkien taiwanese
ndebele isindebele sepedi siswati xitsonga tshivenda kiluhya luo somali pular fulani susu soninke mandinka bambara dioula moore kinyamwezi luba kikongo
umbundu kimbundu hmong dzongkha gurung newari tharu sherpa santali bodo khasi mizo
latin esperanto konkani sanskrit twi shona maltese luxembourgish tibetan sindhi
deutsch englisch französisch spanisch italienisch portugiesisch niederländisch polnisch tschechisch ungarisch rumänisch
bulgarisch griechisch türkisch russisch ukrainisch serbisch kroatisch schwedisch norwegisch dänisch finnisch arabisch
persisch chinesisch japanisch koreanisch vietnamesisch
anglais français allemand espagnol italien portugais néerlandais polonais russe arabe chinois japonais turc vietnamien grec roumain
hongrois tchèque suédois norvégien danois finnois ukrainien catalan créole
español inglés francés alemán italiano portugués árabe chino ruso catalán gallego euskera
inglês francês alemão espanhol inglese francese tedesco spagnolo portoghese russo cinese arabo rumeno
nederlands engels duits frans spaans angielski niemiecki francuski hiszpański włoski rosyjski polski ukraiński
svenska engelska tyska franska spanska norska danska finska norsk engelsk tysk fransk spansk svensk dansk"""
LANGUAGE = re.compile(rf"(?<!\w)(?:{'|'.join(_LANGUAGES.split())})(?!\w)", re.IGNORECASE)
