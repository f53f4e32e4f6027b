using System.Data.Common;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>
/// "Why is my balance different from last time?" The balance at the visit before this one, and every posting since: together they are the balance now, to the cent. A visit is a session, and each who
/// looks at a budget has visits of one's own. Kept is how far somebody had read; the look itself is traced by <see cref="BudgetOverview"/>.
/// </summary>
public sealed class BalanceSince(Database database)
{
    /// <summary>The last postings are told one by one; what came before them in one sum.</summary>
    public const int Most = 20;

    /// <param name="Change">What it did to what is not spent yet (available and reserved).</param>
    public sealed record Line(PostingLine Posting, Money Change);

    /// <param name="SeenAt">When this budget was looked at the visit before; none at a first visit.</param>
    /// <param name="Lines">Since then, the newest first.</param>
    /// <param name="Earlier">How many postings since then are not among the lines, and <paramref name="EarlierChange"/> what they did together.</param>
    public sealed record Answer(DateTimeOffset? SeenAt, Balance Then, Balance Now, IReadOnlyList<Line> Lines, long Earlier, Money EarlierChange);

    /// <summary>Of a resident's own look; for others there is no last time.</summary>
    public async Task<Answer?> Of(Actor actor, string number)
    {
        if (actor.Role != Role.Resident)
        {
            return null;
        }

        try
        {
            return await database.Overwrite(async session =>
            {
                if (await BudgetQuery.Find(session, actor, number) is not { } budget)
                {
                    return null;
                }

                var newest = await PostingHistory.Page(session, budget.Id, long.MaxValue, count: 1) is [var last] ? last.Number : 0;
                var earlier = await Keep(session, actor, budget.Id, newest);
                return await Tell(session, budget.Id, newest, earlier);
            });
        }
        catch (DbException)
        {
            // A disk that is full is no reason to keep the budget away; what is different is told another time.
            return null;
        }
    }

    /// <summary>Writes how far was read, and answers how far it was at the visit before this one.</summary>
    private static async Task<(DateTimeOffset At, long Number)?> Keep(Session session, Actor actor, BudgetId budgetId, long newest)
    {
        var visit = actor.SessionId?.Value.ToString("D") ?? "";
        var seen = await session.FirstOrNone<Seen>(SeenSql, new { actor.UserId, budgetId });
        var isSame = seen?.Visit == visit;
        (DateTimeOffset At, long Number)? earlier = seen is null ? null
            : !isSame ? (seen.SeenAt, seen.Number)
            : seen.EarlierAt is { } at ? (at, seen.EarlierNumber!.Value) : null;
        await session.Execute(KeepSql, new { actor.UserId, budgetId, visit, session.Now, newest, EarlierAt = earlier?.At, EarlierNumber = earlier?.Number });
        return earlier;
    }

    private static async Task<Answer> Tell(Session session, BudgetId budgetId, long newest, (DateTimeOffset At, long Number)? earlier)
    {
        var now = await PostingHistory.BalanceOf(session, budgetId);
        if (earlier is not { } before)
        {
            return new Answer(SeenAt: null, now, now, [], 0, Money.Zero);
        }

        var then = await PostingHistory.BalanceAt(session, budgetId, before.Number);
        // One more than is told: each line's change is its balance beside the one before it.
        var page = await PostingHistory.Page(session, budgetId, newest + 1, (int)Math.Min(newest - before.Number, Most) + 1);
        List<Line> lines = [];
        for (var at = 0; at < page.Count && page[at].Number > before.Number && lines.Count < Most; at++)
        {
            var previous = page[at].Number == before.Number + 1 ? then : at + 1 < page.Count ? page[at + 1].After : Balance.Empty;
            lines.Add(new Line(page[at], Left(page[at].After) - Left(previous)));
        }

        var told = lines.Aggregate(Money.Zero, (sum, line) => sum + line.Change);
        return new Answer(before.At, then, now, lines, newest - before.Number - lines.Count, Left(now) - Left(then) - told);
    }

    /// <summary>What the page says first: what is not spent yet.</summary>
    public static Money Left(Balance balance) => balance.Available + balance.Reserved;

    private sealed record Seen(string Visit, DateTimeOffset SeenAt, long Number, DateTimeOffset? EarlierAt, long? EarlierNumber);

    private const string SeenSql = """
        SELECT visit AS Visit, seen_at AS SeenAt, posting_number AS Number, earlier_at AS EarlierAt, earlier_number AS EarlierNumber
        FROM budget_seen
        WHERE user_id = @UserId
          AND budget_id = @budgetId
        """;

    private const string KeepSql = """
        INSERT INTO budget_seen (user_id, budget_id, visit, seen_at, posting_number, earlier_at, earlier_number)
        VALUES (@UserId, @budgetId, @visit, @Now, @newest, @EarlierAt, @EarlierNumber)
        ON CONFLICT (user_id, budget_id) DO UPDATE
        SET visit = excluded.visit,
            seen_at = excluded.seen_at,
            posting_number = excluded.posting_number,
            earlier_at = excluded.earlier_at,
            earlier_number = excluded.earlier_number
        """;
}
