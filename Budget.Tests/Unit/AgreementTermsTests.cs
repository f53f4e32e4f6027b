using Budget.Core.PersonHeld;

namespace Budget.Tests.Unit;

/// <summary>What may be agreed with a helper: of itself, and beside the decision and the by-law.</summary>
public sealed class AgreementTermsTests
{
    private static readonly Period Year = Period.Year(2026);

    private static readonly AgreementTerms Fatima = new(
        "Fatima El Amrani", HelperKind.Freelancer, AgreementForm.Assignment, "12345678", "NL91 ABNA 0417 1643 00", "Samen koken.", AgreementPay.Hours, new Money(3_500), new Quantity(12), Money.Zero, Year);

    private static readonly AgreementTerms Neighbour = Fatima with { HelperKind = HelperKind.Network, Identifier = "999900006", Rate = new Money(2_000) };

    private static readonly AgreementTerms Allowance = Neighbour with { Pay = AgreementPay.Allowance, Rate = new Money(14_100) };

    private static Refusal? Fault(AgreementTerms terms) => terms.Tidy().FaultOfItself("04");

    [Test]
    public void What_is_right_has_no_fault()
    {
        Assert.That(new[] { Fatima, Neighbour, Allowance, Fatima with { HelperKind = HelperKind.Professional, Form = AgreementForm.Institution } }.Select(Fault), Is.All.Null);
        Assert.That(Fault(Fatima with { Identifier = " 1234 5678 " }), Is.Null, "as people type it");
    }

    [Test]
    public void Each_fault_is_named()
    {
        (AgreementTerms Terms, Refusal Refusal)[] wrong =
        [
            (Fatima with { HelperName = " \u200B " }, Refusal.NameMissing),
            (Fatima with { HelperName = new string('a', 201) }, Refusal.NameMissing),
            (Fatima with { Form = AgreementForm.Family }, Refusal.AgreementFormUnfit),
            (Neighbour with { Form = AgreementForm.Institution }, Refusal.AgreementFormUnfit),
            (Fatima with { Identifier = "1234567" }, Refusal.KvkInvalid),
            (Fatima with { Identifier = "123456789" }, Refusal.KvkInvalid),
            (Fatima with { Identifier = "00000000" }, Refusal.KvkInvalid),
            (Fatima with { Identifier = "1234567\u0663" }, Refusal.KvkInvalid),
            (Neighbour with { Identifier = "999900007" }, Refusal.BsnInvalid),
            (Neighbour with { Identifier = "12345678" }, Refusal.BsnInvalid),
            (Fatima with { Iban = "NL91 ABNA 0417 1643 01" }, Refusal.IbanInvalid),
            (Fatima with { Iban = "" }, Refusal.IbanInvalid),
            (Fatima with { Tasks = "  " }, Refusal.TasksMissing),
            (Fatima with { Tasks = new string('a', 2_001) }, Refusal.TextTooLong.With(2_000)),
            (Fatima with { Rate = Money.Zero }, Refusal.AmountNotPositive),
            (Fatima with { MonthlyVolume = new Quantity(0) }, Refusal.AmountNotPositive),
            (Fatima with { OwnPart = new Money(-1) }, Refusal.AmountNotPositive),
            (Fatima with { MonthlyVolume = new Quantity(745) }, Refusal.VolumeImplausible),
            (Allowance with { HelperKind = HelperKind.Freelancer, Identifier = "12345678" }, Refusal.AllowanceForNetwork),
            (Allowance with { Rate = new Money(14_101) }, Refusal.AllowanceAboveCap.With(new Money(14_100))),
            (Allowance with { OwnPart = new Money(100) }, Refusal.AllowanceWithOwnPart),
        ];
        Assert.That(wrong.Select(one => Fault(one.Terms)), Is.EqualTo(wrong.Select(one => one.Refusal)));
    }

    [Test]
    public void The_rate_stays_between_the_floor_and_the_lower_of_decision_and_by_law()
    {
        Refusal? Beside(AgreementTerms terms, long granted, long? byLaw, long floor = 0, Period? days = null) =>
            terms.FaultBeside(days ?? Year, new Money(granted), byLaw is { } cents ? new Money(cents) : null, new Money(floor));
        Assert.That(Beside(Fatima, 3_500, byLaw: null), Is.Null);
        Assert.That(Beside(Fatima, 3_499, byLaw: null), Is.EqualTo(Refusal.RateAboveByLaw.With(new Money(3_499))));
        Assert.That(Beside(Fatima, 6_000, byLaw: 3_000), Is.EqualTo(Refusal.RateAboveByLaw.With(new Money(3_000))));
        Assert.That(Beside(Fatima, 3_500, byLaw: null, floor: 3_501), Is.EqualTo(Refusal.RateBelowFloor.With(new Money(3_501))));
        Assert.That(Beside(Fatima, 3_500, byLaw: null, days: new(new(2026, 1, 2), Year.EndsOn)), Is.EqualTo(Refusal.DayOutsideBudget));
        Assert.That(Beside(Allowance, 3_500, byLaw: 2_000, floor: 20_000), Is.Null, "no pay by the hour");
    }

    [Test]
    public void A_month_costs_its_hours_its_wage_or_its_allowance()
    {
        Assert.That((Fatima.PerMonth, Fatima.IsFixed), Is.EqualTo((new Money(42_000), false)));
        Assert.That((Fatima with { Pay = AgreementPay.Monthly }) is { IsFixed: true } monthly ? monthly.PerMonth : Money.Zero, Is.EqualTo(new Money(42_000)));
        Assert.That((Allowance.Tidy().PerMonth, Allowance.IsFixed), Is.EqualTo((new Money(14_100), true)));
    }
}
