using Budget.Core.Decisions;

namespace Budget.Core.Budgets;

/// <summary>A personal budget as its decision granted it; the money is not here but in its postings.</summary>
/// <param name="EndsOn">The last day as granted.</param>
/// <param name="EndedOn">The last day by a later decision, which ended it before its time; none as long as there is none.</param>
/// <param name="AssignmentEndsOn">The last day of that provider, when it is known to end; <paramref name="NextProviderName"/> is who comes after it.</param>
/// <param name="AssignmentRunsOutOn">The last day of that provider when its contract ends before the budget, and no end was written yet.</param>
/// <param name="Temporary">1 of help at once, which lasts some weeks; otherwise 0.</param>
/// <param name="ResidentBornOn">None when the file of this resident was destroyed.</param>
public sealed record PersonalBudget(
    BudgetId Id, string Number, string MunicipalityCode, string MunicipalityName, string MunicipalityPhone,
    ResidentId ResidentId, string ResidentName, DateOnly? ResidentBornOn,
    string DecisionNumber, DateOnly DecidedOn, string RequestNumber,
    string ProductCode, string ProductNl, string ProductEn, string Unit, string FundingForm,
    Quantity Volume, string Frequency, Money Rate, DateOnly StartsOn, DateOnly EndsOn,
    long? AssignmentNumber, string? ProviderName, string? ProviderPhone, Money? ContractRate,
    DateOnly? AssignmentEndsOn, DateOnly? AssignmentRunsOutOn, string? NextProviderName, DateOnly? NextStartsOn, DateOnly? EndedOn, long Temporary)
{
    /// <summary>Of a reablement route; otherwise none.</summary>
    public IReadOnlyList<ReablementStep> Steps { get; init; } = [];

    public bool IsTemporary => Temporary == 1;

    public bool IsPersonHeld => FundingForm == "personheld";
    public Period Period => new(StartsOn, EndsOn);
    public DateOnly LastDay => EndedOn ?? EndsOn;

    /// <summary>On which it is there; none of what a later decision ended before it began.</summary>
    public Period? Days => LastDay < StartsOn ? null : new Period(StartsOn, LastDay);

    /// <summary>The last day of who helps today, when that is before the budget's.</summary>
    public DateOnly? HelpedUntil => AssignmentEndsOn ?? AssignmentRunsOutOn;

    /// <summary>A provider can be chosen: none was, or the one there is ends and nobody comes after it.</summary>
    public bool MayChoose => !IsPersonHeld && NextProviderName is null && (AssignmentNumber is null || HelpedUntil is not null);

    /// <summary>What was granted for some days of it: by the steps of a route; of another volume in total the part of those days.</summary>
    public Quantity VolumeOf(Period days) => Steps.Count > 0
        ? ReablementRoute.OfDays(days, StartsOn, Steps)
        : GrantedVolume.OfDays(days, Period, Volume, Ledger.StoredNames.Parse<Frequency>(Frequency));
}
