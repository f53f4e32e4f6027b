namespace Budget.Core.Budgets;

/// <summary>A personal budget as its decision granted it; the money is not here but in its postings.</summary>
/// <param name="EndsOn">The last day as granted.</param>
/// <param name="EndedOn">The last day by a later decision, which ended it before its time; none as long as there is none.</param>
/// <param name="AssignmentEndsOn">The last day of that provider, when it is known to end; <paramref name="NextProviderName"/> is who comes after it.</param>
/// <param name="ResidentBornOn">None when the file of this resident was destroyed.</param>
public sealed record PersonalBudget(
    BudgetId Id, string Number, string MunicipalityCode, string MunicipalityName, string MunicipalityPhone,
    ResidentId ResidentId, string ResidentName, DateOnly? ResidentBornOn,
    string DecisionNumber, DateOnly DecidedOn, string RequestNumber,
    string ProductCode, string ProductNl, string ProductEn, string Unit, string FundingForm,
    Quantity Volume, string Frequency, Money Rate, DateOnly StartsOn, DateOnly EndsOn,
    long? AssignmentNumber, string? ProviderName, string? ProviderPhone, Money? ContractRate,
    DateOnly? AssignmentEndsOn, string? NextProviderName, DateOnly? NextStartsOn, DateOnly? EndedOn)
{
    public bool IsPersonHeld => FundingForm == "personheld";
    public Period Period => new(StartsOn, EndsOn);
    public DateOnly LastDay => EndedOn ?? EndsOn;

    /// <summary>A provider can be chosen: none was, or the one there is ends and nobody comes after it.</summary>
    public bool MayChoose => !IsPersonHeld && NextProviderName is null && (AssignmentNumber is null || AssignmentEndsOn is not null);
}
