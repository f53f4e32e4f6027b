; Een betaling die terugkomt, gaat pas weer weg als er een ander rekeningnummer is. Wat te veel is betaald, wordt verrekend.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 Fatima werkte in 2026-05 10 uur
2026-06-15 klopt: Fatima 2026-05-01
2026-06-15 bestand naar de SVB
2026-06-22 de SVB zegt: betaald
2026-06-23 de SVB zegt: teruggekomen (rekening-gesloten)
2026-06-23 bestand naar de SVB
2026-06-23 rekening van Fatima wordt NL69INGB0123456789
2026-06-23 bestand naar de SVB
2026-06-24 de SVB zegt: betaald
2026-06-25 correctie van boeking 2
2026-06-25 bestand naar de SVB
2026-06-26 de SVB zegt: betaald
