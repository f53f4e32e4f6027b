using Budget.Core.Ledger;
using Budget.Core.Statements;
using Budget.Core.Storage;

namespace Budget.Bench;

/// <summary>
/// What one budget costs in a file of ten thousand, ten million and, for a whole country, thirty million postings: its balance, its
/// statement, one more posting. Of some hundred budgets all over the file, as a busy hour asks for them; and of another budget each time.
/// </summary>
internal static class BalanceAtSize
{
    private static readonly LedgerSize Street = new(Municipalities: 1, BudgetsEach: 100, PostingsEach: 100);
    private static readonly LedgerSize TenMillion = new(Municipalities: 10, BudgetsEach: 10_000, PostingsEach: 100);
    /// <summary>A client more than the country has, in as many towns of this size, with two years of invoice lines each.</summary>
    private static readonly LedgerSize Country = new(Municipalities: 325, BudgetsEach: 4_000, PostingsEach: 23);

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var street = await Questions.In(Street);
        await using var large = await Questions.In(TenMillion);
        var times = await Measure.InTurns(Questions.PerRound, street.Balance, large.Balance, large.UnaskedBalance);
        var statements = await Measure.InTurns(Questions.PerRound, street.Statement, large.Statement);
        return
        [
            new Figure("One balance, 10 million postings", times[1], times[0], "in 10,000 postings") { Targets = [Target.AtMost(0.05), Target.RatioAtMost(1.2)] },
            new Figure("A balance that nobody asked for yet, 10 million postings", times[2], times[0], "in 10,000 postings") { Targets = [Target.AtMost(0.05)] },
            new Figure("A statement of 100 postings, out of 10 million", statements[1], statements[0], "out of 10,000") { Targets = [Target.AtMost(1)] },
        ];
    }

    public static async Task<IReadOnlyList<Figure>> RunCountry()
    {
        await using var town = await Questions.In(LedgerSize.Million);
        await using var country = await Questions.In(Country);
        var unasked = await Measure.InTurns(Questions.PerRound, country.UnaskedBalance);
        var times = await Measure.InTurns(Questions.PerRound, town.Balance, country.Balance);
        var statements = await Measure.InTurns(Questions.PerRound, town.Statement, country.Statement);
        var postings = await Measure.InTurns(Questions.PerRound, town.Post, country.Post);
        var what = FormattableString.Invariant($"{Country.Budgets:#,0} budgets, {Country.Postings:#,0} postings");
        return
        [
            new Figure($"A country: written, {what}", new Sample([country.WrittenIn]), Items: Country.Postings)
            {
                Remark = FormattableString.Invariant($"{country.FileBytes / 1e9:0.0} GB; rows written past the deeds and not durably; per second: postings"),
            },
            new Figure("A country: one balance", times[1], times[0], "in a town") { Targets = [Target.RatioAtMost(1.5)] },
            new Figure("A country: a balance that nobody asked for yet", unasked[0]),
            new Figure("A country: a statement of 23 postings", statements[1], statements[0], "of 100, in a town"),
            new Figure("A country: one durable posting", postings[1], postings[0], "in a town"),
        ];
    }

    /// <summary>A ledger of a size, and what is asked of it.</summary>
    private sealed class Questions : IAsyncDisposable
    {
        public const int PerRound = 400;
        private readonly BenchTown town;
        private readonly LedgerSize size;
        private int asked;
        private long unasked;

        private Questions(BenchTown town, LedgerSize size, double writtenIn) => (this.town, this.size, WrittenIn) = (town, size, writtenIn);

        public double WrittenIn { get; }
        public long FileBytes => town.Storage.FileBytes;

        public static async Task<Questions> In(LedgerSize size)
        {
            var grown = await BenchTown.On(BenchStorage.Sqlite(), size.Municipalities);
            return new Questions(grown, size, await Measure.Once(() => GrownLedger.Fill(grown, size)));
        }

        public Task Balance() => BalanceOf(Next());

        /// <summary>Another budget each time, so that its page comes from the disk or from the system's cache, never from ours.</summary>
        public Task UnaskedBalance() => BalanceOf((int)(unasked++ * 104_729 % size.Budgets));

        private async Task BalanceOf(int budget)
        {
            var balance = await town.Database.Read(session => PostingHistory.BalanceOf(session, GrownLedger.BudgetIdOf(budget)));
            if (!balance.Granted.IsPositive)
            {
                throw new InvalidOperationException("The balance is not there.");
            }
        }

        public async Task Statement()
        {
            var budget = Next();
            var statement = await new BudgetStatement(town.Database).Of(GrownLedger.HolderOf(budget, size), GrownLedger.BudgetNumber(budget), BenchTown.Running);
            if (statement is null || statement.Lines.Count < size.PostingsEach)
            {
                throw new InvalidOperationException("The statement is not there.");
            }
        }

        public Task Post()
        {
            var budget = Next();
            return BarePosting.Do(town, town.Finance, GrownLedger.BudgetIdOf(budget), (session, ledger) => GrownLedger.AppendLine(session, ledger, budget));
        }

        public ValueTask DisposeAsync() => town.DisposeAsync();

        /// <summary>A few hundred budgets all over the file, again and again: as many as a busy hour asks.</summary>
        private int Next() => (int)((asked++ % PerRound) * 7_919L % size.Budgets);
    }
}
