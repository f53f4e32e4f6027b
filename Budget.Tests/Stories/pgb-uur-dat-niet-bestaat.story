; In maart bestaat een uur niet, in oktober bestaat een uur twee keer.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 Fatima werkte 2026-03-29 van 02:15 tot 04:00
2026-06-15 Fatima werkte 2026-03-29 van 01:00 tot 04:00
2026-06-15 klopt: Fatima 2026-03-29
2026-11-01 Fatima werkte 2026-10-25 van 00:00 tot 06:00
2026-11-01 klopt: Fatima 2026-10-25
