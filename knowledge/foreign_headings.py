"""Headings of resumes in languages beside English, German, French and their neighbours, by the name of their section."""

from __future__ import annotations

from collections.abc import Mapping

FOREIGN: Mapping[str, str] = {
    "summary": """o mně|o mne|hakkımda|özet|bemutatkozás|despre mine|profil personal|o meni|om mig|om meg|tietoa minusta|profiili
        |tentang saya|obiettivo|обо мне|про мене|προφίλ|giới thiệu|mục tiêu nghề nghiệp""",
    "employment": """praxe|pracovní zkušenosti|pracovní praxe|zaměstnání|pracovné skúsenosti|prax|deneyim|deneyimler|iş deneyimi
        |iş deneyimleri|iş tecrübesi|szakmai tapasztalat|munkatapasztalat|experiență|experiență profesională|experienta profesionala
        |radno iskustvo|iskustvo|delovne izkušnje|työkokemus|yrkeserfaring|erfarenhet|yrkeserfarenhet|anställningar|ervaring|loopbaan
        |pengalaman kerja|pengalaman|kinh nghiệm làm việc|kinh nghiệm|εμπειρία|επαγγελματική εμπειρία|εργασιακή εμπειρία|опыт работы
        |досвід роботи|experiència|experiència professional|experiència laboral|percurso profissional|historia zatrudnienia""",
    "education": """vzdělání|vzdelanie|eğitim|eğitim bilgileri|öğrenim|tanulmányok|végzettség|studii|educație|educație și formare|educatie
        |obrazovanje|izobrazba|koulutus|uddannelser|utdannelse|pendidikan|học vấn|trình độ học vấn|εκπαίδευση|σπουδές|образование|освіта
        |estudis|formació|edukacja|escolaridad|percurso académico""",
    "skills": """dovednosti|schopnosti|schopnosti a dovednosti|zručnosti|yetenekler|beceriler|yetkinlikler|készségek|competențe|aptitudini
        |abilități|vještine|veštine|znanja i vještine|taidot|osaaminen|kompetencer|færdigheder|kvalifikasjoner|keahlian|kemampuan|kỹ năng
        |δεξιότητες|навыки|навички|competències|habilitats""",
    "languages": """jazyky|jazykové znalosti|znalost jazyků|diller|yabancı dil|yabancı diller|nyelvek|nyelvtudás|limbi străine|limbi
        |jezici|strani jezici|kielet|bahasa|ngôn ngữ|ngoại ngữ|γλώσσες|ξένες γλώσσες|языки|мови|idiomes|språkkunskaper|sprogkundskaber""",
    "certifications": "kursy|kursy i szkolenia|kursy i uprawnienia|uprawnienia|szkolenia|kurzy|sertifikalar|kurslar|kurser|kurssit|tečajevi|cursuri|tanfolyamok|sertifikat|sertifikasi|chứng chỉ|курсы",
    "contact": """osobní údaje|osobné údaje|kişisel bilgiler|iletişim|személyes adatok|elérhetőség|date personale|date de contact
        |osobni podaci|henkilötiedot|yhteystiedot|personuppgifter|personlige opplysninger|kontaktinfo|kontaktinformasjon|data pribadi
        |thông tin cá nhân|личные данные|контакты|dades personals|στοιχεία επικοινωνίας""",
    "references": "reference|referanslar|referenser|referanser|referencer|suosittelijat|referințe|referencie",
    "other": """zájmy|koníčky|hobiler|ilgi alanları|érdeklődés|érdeklődési kör|hobbi|interese|hobby-uri|interesi|harrastukset|interesser
        |fritid|fritidsinteresser|интересы|хобби|řidičský průkaz|körkort|førerkort|kørekort|sürücü belgesi|jogosítvány|permis de conducere""",
}
