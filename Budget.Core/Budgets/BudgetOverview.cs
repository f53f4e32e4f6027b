using Budget.Core.Audit;
using Budget.Core.Disputes;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>One budget with its balance and latest postings. Cost does not grow with the history: one seek for the balance, one page of postings.</summary>
public sealed class BudgetOverview(Database database)
{
    public const int PageSize = 20;

    /// <param name="Proposed">The postings whose reversal waits for a colleague, with its proposal; only who sees the books is told.</param>
    public sealed record Answer(
        PersonalBudget Budget, Balance Balance, IReadOnlyList<PostingLine> Postings, bool HasMore, IReadOnlyDictionary<long, ReversalId> Proposed)
    {
        /// <summary>Where the invoices among these postings stand with the resident, by the number of the posting.</summary>
        public IReadOnlyDictionary<long, LineStanding> Lines { get; init; } = new Dictionary<long, LineStanding>();

        /// <summary>The message and the payment behind each of these postings, by its number; only who sees the books is told.</summary>
        public IReadOnlyDictionary<long, PostingSource> Sources { get; init; } = new Dictionary<long, PostingSource>();

        /// <summary>What is set aside because the resident says that it is not so; a part of what is spent.</summary>
        public Money Disputed { get; init; }

        public DateOnly Today { get; init; }

        public required BudgetParts Parts { get; init; }

        /// <summary>What the holder of a PGB pays helpers on top, in a month as it was agreed; own money, and no part of the rest.</summary>
        public Money OnTopPerMonth { get; init; }

        /// <summary>What the by-law of today lets the holder of a PGB that runs spend without an account, on the first page of its postings; none where it has no such rule.</summary>
        public HeldRules.Rule? Free { get; init; }

        /// <summary>Whether it will last, on the first page of its postings; of a PVB as long as somebody helps by it, for its resident and for who reads along.</summary>
        public KnownOfBudget? Forecast { get; init; }
    }

    /// <param name="before">Postings with a lower number only: the next page. None for the newest.</param>
    public Task<Answer?> Of(Actor actor, string number, long? before = null) => database.Look(actor, nameof(BudgetOverview), number, async session =>
    {
        if (await BudgetQuery.Find(session, actor, number) is not { } budget)
        {
            return null;
        }

        var answer = await In(session, budget, before, saysForecast: actor.Role == Role.Resident, actor.MaySeeBooks ? await ReversalsToApprove.WaitingOf(session, budget.Id) : new Dictionary<long, ReversalId>());
        return actor.MaySeeBooks && !budget.IsPersonHeld ? answer with { Sources = await PostingSource.Of(session, budget.Id, answer.Postings) } : answer;
    }, answer => answer.Budget.ResidentId);

    /// <summary>Of a budget that was found for who asks.</summary>
    /// <param name="saysForecast">Its page says whether it will last: of a PVB that is added up of all that was declared by its assignments, and asked for nobody else.</param>
    internal static async Task<Answer> In(Session session, PersonalBudget budget, long? before, bool saysForecast, IReadOnlyDictionary<long, ReversalId> proposed)
    {
        var balance = await PostingHistory.BalanceOf(session, budget.Id);
        var postings = await Shown(session, budget, await PostingHistory.Page(session, budget.Id, before ?? long.MaxValue, PageSize + 1));
        var forecast = budget.IsPersonHeld ? await ForecastOfBudget.In(session, budget, balance) : null;
        return new Answer(budget, balance, [.. postings.Take(PageSize)], postings.Count > PageSize, proposed)
        {
            Lines = postings.Count == 0 || budget.IsPersonHeld ? new Dictionary<long, LineStanding>() : await StandingSql.OfPostings(session, budget.Id, postings[^1].Number, postings[0].Number),
            Disputed = await StandingSql.Disputed(session, budget.Id),
            Today = session.Today,
            Parts = BudgetParts.Of(balance, forecast),
            OnTopPerMonth = forecast?.OnTopPerMonth ?? Money.Zero,
            Free = before is null && budget.IsPersonHeld && budget.Days?.Covers(session.Today) == true && await HeldRules.On(session, budget.MunicipalityCode, session.Today) is { HasFree: true } rule ? rule : null,
            Forecast = before is not null ? null : forecast ?? (saysForecast && budget.AssignmentNumber is not null && budget.LastDay >= session.Today ? await ForecastOfBudget.In(session, budget, balance) : null),
        };
    }

    /// <summary>With the reasons that somebody typed; most pages have none, and need no key.</summary>
    private static async Task<IReadOnlyList<PostingLine>> Shown(Session session, PersonalBudget budget, IReadOnlyList<PostingLine> postings)
    {
        if (!postings.Any(posting => TextKey.IsHidden(posting.Reason)))
        {
            return postings;
        }

        var words = await ResidentKey.Of(session, budget.ResidentId);
        return
        [
            .. postings.Select(posting => TextKey.IsHidden(posting.Reason)
                ? posting with { Words = words.Show(HiddenColumn.PostingReason, $"{budget.Id.Value:D}/{posting.ReversesNumber}", posting.Reason), Reason = "" }
                : posting),
        ];
    }
}
