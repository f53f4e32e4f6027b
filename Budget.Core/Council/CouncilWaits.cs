using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Council;

/// <summary>From what until what somebody waits.</summary>
public enum CouncilWait
{
    /// <summary>From the request until the first decision on it; of decisions in the half-year.</summary>
    ToDecision,
    /// <summary>From that decision until the first help of a PVB, by the last report of when it began; of help that began in the half-year. Help that began before the decision was waited for no day.</summary>
    ToHelp,
    /// <summary>From the request until the first help.</summary>
    ToHelpFromRequest,
}

/// <summary>How many days half of the people waited at most, and nine out of ten.</summary>
/// <param name="Median">None when fewer than <see cref="CouncilWaits.Fewest"/> waited, or the time is not over.</param>
public sealed record WaitedDays(long? Median, long? NinetyPercent, bool IsHidden = false)
{
    public static readonly WaitedDays NotYet = new(Median: null, NinetyPercent: null);
    public static readonly WaitedDays Hidden = new(Median: null, NinetyPercent: null, IsHidden: true);
}

/// <summary>As <see cref="CouncilLine"/>, of days.</summary>
public sealed record WaitLine(CouncilWait Wait, WaitedDays First, WaitedDays Second, WaitedDays Year, WaitedDays YearBefore);

/// <summary>The waiting times of a municipality, resident by resident; nothing of it leaves this folder but <see cref="WaitedDays"/>.</summary>
public static class CouncilWaits
{
    /// <summary>Of fewer people a percentile is one of them.</summary>
    public const int Fewest = 10;

    internal static async Task<IReadOnlyDictionary<CouncilWait, IReadOnlyList<long>>> In(Session session, string municipality, Period days)
    {
        var when = new { municipality, From = days.StartsOn, Until = days.EndsOn };
        var (decided, helped) = (await session.List<Decided>(DecidedSql, when), await session.List<Helped>(HelpedSql, when));
        return new Dictionary<CouncilWait, IReadOnlyList<long>>
        {
            [CouncilWait.ToDecision] = [.. decided.Select(one => Days(one.SubmittedOn, one.DecidedOn))],
            [CouncilWait.ToHelp] = [.. helped.Where(one => one.DecidedOn is not null).Select(one => Days(one.DecidedOn!.Value, one.HelpedOn))],
            [CouncilWait.ToHelpFromRequest] = [.. helped.Select(one => Days(one.SubmittedOn, one.HelpedOn))],
        };
    }

    /// <summary>By nearest rank: a number of days that somebody waited.</summary>
    internal static WaitedDays Of(IReadOnlyList<long> days)
    {
        if (days.Count is > 0 and < Fewest)
        {
            return WaitedDays.Hidden;
        }

        var sorted = days.Order().ToList();
        return sorted.Count == 0 ? WaitedDays.NotYet : new WaitedDays(sorted[((sorted.Count + 1) / 2) - 1], sorted[(((sorted.Count * 9) + 9) / 10) - 1]);
    }

    private static long Days(DateOnly from, DateOnly until) => Math.Max(0, until.DayNumber - from.DayNumber);

    private sealed record Decided(DateOnly SubmittedOn, DateOnly DecidedOn);

    private sealed record Helped(DateOnly SubmittedOn, DateOnly? DecidedOn, DateOnly HelpedOn);

    private const string DecidedSql = $"""
        SELECT file.submitted_on AS SubmittedOn, MIN(d.decided_on) AS DecidedOn
        FROM support_requests file
        JOIN decisions d ON d.request_id = file.id
        WHERE file.municipality_code = @municipality
          AND {CaseFacts.ForGood}
        GROUP BY file.id, file.submitted_on
        HAVING MIN(d.decided_on) BETWEEN @From AND @Until
        """;

    // Of a PVB only: of the hours of a helper nobody says which were the first. What was reported last of an assignment counts, as in DeliveryWatch.
    private const string HelpedSql = $"""
        SELECT file.submitted_on AS SubmittedOn,
               (SELECT MIN(d.decided_on) FROM decisions d WHERE d.request_id = file.id AND {CaseFacts.ForGood}) AS DecidedOn,
               MIN(said.happened_on) AS HelpedOn
        FROM assignments a
        JOIN delivery_reports said ON said.assignment_id = a.id
            AND said.kind = 'started'
            AND NOT EXISTS (SELECT 1 FROM delivery_reports again WHERE again.assignment_id = said.assignment_id AND again.kind = 'started' AND again.id > said.id)
        JOIN budgets b ON b.id = a.budget_id
        JOIN decisions opened ON opened.id = b.decision_id
        JOIN support_requests file ON file.id = opened.request_id
        WHERE a.municipality_code = @municipality
        GROUP BY file.id, file.submitted_on
        HAVING MIN(said.happened_on) BETWEEN @From AND @Until
        """;
}
