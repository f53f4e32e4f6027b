; Wat niet is gebruikt van een PGB dat voorbij is, gaat vanzelf terug: als de termijnen om uren door te geven voorbij zijn (zes weken voor de hulp, vier voor de budgethouder), en er niets meer wacht. Wat na een correctie vrijkomt, gaat vier weken later ook terug.
2026-06-15 pgb 600,00
2026-06-15 overeenkomst Fatima, zelfstandige, 1,00 per uur, hoogstens 40 uur per maand, 2026-01-01 tot 2026-12-31
2026-06-15 Fatima werkte in 2026-04 20 uur
2026-06-15 Fatima werkte in 2026-05 10 uur
2026-06-15 klopt: Fatima 2026-04-01
2027-01-04 wat over is gaat terug
2027-03-11 wat over is gaat terug
2027-03-12 wat over is gaat terug
2027-03-12 klopt niet: Fatima 2026-05-01
2027-03-12 wat over is gaat terug
2027-03-12 wat over is gaat terug
2027-04-01 correctie van boeking 2
2027-04-29 wat over is gaat terug
2027-04-30 wat over is gaat terug
