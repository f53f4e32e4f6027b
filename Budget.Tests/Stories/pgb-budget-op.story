; Meer dan er is, wordt niet goedgekeurd.
2026-06-15 pgb 5,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 Fatima werkte 2026-06-01 van 09:00 tot 13:00
2026-06-15 Fatima werkte 2026-06-02 van 09:00 tot 11:00
2026-06-15 klopt: Fatima 2026-06-01
2026-06-15 klopt: Fatima 2026-06-02
2026-06-15 minder: Fatima 2026-06-02, 1 uur
