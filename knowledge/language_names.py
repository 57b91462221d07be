"""Names of the languages that people speak, in English, German and French."""

from __future__ import annotations

import re

_LANGUAGES = """english german french spanish italian portuguese dutch polish czech slovak hungarian romanian bulgarian
greek turkish russian ukrainian serbian croatian bosnian slovenian macedonian albanian swedish norwegian danish finnish
icelandic estonian latvian lithuanian irish welsh catalan basque galician arabic hebrew persian farsi dari pashto urdu
hindi bengali bangla punjabi marathi gujarati tamil telugu kannada malayalam odia assamese nepali sinhala sinhalese
mandarin cantonese chinese japanese korean vietnamese thai khmer lao burmese malay indonesian bahasa tagalog filipino
swahili amharic yoruba igbo hausa zulu xhosa afrikaans somali kurdish armenian georgian azerbaijani kazakh uzbek mongolian
latin esperanto konkani sanskrit twi shona maltese luxembourgish tibetan sindhi
deutsch englisch französisch spanisch italienisch portugiesisch niederländisch polnisch tschechisch ungarisch rumänisch
bulgarisch griechisch türkisch russisch ukrainisch serbisch kroatisch schwedisch norwegisch dänisch finnisch arabisch
persisch chinesisch japanisch koreanisch vietnamesisch
anglais français allemand espagnol italien portugais néerlandais polonais russe arabe chinois japonais turc"""
LANGUAGE = re.compile(rf"(?<!\w)(?:{'|'.join(_LANGUAGES.split())})(?!\w)", re.IGNORECASE)
