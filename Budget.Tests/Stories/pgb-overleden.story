; Van een budgethouder die overlijdt, worden de uren tot en met die dag betaald en latere niet. Wat dan nog niet kan worden doorgegeven, gaat terug.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 Fatima werkte 2026-06-08 van 09:00 tot 12:00
2026-06-15 Fatima werkte 2026-06-12 van 09:00 tot 12:00
2026-06-15 de budgethouder overleed op 2026-06-10
2026-06-15 klopt: Fatima 2026-06-08
2026-06-15 klopt: Fatima 2026-06-12
