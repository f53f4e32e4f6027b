namespace Budget.Core.SupportRequests;

/// <summary>What a municipality that decides late has to pay (Awb 4:17), by the rule of the day on which it was given notice.</summary>
public static class LateDecision
{
    /// <summary>Two weeks after the notice a court may be asked, and a penalty begins where there is one (Awb 4:17 lid 3 and 6:12 lid 2).</summary>
    public static DateOnly DecideBy(DateOnly noticeOn) => LegalTerm.DecideBy(noticeOn);

    /// <summary>Days at an amount a day, one after the other.</summary>
    private sealed record Stretch(int Days, Money PerDay);

    /// <summary>Until the end of 2025: 14 days at 23 euro, 14 at 35, 14 at 45. From 1 January 2026 there is none.</summary>
    private static readonly (DateOnly From, IReadOnlyList<Stretch> Stretches)[] Rules =
    [
        (new(2026, 1, 1), []),
        (new(2019, 1, 1), [new(14, new Money(2300)), new(14, new Money(3500)), new(14, new Money(4500))]),
    ];

    /// <summary>Whether the law of that day gives a penalty at all.</summary>
    public static bool HasPenalty(DateOnly noticeOn) => RuleOf(noticeOn).Count > 0;

    /// <summary>What it has come to at the end of a day on which there still was no decision.</summary>
    public static Money Penalty(DateOnly noticeOn, DateOnly day)
    {
        var (late, penalty) = (day.DayNumber - DecideBy(noticeOn).DayNumber, Money.Zero);
        foreach (var stretch in RuleOf(noticeOn))
        {
            penalty += new Money(stretch.PerDay.Cents * Math.Clamp(late, 0, stretch.Days));
            late -= stretch.Days;
        }

        return penalty;
    }

    /// <summary>What it has come to by today: until the day before the decision, once there is one.</summary>
    public static Money PenaltyBy(DateOnly noticeOn, DateOnly? decidedOn, DateOnly today) => Penalty(noticeOn, decidedOn?.AddDays(-1) is { } last && last < today ? last : today);

    /// <summary>The most it can come to.</summary>
    public static Money Most(DateOnly noticeOn) => new(RuleOf(noticeOn).Sum(stretch => stretch.Days * stretch.PerDay.Cents));

    private static IReadOnlyList<Stretch> RuleOf(DateOnly noticeOn) => Rules.FirstOrDefault(rule => rule.From <= noticeOn).Stretches ?? [];
}
