using Budget.Core.Invoices;
using Budget.Core.Payments;

namespace Budget.Tests.Databases;

/// <summary>
/// Whatever happens in whichever order (declared, credited, corrected, disputed, settled, proposed, approved, sent back): after each step the books are sound, the reconciliation adds up, and what the
/// provider has had plus what is still to settle is what stands.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class PaymentWalkTests(Engine engine)
{
    private const int Steps = 45;
    private readonly Dictionary<string, DeclarationLine> standing = new(StringComparer.Ordinal);
    private readonly List<string> disputed = [];
    private Town town = null!;
    private Assigned[] assigned = [];
    private Random random = new(0);
    private int count;
    private string waiting = "";

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Every_cent_is_accounted_for_after_each_step(int seed)
    {
        (random, count, waiting) = (new Random(seed), 0, "");
        standing.Clear();
        disputed.Clear();
        town = await Town.On(engine);
        await using var leave = town;
        await town.Accounts();
        assigned = [await Assigned.In(town), await Assigned.In(town), await Assigned.In(town)];
        // Something is paid already: not every walk comes to it by itself.
        standing["R0"] = assigned[0].Debit("R0", 1, 2);
        await town.Import("M0", standing["R0"]);
        await town.Pay();
        for (var step = 0; step < Steps; step++)
        {
            var what = await Step();
            await town.MustBeSound();
            await town.Figures();
            var had = await Cents("SELECT COALESCE((SELECT SUM(amount_cents) FROM payment_transfers), 0) - COALESCE((SELECT SUM(transfer.amount_cents) FROM payment_failures failure JOIN payment_transfers transfer ON transfer.end_to_end_id = failure.end_to_end_id), 0)");
            var due = (await town.Database.Read(session => DueLine.Of(session, Town.Huizen))).Sum(line => line.Due.Cents);
            Assert.That(had + due, Is.EqualTo(standing.Values.Sum(line => line.Amount.Cents)), $"step {step}: {what}");
        }

        Assert.That(await Sql.Count(town, "postings WHERE kind = 'payment'"), Is.Positive, "something was paid at all");
    }

    private async Task<string> Step()
    {
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                var (to, month, reference) = (assigned[random.Next(assigned.Length)], 1 + random.Next(5), $"R{++count}");
                var debit = to.Debit(reference, month, 1 + random.Next(4));
                if ((await town.Import($"M{count}", debit)).Rejected == 0)
                {
                    standing[reference] = debit;
                }

                return "declared";
            case 3 when standing.Count > 0:
                var credited = One();
                Assert.That((await town.Import($"C{++count}", standing[credited].CreditedBy($"C{count}"))).Rejected, Is.Zero, "a right credit is never refused");
                standing.Remove(credited);
                return "credited";
            case 4 when standing.Count > 0:
                var corrected = One();
                var place = (await Rows.Of(town.ConnectionString, $"SELECT b.number, line.posting_number FROM invoice_lines line JOIN budgets b ON b.id = line.budget_id WHERE line.reference = '{corrected}'"))[0].Split(' ');
                Assert.That((await town.Reverse(place[0], long.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture))).Refusal, Is.Null);
                standing.Remove(corrected);
                return "corrected";
            case 5 when standing.Count > 0:
                var wrong = One();
                if (!(await town.Dispute(assigned.Single(client => client.Bsn == standing[wrong].Bsn), wrong)).IsRefused)
                {
                    disputed.Add(wrong);
                }

                return "disputed";
            case 6 when disputed.FirstOrDefault(standing.ContainsKey) is { } open:
                var isDelivered = random.Next(2) == 0;
                await town.Settle(open, isDelivered);
                disputed.Remove(open);
                if (!isDelivered)
                {
                    standing.Remove(open);
                }

                return "settled";
            case 7 or 8 when waiting.Length > 0:
                var answer = random.Next(4) == 0 ? (await new RefusePayments(town.Database).Do(town.FinanceToo, town.Key(), waiting)).Refusal : (await new ApprovePayments(town.Database).Do(town.FinanceToo, town.Key(), new(waiting))).Refusal;
                if (answer is null && await Sql.Count(town, $"payment_run_answers WHERE outcome = 'approved' AND identification LIKE '%{waiting}'") == 1)
                {
                    await new FetchPaymentFile(town.Database).Do(town.Finance, town.Key(), new(waiting));
                }

                waiting = answer is null ? "" : waiting;
                return "answered";
            case 7 or 8:
                var proposed = await new ProposePayments(town.Database).Do(town.Finance, town.Key(), new(town.Today, random.Next(2) == 0 ? null : town.Today.AddDays(40)));
                waiting = proposed.IsRefused ? "" : proposed.Value;
                return "proposed";
            default:
                var paid = await Rows.Of(town.ConnectionString, "SELECT end_to_end_id, amount_cents FROM payment_transfers ORDER BY end_to_end_id");
                if (paid.Count > 0)
                {
                    var one = paid[random.Next(paid.Count)].Split(' ');
                    Assert.That((await town.Bank(Paying.Return(one[0], new Money(long.Parse(one[1], System.Globalization.CultureInfo.InvariantCulture)), $"CAMT-{++count}"))).Refusal, Is.Null);
                }

                return "sent back";
        }
    }

    private string One() => standing.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(standing.Count));

    private async Task<long> Cents(string sql) => Convert.ToInt64((await Rows.Of(town.ConnectionString, sql))[0], System.Globalization.CultureInfo.InvariantCulture);
}
