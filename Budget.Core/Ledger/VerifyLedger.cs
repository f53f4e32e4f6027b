using System.Collections.Concurrent;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// Reads the whole ledger from the first posting on and computes everything again: numbers without gaps, the chain of hashes, balances, what is
/// left of each reservation, reversals, days, the trial balance, that everything that was booked has its origin and every origin was booked,
/// and all that was ever written down about the ledger: heads, closed months and years. Names the first bad posting. Ranges of budgets
/// are read side by side from one picture; what is held grows with budgets, messages and days, not with postings.
/// </summary>
public sealed class VerifyLedger(Database database)
{
    /// <summary>More than readers, so that none waits long for the last; few enough that each still reads on.</summary>
    private const int RangesPerReader = 8;

    /// <param name="Where">
    /// "budget number/posting number"; of a head or a month "municipality/day", of a year "municipality/year", of a declaration "municipality/sender/number", of a decision "decision/number", of payments "payment/number", of those of helpers "svb/number", of a care agreement "agreement/number".
    /// </param>
    public sealed record Fault(string Where, string Why);

    /// <param name="Granted">What left the fund, added up from the postings themselves; with the four others it is the trial balance.</param>
    public sealed record Answer(
        long Budgets, long Postings, long Heads, long Months, long Years,
        Money Granted, Money Available, Money Reserved, Money Payable, Money Paid, Fault? FirstFault)
    {
        public bool IsSound => FirstFault is null;
    }

    /// <summary>
    /// A fault is written down, and nothing is booked until a run over the whole installation finds none
    /// (<see cref="LedgerIsUnsoundException"/>).
    /// </summary>
    /// <param name="municipalityCode">One municipality only; none for the whole installation.</param>
    /// <param name="everyHead">Also the roots of all heads but the last, one question each; and every index against its table, where the engine can.</param>
    /// <param name="progress">Told how many budgets are done of how many, from any thread.</param>
    public async Task<Answer> Run(string? municipalityCode = null, bool everyHead = false, IProgress<(long Done, long Total)>? progress = null)
    {
        var answer = await Compute(municipalityCode ?? "", everyHead, progress);
        await LedgerFault.Keep(database, answer.FirstFault, isOfAll: municipalityCode is null);
        return answer;
    }

    /// <summary>Whatever somebody wrote where: a ledger that cannot even be computed is a ledger with a fault, and nothing else goes on.</summary>
    private async Task<Answer> Compute(string municipality, bool everyHead, IProgress<(long Done, long Total)>? progress)
    {
        try
        {
            return await database.ReadTogether(Math.Clamp(Environment.ProcessorCount, 1, 4), sessions => Read(sessions, municipality, everyHead, progress));
        }
        catch (Exception absurd) when (absurd is OverflowException or ArgumentException or FormatException or InvalidCastException or InvalidOperationException)
        {
            return new Answer(
                0, 0, 0, 0, 0, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero,
                new Fault("-", $"somewhere stands what no ledger can hold, so that it cannot be computed ({absurd.GetType().Name})"));
        }
    }

    private static async Task<Answer> Read(IReadOnlyList<Session> sessions, string municipality, bool everyHead, IProgress<(long Done, long Total)>? progress)
    {
        var towns = await TownFacts.Load(sessions[0], municipality);
        var fingerprint = new Fingerprint();
        var budgets = await BudgetFacts.Load(sessions[0], municipality, towns, fingerprint);
        var origins = new VerifyOrigins(fingerprint);
        var done = 0L;
        List<ReplayRange> ranges = [];
        var work = new ConcurrentQueue<Action<Session>>();
        ulong? days = null;
        work.Enqueue(session => origins.ReadLines(session, municipality));
        work.Enqueue(session => origins.ReadClaims(session, municipality));
        work.Enqueue(session => origins.ReadProposals(session, municipality));
        work.Enqueue(session => origins.ReadDisputes(session, municipality));
        work.Enqueue(session => origins.ReadPayments(session, municipality));
        Fault? payment = null;
        work.Enqueue(session => payment = VerifyPayments.First(session, municipality) ?? VerifyHelperPayments.First(session, municipality));
        Fault? decision = null;
        work.Enqueue(session => decision = VerifyDecisions.First(session, municipality));
        work.Enqueue(session => days = VerifyDays.Sum(session, municipality, fingerprint));
        foreach (var (from, until) in Cut([.. budgets.Keys.Order(StringComparer.Ordinal)], sessions.Count * RangesPerReader))
        {
            var range = new ReplayRange(fingerprint, budgets, () => progress?.Report((Interlocked.Increment(ref done), budgets.Count)));
            ranges.Add(range);
            work.Enqueue(session => range.Read(session, municipality, from, until));
        }

        await Task.WhenAll(sessions.Select(session => Task.Run(() =>
        {
            while (work.TryDequeue(out var next))
            {
                next(session);
            }
        })));
        var total = ranges.Aggregate(default(Movement), (sum, range) => sum + range.Total);
        var fromFund = ranges.Aggregate(Money.Zero, (sum, range) => sum + range.FromFund);
        var fault = ranges.Find(range => range.Fault is not null)?.Fault
            ?? Unbooked(budgets.Values)
            ?? await Origins(sessions[0], municipality, ranges, origins)
            ?? payment
            ?? decision
            ?? (days is null || days == ranges.Aggregate(0UL, (sum, range) => sum + range.OfDays)
                ? null
                : new Fault("-", "the index of the days (postings_by_day) does not hold what the postings say: balances on a day are wrong until it is made anew"))
            ?? (fromFund == total.Balance.Granted ? null : new Fault("-", $"the trial balance is off: {fromFund} left the funds and {total.Balance.Granted} is in the budgets"))
            ?? (everyHead ? await VerifyDays.EveryIndex(sessions[0]) : null)
            ?? await Projections(sessions[0], towns.Values, budgets.Values, ranges, everyHead);
        return new Answer(
            ranges.Sum(range => range.Budgets), ranges.Sum(range => range.Postings),
            towns.Values.Sum(town => town.Heads.Count), towns.Values.Sum(town => town.Months.Count), towns.Values.Sum(town => town.Years.Count),
            fromFund, total.Available, total.Reserved, total.Payable, total.Paid, fault);
    }

    /// <summary>Ranges of about as many budgets each; together all ids there can be.</summary>
    private static IEnumerable<(string From, string Until)> Cut(string[] ids, int parts)
    {
        var cuts = Enumerable.Range(1, parts - 1).Select(part => (int)((long)ids.Length * part / parts)).Where(cut => cut > 0).Distinct().Select(cut => ids[cut]);
        var from = "";
        foreach (var cut in cuts)
        {
            yield return (from, cut);
            from = cut;
        }

        yield return (from, "");
    }

    /// <summary>What is missing from the ledger altogether, or stands where no posting shows it.</summary>
    private static Fault? Unbooked(IEnumerable<BudgetFacts> budgets)
    {
        var inOrder = budgets.OrderBy(budget => budget.Number, StringComparer.Ordinal).ToList();
        return Find(inOrder.Where(budget => !budget.IsBooked), budget => new Fault($"{budget.Number}/1", "the budget does not begin with the grant of its decision"))
            ?? Find(inOrder.Where(budget => budget.Assignments.Exists(one => one.ReservedAt == 0)), budget => new Fault($"{budget.Number}/0", "an assignment has no reservation"))
            ?? Find(inOrder.Where(budget => budget.Assignments.Exists(one => !one.EndsInside)), budget =>
                new Fault($"{budget.Number}/{budget.Assignments.Find(one => !one.EndsInside)!.ReservedAt}", "its assignment ended outside its own period"))
            ?? Find(inOrder.Where(budget => budget.WronglyEnded is not null), budget => budget.WronglyEnded!);
    }

    private static Fault? Find(IEnumerable<BudgetFacts> wrong, Func<BudgetFacts, Fault> name) => wrong.FirstOrDefault() is { } first ? name(first) : null;

    private static async Task<Fault?> Origins(Session session, string municipality, List<ReplayRange> ranges, VerifyOrigins origins)
    {
        var isOld = ranges.Exists(range => range.HasUnsealed);
        var differs = ranges.Aggregate(0UL, (sum, range) => sum + range.Booked) != origins.Booked
            || (!isOld && ranges.Aggregate(0UL, (sum, range) => sum + range.Sealed) != origins.Sealed);
        return await FirstBadOrigin.OfCredits(session, municipality)
            ?? (differs || isOld ? await FirstBadOrigin.Name(session, municipality) : null)
            ?? (differs ? new Fault("-", "the invoice lines, claims, payments and approved reversals are not the ones that were booked") : null)
            ?? origins.Messages(session, municipality);
    }

    private static async Task<Fault?> Projections(
        Session session, IEnumerable<TownFacts> towns, IReadOnlyCollection<BudgetFacts> budgets, List<ReplayRange> ranges, bool everyHead)
    {
        var (byPostedDay, byEffectiveDay) = (new MovementOfDays(), new MovementOfDays());
        ranges.ForEach(range =>
        {
            byPostedDay.Add(range.ByPostedDay);
            byEffectiveDay.Add(range.ByEffectiveDay);
        });
        var closings = ranges.SelectMany(range => range.Closings).GroupBy(pair => pair.Key, pair => pair.Value)
            .ToDictionary(sums => sums.Key, sums => sums.Aggregate((left, right) => left + right));
        foreach (var town in towns.OrderBy(town => town.Code, StringComparer.Ordinal))
        {
            var fault = VerifyProjections.Heads(town, byPostedDay, budgets.Where(budget => budget.Town == town))
                ?? (everyHead ? await VerifyProjections.EveryRoot(session, town) : null)
                ?? VerifyProjections.Months(town, byEffectiveDay, byPostedDay.FirstOf(town))
                ?? VerifyProjections.Years(town, closings);
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }
}
