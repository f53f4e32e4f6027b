using Budget.Core.Budgets;
using Budget.Core.SupportRequests;

namespace Budget.Core.Delivery;

/// <summary>From when until when a case has support: the first day of all that was granted for good, and the last. None when nothing was, or none of it ran.</summary>
internal sealed record SupportDays(DateOnly? StartsOn, DateOnly? EndsOn)
{
    public Period? Period => StartsOn is { } from && EndsOn is { } until && from <= until ? new Period(from, until) : null;

    /// <summary>Of a request as "file"; a budget that was ended before it began never ran.</summary>
    public const string Columns = $"""
        (SELECT MIN(b.starts_on) FROM decisions d JOIN budgets b ON b.decision_id = d.id WHERE d.request_id = file.id AND {CaseFacts.ForGood} AND {LastDay.Sql} >= b.starts_on) AS StartsOn,
               (SELECT MAX({LastDay.Sql}) FROM decisions d JOIN budgets b ON b.decision_id = d.id WHERE d.request_id = file.id AND {CaseFacts.ForGood}) AS EndsOn
        """;
}
