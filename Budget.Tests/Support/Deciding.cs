using Budget.Core.Assignments;
using Budget.Core.Decisions;

namespace Budget.Tests.Support;

/// <summary>The kinds of decision in a test town, on a budget that was granted before.</summary>
internal static class Deciding
{
    public const string Reasons = "Zo hebben wij besloten.";

    public static readonly HeldConditions Held = new(HeldBy.Representative, "Mijn dochter Els", "Ik ken mijn hulp al jaren.", "Zij werkte in de thuiszorg.", "Fatima, twee uur per week.");

    /// <summary>In the other form from this day on, as the resident asked.</summary>
    public static Task<Outcome<ChangeForm.Answer>> ChangeForm(this Town town, Grant grant, DateOnly firstOn, long rate) =>
        new ChangeForm(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, grant.BudgetNumber, firstOn, FormGround.FormAsked, new Money(rate), Reasons, Held));

    public static Task<Outcome<WithdrawProvision.Answer>> Withdraw(this Town town, Grant grant, DateOnly endedOn, WithdrawalGround ground = WithdrawalGround.B) =>
        new WithdrawProvision(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, grant.BudgetNumber, endedOn, ground, Reasons));

    public static Task<Outcome<GrantProvision.Answer>> Extend(this Town town, Grant grant, DateOnly endsOn, decimal hours = 2m) =>
        new ExtendProvision(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, grant.BudgetNumber, new(hours), Frequency.Week, new(6000), endsOn, Reasons));

    public static Task<Outcome<ReviseProvision.Answer>> Revise(
        this Town town, Grant grant, DateOnly endedOn, DateOnly endsOn, decimal hours = 2m, FundingForm form = FundingForm.PersonFollowing, WithdrawalGround? ground = null) =>
        new ReviseProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            grant.RequestNumber, grant.BudgetNumber, endedOn, ground, new(hours), Frequency.Week, new(6000), endsOn, form, Reasons));

    public static Task<Outcome<RecoverCosts.Answer>> Recover(this Town town, Grant grant, long cents, bool isOnPurpose = true) =>
        new RecoverCosts(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, grant.BudgetNumber, new(cents), isOnPurpose, Reasons));

    public static Task<Outcome<string>> Refuse(this Town town, string request, RefusalGround ground = RefusalGround.GeneralProvision) =>
        new RefuseApplication(town.Database).Do(town.Caseworker, town.Key(), new(request, town.Today, ground, Reasons));

    public static Task<Outcome<GrantProvision.Answer>> HelpAtOnce(this Town town, string request, DateOnly from, int weeks) =>
        new HelpAtOnce(town.Database).Do(town.Caseworker, town.Key(), new(
            request, Town.Guidance, new(2m), Frequency.Week, new(6000), new Period(from, from.AddDays((weeks * 7) - 1)), FundingForm.PersonFollowing, Reasons));

    /// <summary>Two hours a week at sixty euros, over the whole of 2026: 53 weeks, 6,360 euros.</summary>
    public static async Task<Grant> Weekly(this Town town, FundingForm form = FundingForm.PersonFollowing, Resident? resident = null)
    {
        resident ??= await town.Resident();
        var request = await town.Request(resident);
        await town.Report(request);
        var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new Quantity(2m), Frequency.Week, new Money(6000), Period.Year(2026), form, "Dit is nodig."));
        return new Grant(resident, request, granted.Value.BudgetNumber);
    }

    public static async Task<Assigned> Assigned(this Town town, Grant grant) =>
        new(grant, await Support.Assigned.BsnOf(town, grant), (await town.Choose(grant)).AssignmentNumber);
}
