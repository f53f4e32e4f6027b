; Een vast maandloon wordt elke maand betaald zonder dat iemand declareert, tot de overeenkomst stopt. Van een deel van een maand: het deel van de dagen.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Karin, organisatie, maandloon 1,00 per uur voor 30 uur, 2026-05-11 tot 2026-12-31
2026-06-15 vaste bedragen
2026-06-15 Karin werkte 2026-06-01 van 09:00 tot 10:00
2026-07-01 vaste bedragen
2026-07-01 vaste bedragen
2026-07-10 Karin stopt, laatste dag 2026-07-15
2026-08-01 vaste bedragen
2026-09-01 vaste bedragen
