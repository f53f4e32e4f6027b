; Wat een hulp werkt, geeft die door met dag en tijden. De budgethouder kijkt elke regel na.
; Een foute regel houdt de andere niet op (Uitvoeringsregeling Wmo 2015: declaratie met uren en tarief).
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 Fatima werkte 2026-06-01 van 09:00 tot 12:00
2026-06-15 Fatima werkte 2026-06-02 van 09:00 tot 12:00, 30 minuten pauze
2026-06-15 Fatima werkte 2026-06-03 van 09:00 tot 12:00
2026-06-15 klopt: Fatima 2026-06-01
2026-06-15 klopt niet: Fatima 2026-06-02
2026-06-15 minder: Fatima 2026-06-03, 2,5 uur
