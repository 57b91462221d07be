"""The months of a resume's dates, in the languages that people write them in, in full and in short."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

_MONTHS = (
    "jan|january|januar|jänner|janv|janvier|ene|enero|janeiro|gen|gennaio|januari|sty|styczeń|stycznia"
    "|siječanj|siječnja|leden|ledna|január|ianuarie|ocak|tammikuu|янв|январь|января|січень|січня",
    "feb|february|februar|feber|févr|fév|fevr|fev|fevrier|février|febrero|fevereiro|febbraio|februari|lut|luty|lutego"
    "|veljača|veljače|únor|února|február|februarie|şubat|subat|helmikuu|фев|февраль|февраля|лютий|лютого",
    "mar|march|märz|marz|mrz|maerz|mär|mars|marzo|março|marco|maart|mrt|marzec|marca"
    "|mart|marts|ožujak|ožujka|březen|března|marec|március|martie|maret|maaliskuu|март|марта|березень|березня",
    "apr|april|avr|avril|abr|abril|aprile|kwi|kwiecień|kwietnia"
    "|travanj|travnja|duben|dubna|apríl|április|aprilie|nisan|huhtikuu|апр|апрель|апреля|квітень|квітня",
    "may|mai|mayo|maio|maggio|mag|mei|maj|maja"
    "|svibanj|svibnja|květen|května|máj|mája|május|mayıs|mayis|toukokuu|май|мая|травень|травня",
    "jun|june|juni|juin|junio|junho|giu|giugno|cze|czerwiec|czerwca"
    "|lipanj|lipnja|červen|června|jún|júna|június|iunie|haziran|kesäkuu|июнь|июня|червень|червня",
    "jul|july|juli|juil|juillet|julio|julho|lug|luglio|lip|lipiec|lipca"
    "|srpanj|srpnja|červenec|července|júl|júla|július|iulie|temmuz|heinäkuu|июль|июля|липень|липня",
    "aug|august|août|aout|ago|agosto|augusti|augustus|sie|sierpień|sierpnia"
    "|avgust|kolovoz|kolovoza|srpen|srpna|augusztus|agustus|ağustos|agustos|elokuu|авг|август|августа|серпень|серпня",
    "sep|sept|septi|september|septembre|septiembre|setiembre|set|setembro|settembre|wrz|wrzesień|września"
    "|septembar|rujan|rujna|září|szeptember|septembrie|eylül|eylul|syyskuu|сен|сентябрь|сентября|вересень|вересня",
    "oct|october|okt|oktober|octobre|octubre|out|outubro|ott|ottobre|paź|październik|października"
    "|oktobar|říjen|října|október|octombrie|ekim|lokakuu|окт|октябрь|октября|жовтень|жовтня",
    "nov|november|novembre|noviembre|novembro|lis|listopad|listopada"
    "|novembar|studeni|studenog|listopadu|noiembrie|kasım|kasim|marraskuu|ноя|ноябрь|ноября",
    "dec|dici|december|dez|dezember|déc|décembre|decembre|dic|diciembre|dezembro|dicembre|gru|grudzień|grudnia"
    "|decembar|prosinac|prosinca|prosinec|prosince|decembrie|desember|aralık|aralik|joulukuu|дек|декабрь|декабря|грудень|грудня",
)
NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
"""1 to 12 by name, folded."""


def _by_letter(names: Iterable[str]) -> str:
    """One of the names, the longest that fits. By their first letters, for `re` tries all alternatives in turn."""
    longest = sorted(names, key=lambda name: (name[0], -len(name)))
    return "|".join(
        f"{letter}(?:{'|'.join(name[1:] for name in group)})"
        for letter, group in groupby(longest, key=lambda name: name[0])
    )


MONTHS = _by_letter(NUMBER)
"""For a regular expression that minds no case."""
BEGINS = _by_letter({name[:3] for name in NUMBER})
"""What any of them begins with."""


def folded(text: str) -> str:
    """In lower case, a Turkish İ as the i that a regular expression takes it for."""
    return text.lower().replace("i\u0307", "i")
