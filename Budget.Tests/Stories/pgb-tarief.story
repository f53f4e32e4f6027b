; Het tarief is niet hoger dan dat van het besluit, de overeenkomst valt binnen het budget, en met dezelfde hulp loopt er een tegelijk.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,01 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2025-12-31 tot 2026-12-31
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 10 uur per maand, 2026-06-01 tot 2026-12-31
