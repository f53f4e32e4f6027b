using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Tests.Simulation;

/// <summary>Questions to the product, and whether the model agrees: one figure on some day, or every row there is.</summary>
internal sealed class SimulationLook(SimulatedTown town, ModelTown model, Random random)
{
    public async Task Ask(Database database)
    {
        var day = SimulatedTown.FirstDay.AddDays(random.Next(-40, Math.Max(1, model.Ledger.Today.DayNumber - SimulatedTown.FirstDay.DayNumber + 60)));
        if (model.Budgets.Count == 0 || random.Next(2) == 0)
        {
            var all = await new TrialBalance(database).On(town.Finance, day);
            Agree(all, new TrialBalance.Answer(day, model.Ledger.ByBooking(day), model.Ledger.ByCare(day), model.Ledger.ClosedUntil), "trial balance");
            return;
        }

        var budget = model.Budgets[random.Next(model.Budgets.Count)].Number;
        var answer = await new BalanceOnDay(database).Of(town.Finance, budget, day);
        Agree(answer, new BalanceOnDay.Answer(day, model.Ledger.ByBooking(day, budget), model.Ledger.ByCare(day, budget)), budget);
    }

    /// <summary>Row by row: there is a posting for each that was acknowledged, and for no other.</summary>
    public async Task AtEverything(Database database)
    {
        Agree(Lines(await database.Read(session => session.List<string>(PostingsSql))), Lines(Postings()), "postings");
        Agree(Lines(await database.Read(session => session.List<string>(HeadsSql))), Lines(model.Ledger.Heads.Select(head =>
            Line(head.Day, head.Budgets, head.Postings, head.Available.Cents, head.Reserved.Cents, head.Payable.Cents, head.Paid.Cents))), "heads");
        Agree(Lines(await database.Read(session => session.List<string>(MonthsSql))), Lines(model.Ledger.Months.Select(month =>
            Line(month.EndsOn, month.Postings, month.Available.Cents, month.Reserved.Cents, month.Payable.Cents, month.Paid.Cents))), "closed months");
        Agree(await database.Read(session => session.Single<long>(KeysSql)) - town.KeysBefore, (long)model.Ledger.KeysUsed, "keys used");
        var verified = await new VerifyLedger(database).Run();
        Agree(verified.FirstFault, null, "the first fault that verify finds");
        Agree(verified.Postings, (long)model.Ledger.Postings.Count, "postings that verify saw");
    }

    private IEnumerable<string> Postings() =>
        from postings in model.Ledger.Postings.GroupBy(posting => posting.Budget).OrderBy(budget => budget.Key, StringComparer.Ordinal)
        from posting in postings
        let upTo = postings.Where(earlier => earlier.Number <= posting.Number).ToList()
        let after = ModelLedger.BalanceOf(upTo)
        let left = posting.Assignment is { } assignment ? ModelLedger.Sum(upTo.Where(earlier => earlier.Assignment == assignment), Account.Reserved) : -1
        select Line(
            posting.Budget, posting.Number, posting.Kind.Stored(), posting.From.Stored(), posting.To.Stored(), posting.Cents, posting.OccurredOn,
            posting.EffectiveOn, posting.PostedOn, $"{posting.PostedAt:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}", after.Available.Cents, after.Reserved.Cents,
            after.Payable.Cents, after.Paid.Cents, posting.Assignment ?? -1, left, posting.Reverses ?? -1, posting.By.Value,
            posting.OnBehalfOf is { } request ? town.Requests[request].Id.Value : "self");

    private static string Line(params object[] cells) => string.Join(' ', cells.Select(cell => cell is DateOnly day ? $"{day:O}" : $"{cell}"));

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    public static void Agree<T>(T product, T model, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(product, model))
        {
            var (ours, theirs) = ($"{product}".Split('\n'), $"{model}".Split('\n'));
            Assert.Fail($"{what}\n  the product: {string.Join("\n    ", ours.Except(theirs, StringComparer.Ordinal))}\n  the model:   {string.Join("\n    ", theirs.Except(ours, StringComparer.Ordinal))}");
        }
    }

    private const string PostingsSql = """
        SELECT b.number || ' ' || p.number || ' ' || kind || ' ' || from_account || ' ' || to_account || ' ' || amount_cents || ' ' || occurred_on
            || ' ' || effective_on || ' ' || posted_on || ' ' || posted_at || ' ' || available_cents || ' ' || reserved_cents || ' ' || payable_cents
            || ' ' || paid_cents || ' ' || COALESCE(a.number, -1) || ' ' || COALESCE(reservation_left_cents, -1) || ' ' || COALESCE(reverses_number, -1)
            || ' ' || actor_id || ' ' || COALESCE(on_behalf_of, 'self')
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        LEFT JOIN assignments a ON a.id = p.reservation_id
        ORDER BY b.number, p.number
        """;

    private const string HeadsSql = """
        SELECT day || ' ' || budgets || ' ' || postings || ' ' || available_cents || ' ' || reserved_cents || ' ' || payable_cents || ' ' || paid_cents
        FROM ledger_heads
        ORDER BY day
        """;

    private const string MonthsSql = """
        SELECT ends_on || ' ' || postings || ' ' || available_cents || ' ' || reserved_cents || ' ' || payable_cents || ' ' || paid_cents
        FROM closed_months
        ORDER BY ends_on
        """;

    private const string KeysSql = "SELECT COUNT(*) FROM idempotency_keys";
}
