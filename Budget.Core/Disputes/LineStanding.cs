namespace Budget.Core.Disputes;

/// <summary>Where an accepted invoice line stands with its resident.</summary>
public enum LineState
{
    /// <summary>Nothing was said of it, and nothing has to be.</summary>
    New,
    /// <summary>The resident says that it is right.</summary>
    Confirmed,
    /// <summary>The resident says that it is not so; the provider may answer.</summary>
    WaitsForProvider,
    /// <summary>The provider answered, or its term is over: the municipality settles.</summary>
    WaitsForMunicipality,
    /// <summary>The resident took it back.</summary>
    Withdrawn,
    /// <summary>Settled for the provider: the line stands.</summary>
    Delivered,
    /// <summary>Settled for the resident: the line was reversed.</summary>
    NotDelivered,
    /// <summary>The provider itself says that it was not so: the line was reversed.</summary>
    Admitted,
    /// <summary>While it was open the provider took the line back by a credit.</summary>
    Credited,
    /// <summary>While it was open finance took the line back.</summary>
    Corrected,
    /// <summary>Reversed without a dispute that was open: by a credit of the provider, or by finance.</summary>
    Reversed,
}

/// <summary>What was said of a line, and until which day who is at turn. The provider has <see cref="AnswerDays"/>; after its answer, or after that term, the municipality has <see cref="SettleDays"/>.</summary>
/// <param name="AnswerBy">As long as the dispute is open: the last day of the provider's turn.</param>
/// <param name="SettleBy">As long as the dispute is open: the last day by which the municipality settles.</param>
/// <param name="EndedByRole">The role of who ended it, as it is stored.</param>
public sealed record LineStanding(
    DateTimeOffset? ConfirmedAt, DateTimeOffset? DisputedAt, DateTimeOffset? AnsweredAt, string? Outcome, DateTimeOffset? EndedAt, string? EndedByRole,
    DateOnly? AnswerBy, DateOnly? SettleBy, long? ReversedBy)
{
    public const int AnswerDays = 14;
    public const int SettleDays = 14;

    /// <summary>A dispute that nobody ended, of a line that stands: the line is set aside.</summary>
    public bool IsOpen => DisputedAt is not null && Outcome is null && ReversedBy is null;

    public LineState State(DateOnly today) => this switch
    {
        { Outcome: "not-delivered", EndedByRole: "providerstaff" } => LineState.Admitted,
        { Outcome: "not-delivered" } => LineState.NotDelivered,
        { Outcome: DisputeEnd.Credited } => LineState.Credited,
        { Outcome: DisputeEnd.Corrected } => LineState.Corrected,
        { ReversedBy: not null } => LineState.Reversed,
        { Outcome: "delivered" } => LineState.Delivered,
        { DisputedAt: not null, Outcome: null } => AnsweredAt is null && today <= AnswerBy ? LineState.WaitsForProvider : LineState.WaitsForMunicipality,
        { Outcome: "withdrawn" } when ConfirmedAt is null || ConfirmedAt < EndedAt => LineState.Withdrawn,
        { ConfirmedAt: not null } => LineState.Confirmed,
        _ => LineState.New,
    };

    /// <summary>The last day of whose turn it is; none when nobody has to do anything.</summary>
    public DateOnly? Due(DateOnly today) => State(today) switch
    {
        LineState.WaitsForProvider => AnswerBy,
        LineState.WaitsForMunicipality => SettleBy,
        _ => null,
    };

    /// <summary>The municipality should have settled it.</summary>
    public bool IsLate(DateOnly today) => State(today) == LineState.WaitsForMunicipality && today > SettleBy;

    /// <summary>The resident may say that it is not so.</summary>
    public bool MayBeDisputed(DateOnly today) => State(today) is LineState.New or LineState.Confirmed or LineState.Withdrawn;

    /// <summary>The resident may say that it is right.</summary>
    public bool MayBeConfirmed(DateOnly today) => ConfirmedAt is null && State(today) is LineState.New or LineState.Withdrawn;
}
