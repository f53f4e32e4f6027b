; Wat de budgethouder zelf van een briefje overneemt, is daarmee goedgekeurd. Na de laatste dag van een overeenkomst wordt niets meer doorgegeven.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 briefje van Fatima: 2026-06-08 van 10:00 tot 12:00
2026-06-15 Fatima stopt, laatste dag 2026-06-10
2026-06-15 briefje van Fatima: 2026-06-11 van 10:00 tot 12:00
2026-06-15 briefje van Fatima: 2026-06-09 van 10:00 tot 12:00
