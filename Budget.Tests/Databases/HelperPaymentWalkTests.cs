using System.Globalization;
using Budget.Core.HelperPayments;

namespace Budget.Tests.Databases;

/// <summary>
/// Whatever happens in whichever order (claimed, taken back, sent, paid, refused, returned): after each step the books are sound, and what the SVB has paid and did not get back plus what is still to settle is what stands.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class HelperPaymentWalkTests(Engine engine)
{
    private const int Steps = 40;

    private const string First = "NL91 ABNA 0417 1643 00";

    private const string StandsSql = """
        SELECT COALESCE(CAST(SUM(c.amount_cents) AS BIGINT), 0)
        FROM claims c
        WHERE NOT EXISTS (SELECT 1 FROM postings back WHERE back.budget_id = c.budget_id AND back.reverses_number = c.posting_number)
          AND NOT EXISTS (SELECT 1 FROM svb_waiting waits WHERE waits.claim_id = c.id)
        """;

    /// <summary>Which lines the SVB has paid and did not get back: it tells the truth, sometimes late, and sometimes says first that it did not.</summary>
    private readonly Dictionary<string, long> had = new(StringComparer.Ordinal);

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Every_cent_is_accounted_for_after_each_step(int seed)
    {
        var random = new Random(seed);
        had.Clear();
        await using var town = await Town.On(engine);
        Agreeing[] all = [await Agreeing.In(town), await Agreeing.In(town)];
        string[] numbers = [await all[0].Approved(), await all[1].Approved()];
        for (var step = 0; step < Steps; step++)
        {
            var what = await Step(town, all, numbers, random);
            await town.MustBeSound();
            await KeptBeside.MustAgree(town);
            await new StartSvb(town.Database).Do(town.Finance, town.Key(), new(new(2020, 1, 1)));
            var due = (await town.Database.Read(session => ClaimToPay.Of(session, Town.Huizen))).Sum(claim => claim.Due.Cents);
            var waiting = (await Rows.Of(town.ConnectionString, "SELECT line.reference FROM svb_order_lines line JOIN svb_waiting waits ON waits.claim_id = line.claim_id")).ToHashSet(StringComparer.Ordinal);
            Assert.That(had.Where(line => !waiting.Contains(line.Key)).Sum(line => line.Value) + due, Is.EqualTo(await Cents(town, StandsSql)), $"step {step}: {what}");
            var paid = await Cents(town, "SELECT COALESCE(CAST(SUM(CASE WHEN to_account = 'paid' THEN amount_cents ELSE -amount_cents END) AS BIGINT), 0) FROM postings WHERE 'paid' IN (to_account, from_account)");
            Assert.That(paid, Is.EqualTo(await Cents(town, "SELECT COALESCE(CAST(SUM(c.amount_cents) AS BIGINT), 0) FROM paid_claims paid JOIN claims c ON c.id = paid.claim_id")), what);
        }

        Assert.That(await Sql.Count(town, "postings WHERE kind = 'payment'"), Is.Positive, "something was paid at all");
    }

    private async Task<string> Step(Town town, Agreeing[] all, string[] numbers, Random random)
    {
        var which = random.Next(all.Length);
        switch (random.Next(11))
        {
            case 0 or 1 or 2:
                await all[which].Claim(numbers[which], 1 + random.Next(5), 1 + random.Next(9));
                return "claimed";
            case 3:
                var standing = await Rows.Of(town.ConnectionString, "SELECT b.number, c.posting_number FROM claims c JOIN budgets b ON b.id = c.budget_id WHERE NOT EXISTS (SELECT 1 FROM postings back WHERE back.budget_id = c.budget_id AND back.reverses_number = c.posting_number) ORDER BY b.number, c.posting_number");
                if (standing.Count > 0)
                {
                    var one = standing[random.Next(standing.Count)].Split(' ');
                    Assert.That((await town.Reverse(one[0], long.Parse(one[1], CultureInfo.InvariantCulture))).Refusal, Is.Null);
                }

                return "taken back";
            case 4 or 5:
                await town.Send();
                return "sent";
            case 10:
                var unheard = await Rows.Of(town.ConnectionString, """
                    SELECT made.number
                    FROM svb_orders made
                    WHERE NOT EXISTS (SELECT 1 FROM svb_withdrawals gone WHERE gone.order_id = made.id)
                      AND NOT EXISTS (SELECT 1 FROM svb_order_lines line JOIN svb_answer_lines word ON word.reference = line.reference WHERE line.order_id = made.id)
                    ORDER BY made.number
                    """);
                if (unheard.Count > 0)
                {
                    Assert.That((await new WithdrawSvbOrder(town.Database).Do(town.FinanceToo, town.Key(), new(unheard[random.Next(unheard.Count)]))).Refusal, Is.Null);
                }

                return "taken back from the SVB";
            // Another account is given, also of one to which nothing is paid any more.
            case 6 when random.Next(3) == 0:
                var account = (await new HelperAccountOfAgreement(town.Database).Of(all[which].Holder, numbers[which]))!;
                await new ChangeHelperAccount(town.Database).Do(all[which].Holder, town.Key(), new(numbers[which], account.Holder, account.Iban == First ? "NL69INGB0123456789" : First, account.Number));
                return "account";
            case 6 or 7 or 8:
                var open = await Rows.Of(town.ConnectionString, "SELECT line.reference, line.amount_cents FROM svb_waiting waits JOIN svb_order_lines line ON line.reference = waits.reference ORDER BY line.reference");
                foreach (var line in open.Select(row => row.Split(' ')))
                {
                    await Say(town, line, random.Next(3) == 0 ? "geweigerd" : "betaald", random);
                }

                return $"answered {open.Count}";
            default:
                // What was paid comes back, and of what was refused it turns out that it was paid, as long as it is the last line of its claim; not of a file that was taken back, of which nothing is booked.
                var known = await Rows.Of(town.ConnectionString, """
                    SELECT line.reference, line.amount_cents, CASE WHEN EXISTS (SELECT 1 FROM svb_order_lines later WHERE later.claim_id = line.claim_id AND later.reference > line.reference) THEN 0 ELSE 1 END
                    FROM svb_order_lines line
                    WHERE NOT EXISTS (SELECT 1 FROM svb_waiting waits WHERE waits.reference = line.reference)
                      AND NOT EXISTS (SELECT 1 FROM svb_answer_lines word WHERE word.reference = line.reference AND word.outcome = 'returned')
                      AND NOT EXISTS (SELECT 1 FROM svb_withdrawals gone WHERE gone.order_id = line.order_id)
                    ORDER BY line.reference
                    """);
                if (known.Count > 0)
                {
                    var line = known[random.Next(known.Count)].Split(' ');
                    if (had.ContainsKey(line[0]) || line[2] == "1")
                    {
                        await Say(town, line, had.ContainsKey(line[0]) ? "teruggekomen" : "betaald", random);
                        return $"said later {line[0]}";
                    }
                }

                return "nothing";
        }
    }

    private async Task Say(Town town, string[] line, string outcome, Random random)
    {
        var day = $"{1 + random.Next(28):D2}-07-2026";
        Assert.That((await town.Hear(Svb.Says(line[0], outcome, outcome == "betaald" ? "" : random.Next(3) == 0 ? "rekening-gesloten" : "anders", day))).Value is { IsRepeat: false, ToLookAt: 0 }, Is.True, $"{outcome} {line[0]}");
        had.Remove(line[0]);
        if (outcome == "betaald")
        {
            had[line[0]] = long.Parse(line[1], CultureInfo.InvariantCulture);
        }
    }

    private static async Task<long> Cents(Town town, string sql) => long.Parse((await Rows.Of(town.ConnectionString, sql)).Single(), CultureInfo.InvariantCulture);
}
