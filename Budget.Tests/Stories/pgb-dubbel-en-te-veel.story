; Hetzelfde uur twee keer, een dag die nog komt, een dag voor de overeenkomst, meer dan per maand mag: het wordt meteen geweigerd, met de reden.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 4 uur per maand, 2026-02-01 tot 2026-12-31
2026-06-15 Fatima werkte 2026-06-01 van 09:00 tot 11:00
2026-06-15 Fatima werkte 2026-06-01 van 10:30 tot 11:30
2026-06-15 Fatima werkte 2026-06-16 van 09:00 tot 10:00
2026-06-15 Fatima werkte 2026-01-31 van 09:00 tot 10:00
2026-06-15 Fatima werkte 2026-06-02 van 09:00 tot 12:00
2026-06-15 Fatima werkte in 2026-05 4 uur
2026-06-15 Fatima werkte in 2026-05 1 uur
2026-06-15 klopt: Fatima 2026-06-01
2026-06-15 klopt: Fatima 2026-05-01
