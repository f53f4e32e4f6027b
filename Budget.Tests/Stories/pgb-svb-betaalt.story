; De SVB betaalt wat is goedgekeurd (trekkingsrecht, Wmo 2015, 2.6.2). Geboekt wordt het als de SVB zegt dat er is betaald.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 Fatima werkte in 2026-05 10 uur
2026-06-15 klopt: Fatima 2026-05-01
2026-06-15 bestand naar de SVB
2026-06-15 bestand naar de SVB
2026-06-22 de SVB zegt: betaald
2026-06-22 de SVB zegt: betaald
