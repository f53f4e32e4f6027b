; Een hulp geeft binnen zes weken na de maand door wat er is gewerkt. Wat later komt, wordt niet geweigerd: het wordt gemerkt als te laat, en of het nog wordt betaald zeggen mensen.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 Fatima werkte in 2026-01 10 uur
2026-06-15 klopt: Fatima 2026-01-01
