using Budget.Core.Decisions;
using Budget.Core.PersonHeld;
using Budget.Core.Supporters;

namespace Budget.Tests.Support;

/// <summary>A holder of a PGB in a town, and somebody who can help: both sign, and the municipality approves.</summary>
public sealed class Agreeing
{
    public required Town Town { get; init; }

    public required Grant Grant { get; init; }

    /// <summary>Signs in with DigiD and has no file here.</summary>
    public required Actor Helper { get; init; }

    public Actor Holder => Grant.Resident.Actor;

    public static async Task<Agreeing> In(Town town, decimal euros = 6_000m) => new()
    {
        Town = town,
        Grant = await town.BudgetOf(euros, FundingForm.PersonHeld),
        Helper = await town.User("fatima", Role.Resident, ""),
    };

    /// <summary>An hour for a euro, as the town grants it.</summary>
    public static AgreementTerms Terms(Period? period = null) => new(
        "Fatima El Amrani", HelperKind.Freelancer, AgreementForm.Assignment, "12345678", "NL91 ABNA 0417 1643 00", "Samen koken.", AgreementPay.Hours, new Money(100), new Quantity(40), Money.Zero,
        period ?? new Period(new(2026, 1, 1), new(2026, 12, 31)));

    public Task<Outcome<string>> DrawUp(AgreementTerms? terms = null, string? replaces = null, Actor? by = null) =>
        new DrawUpAgreement(Town.Database).Do(by ?? Holder, Town.Key(), new(Grant.BudgetNumber, terms ?? Terms(), replaces));

    public async Task<AgreementText.Answer> Read(string number, Actor? by = null) => (await new AgreementText(Town.Database).Of(by ?? Holder, number))!;

    public async Task<Outcome<TakeAgreementCode.Answer>> Take(string number, Actor? by = null) =>
        await new TakeAgreementCode(Town.Database).Do(by ?? Helper, Town.Key(), new((await Read(number)).Code, "Fatima El Amrani"));

    public Task<Outcome<string>> Sign(string number, Actor? by = null) => new AnswerAsHelper(Town.Database).Do(by ?? Helper, Town.Key(), new(number, Signs: true));

    public Task<Outcome<AgreementState>> Decide(string number, bool approves = true, Actor? by = null) =>
        new DecideAgreement(Town.Database).Do(by ?? Town.Caseworker, Town.Key(), new(number, approves, approves ? "" : "Het tarief past niet bij dit werk."));

    /// <summary>All the way.</summary>
    /// <returns>Its number.</returns>
    public async Task<string> Approved(AgreementTerms? terms = null, string? replaces = null)
    {
        var number = (await DrawUp(terms, replaces)).Value;
        if (!(await Read(number)).HasHelper)
        {
            Assert.That((await Take(number)).Value.Invitation, Is.EqualTo(Invitation.Accepted));
        }

        Assert.That((await Sign(number)).Refusal, Is.Null);
        Assert.That((await Decide(number)).Value, Is.EqualTo(AgreementState.Approved));
        return number;
    }

    public Task<Outcome<ForwardClaim.Answer>> Claim(string number, int month, decimal hours) =>
        new ForwardClaim(Town.Database).Do(Holder, Town.Key(), new(number, new DateOnly(2026, month, 1), new Quantity(hours)));

    public Task<Outcome<string>> End(string number, DateOnly lastOn, Actor? by = null) => new EndCareAgreement(Town.Database).Do(by ?? Holder, Town.Key(), new(number, lastOn));
}
