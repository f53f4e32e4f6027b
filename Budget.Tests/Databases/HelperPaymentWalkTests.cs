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

    // Of what waits for the SVB nothing is known until it answers.
    private const string HadSql = """
        SELECT COALESCE(CAST(SUM(line.amount_cents) AS BIGINT), 0)
        FROM svb_order_lines line
        JOIN svb_answer_lines paid ON paid.reference = line.reference AND paid.outcome = 'paid' AND paid.counts = 1
        WHERE NOT EXISTS (SELECT 1 FROM svb_answer_lines back WHERE back.reference = line.reference AND back.outcome = 'returned' AND back.counts = 1)
          AND NOT EXISTS (SELECT 1 FROM svb_waiting waits WHERE waits.claim_id = line.claim_id)
        """;

    private const string StandsSql = """
        SELECT COALESCE(CAST(SUM(c.amount_cents) AS BIGINT), 0)
        FROM claims c
        WHERE NOT EXISTS (SELECT 1 FROM postings back WHERE back.budget_id = c.budget_id AND back.reverses_number = c.posting_number)
          AND NOT EXISTS (SELECT 1 FROM svb_waiting waits WHERE waits.claim_id = c.id)
        """;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Every_cent_is_accounted_for_after_each_step(int seed)
    {
        var random = new Random(seed);
        await using var town = await Town.On(engine);
        Agreeing[] all = [await Agreeing.In(town), await Agreeing.In(town)];
        string[] numbers = [await all[0].Approved(), await all[1].Approved()];
        for (var step = 0; step < Steps; step++)
        {
            var what = await Step(town, all, numbers, random);
            await town.MustBeSound();
            await KeptBeside.MustAgree(town);
            var due = (await town.Database.Read(session => ClaimToPay.Of(session, Town.Huizen))).Sum(claim => claim.Due.Cents);
            Assert.That(await Cents(town, HadSql) + due, Is.EqualTo(await Cents(town, StandsSql)), $"step {step}: {what}");
            var paid = await Cents(town, "SELECT COALESCE(CAST(SUM(CASE WHEN to_account = 'paid' THEN amount_cents ELSE -amount_cents END) AS BIGINT), 0) FROM postings WHERE 'paid' IN (to_account, from_account)");
            Assert.That(paid, Is.EqualTo(await Cents(town, "SELECT COALESCE(CAST(SUM(c.amount_cents) AS BIGINT), 0) FROM paid_claims paid JOIN claims c ON c.id = paid.claim_id")), what);
        }

        Assert.That(await Sql.Count(town, "postings WHERE kind = 'payment'"), Is.Positive, "something was paid at all");
    }

    private static async Task<string> Step(Town town, Agreeing[] all, string[] numbers, Random random)
    {
        var which = random.Next(all.Length);
        switch (random.Next(10))
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
            default:
                var lines = await Rows.Of(town.ConnectionString, "SELECT reference FROM svb_order_lines ORDER BY reference");
                if (lines.Count > 0)
                {
                    var (line, day) = (lines[random.Next(lines.Count)], $"{1 + random.Next(28):D2}-05-2026");
                    var outcome = random.Next(4) switch { 0 => "geweigerd", 1 => "teruggekomen", _ => "betaald" };
                    Assert.That((await town.Hear(Svb.Says(line, outcome, outcome == "betaald" ? "" : "anders", day))).Refusal, Is.Null);
                    return $"{outcome} {line}";
                }

                return "nothing";
        }
    }

    private static async Task<long> Cents(Town town, string sql) => long.Parse((await Rows.Of(town.ConnectionString, sql)).Single(), CultureInfo.InvariantCulture);
}
