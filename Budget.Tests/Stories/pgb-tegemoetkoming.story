; Iemand uit het eigen netwerk kan een vast bedrag per maand krijgen, van hoogstens 141 euro (Uitvoeringsregeling Wmo 2015, art. 2a). Voor anderen is dat er niet.
2026-06-15 pgb 6000,00
2026-06-15 overeenkomst Joost, netwerk, 141,01 per maand, 2026-05-01 tot 2026-12-31
2026-06-15 overeenkomst Joost, zelfstandige, 100,00 per maand, 2026-05-01 tot 2026-12-31
2026-06-15 overeenkomst Joost, netwerk, 141,00 per maand, 2026-05-01 tot 2026-12-31
2026-06-15 vaste bedragen
