using System.Text.Json.Serialization;
using Budget.Core.Decisions;
using Budget.Core.Ledger;

namespace Budget.Core.PersonHeld;

/// <summary>On which of the SVB's models a care agreement is made (Uitvoeringsregeling Wmo 2015).</summary>
public enum AgreementForm
{
    /// <summary>With an organisation that has staff.</summary>
    Institution,
    /// <summary>Overeenkomst van opdracht: with somebody who works for the holder on no contract of employment.</summary>
    Assignment,
    /// <summary>With a partner or a relative of the first or second degree.</summary>
    Family,
    /// <summary>Arbeidsovereenkomst: the holder is an employer.</summary>
    Employment,
}

/// <summary>How the helper is paid.</summary>
public enum AgreementPay
{
    /// <summary>For what was worked and claimed.</summary>
    Hours,
    /// <summary>The same amount each month, without claims (maandloon).</summary>
    Monthly,
    /// <summary>A flat amount a month for somebody of the own network, below the cap (tegemoetkoming).</summary>
    Allowance,
}

/// <summary>What a holder and a helper agree. A pure record: what is wrong with it, of itself and beside the decision and the by-law, it says itself.</summary>
/// <param name="Identifier">The KvK number of a firm or freelancer; the BSN of somebody of the own network. Well-formed, which does not say that it exists.</param>
/// <param name="Rate">Of one unit; of an allowance the amount of a month.</param>
/// <param name="MonthlyVolume">At most this much a month is claimed; of a fixed wage what the wage is for. Of an allowance one, and nobody asks.</param>
/// <param name="OwnPart">What the holder pays on top for each unit, of own money. The budget never pays it.</param>
/// <param name="Tasks">In own words, what the helper does.</param>
public sealed record AgreementTerms(
    string HelperName, HelperKind HelperKind, AgreementForm Form, string Identifier, string Iban, string Tasks, AgreementPay Pay, Money Rate, Quantity MonthlyVolume, Money OwnPart, Period Period)
{
    public const int LongestName = 200;
    public const int LongestTasks = 2_000;

    /// <summary>At most so much a month, for help of the own network that is not paid by the hour (Uitvoeringsregeling Wmo 2015, art. 2a).</summary>
    public static readonly Money AllowanceCap = new(14_100);

    private static readonly Quantity One = new(1);

    /// <summary>As it is kept: without what nobody sees, numbers without spaces.</summary>
    public AgreementTerms Tidy() => this with
    {
        HelperName = TypedText.Line(HelperName),
        Tasks = TypedText.Seen(Tasks),
        Identifier = string.Concat(Identifier.Where(sign => !char.IsWhiteSpace(sign))),
        MonthlyVolume = Pay == AgreementPay.Allowance ? One : MonthlyVolume,
    };

    /// <summary>What a month costs when as much is worked as was agreed, or what it always costs.</summary>
    [JsonIgnore]
    public Money PerMonth => Money.Of(Rate, MonthlyVolume);

    /// <summary>What all its months cost at most, of part of a month what may be claimed or books itself of it (<see cref="MostOfMonth"/>).</summary>
    [JsonIgnore]
    public Money InAll => Period.Months().Aggregate(Money.Zero, (sum, days) => sum + Money.Of(Rate, MostOfMonth(IsFixed, MonthlyVolume, days.Days, Period.MonthOf(days.StartsOn).Days)));

    /// <summary>
    /// The most that is paid of one month: by the hour all that was agreed for a month, however few of its days there is help, because nobody holds a claim against the part of the days; of a fixed amount the part of the days with help, as it
    /// books itself (<see cref="BookFixedPay"/>). What the page to sign says, what may be claimed and what is reserved are this figure (docs/decisions/0025).
    /// </summary>
    /// <param name="helped">On how many days of the month there is help.</param>
    /// <param name="monthDays">How many days the month has.</param>
    public static Quantity MostOfMonth(bool isFixed, Quantity monthlyVolume, int helped, int monthDays) =>
        helped == 0 ? new Quantity(0)
        : !isFixed || helped == monthDays ? monthlyVolume
        : Quantity.FromHundredths(Math.Max(1, ((monthlyVolume.Hundredths * helped) + (monthDays / 2)) / monthDays));

    /// <summary>Whether a month books itself.</summary>
    [JsonIgnore]
    public bool IsFixed => Pay != AgreementPay.Hours;

    /// <summary>The number by which this kind of helper is known is a KvK number; of others it is the BSN.</summary>
    public static bool IsKnownByKvk(HelperKind kind) => kind != HelperKind.Network;

    /// <summary>
    /// Whether a fixed amount goes on while the helper is away: only on a contract of employment, where wages go on in illness (BW 7:629) and on holiday (7:639). On any other agreement nothing is paid of days without help: the SVB stops a fixed
    /// amount over such days ("Uw zorgverlener is ziek", svb.nl). By the hour nothing goes on by itself.
    /// </summary>
    public static bool GoesOnWhenAway(string pay, string form) => pay != AgreementPay.Hours.Stored() && form == AgreementForm.Employment.Stored();

    /// <summary>Which models go with this kind of helper.</summary>
    public static IReadOnlyList<AgreementForm> FormsOf(HelperKind kind) => kind switch
    {
        HelperKind.Professional => [AgreementForm.Institution],
        HelperKind.Freelancer => [AgreementForm.Assignment],
        _ => [AgreementForm.Family, AgreementForm.Assignment, AgreementForm.Employment],
    };

    /// <summary>What is wrong with it whatever the decision says; none when nothing is.</summary>
    public Refusal? FaultOfItself(string unit) => this switch
    {
        { HelperName.Length: 0 or > LongestName } => Refusal.NameMissing,
        _ when !FormsOf(HelperKind).Contains(Form) => Refusal.AgreementFormUnfit,
        _ when !IsWellFormed => IsKnownByKvk(HelperKind) ? Refusal.KvkInvalid : Refusal.BsnInvalid,
        _ when !Payments.Iban.TryParse(Iban.Trim(), out _) => Refusal.IbanInvalid,
        { Tasks.Length: 0 } => Refusal.TasksMissing,
        { Tasks.Length: > LongestTasks } => Refusal.TextTooLong.With(LongestTasks),
        _ when !Rate.IsPositive || MonthlyVolume.Value <= 0 || OwnPart.IsNegative => Refusal.AmountNotPositive,
        { Pay: AgreementPay.Allowance, HelperKind: not HelperKind.Network } or { Pay: AgreementPay.Allowance, Form: AgreementForm.Employment } => Refusal.AllowanceForNetwork,
        { Pay: AgreementPay.Allowance } when Rate > AllowanceCap => Refusal.AllowanceAboveCap.With(AllowanceCap),
        { Pay: AgreementPay.Allowance } when OwnPart != Money.Zero => Refusal.AllowanceWithOwnPart,
        { Pay: not AgreementPay.Allowance } when !GrantedVolume.Fits(unit, MonthlyVolume, Frequency.Month, Period) => Refusal.VolumeImplausible,
        _ => null,
    };

    /// <summary>What is wrong with it beside the decision and the by-law; none when nothing is.</summary>
    /// <param name="days">On which the budget is there.</param>
    /// <param name="granted">The rate of the decision.</param>
    /// <param name="byLaw">The by-law's highest for this kind of helper on the first day; none where it says nothing of this kind.</param>
    /// <param name="floor">The by-law's lowest for an hour; of an allowance there is none, because it is no pay.</param>
    public Refusal? FaultBeside(Period days, Money granted, Money? byLaw, Money floor)
    {
        var most = byLaw is { } limit && limit < granted ? limit : granted;
        return !days.Covers(Period) ? Refusal.DayOutsideBudget
            : Pay == AgreementPay.Allowance ? null
            : Rate > most ? Refusal.RateAboveByLaw.With(most)
            : Rate < floor ? Refusal.RateBelowFloor.With(floor)
            : null;
    }

    private bool IsWellFormed => IsKnownByKvk(HelperKind) ? Identifier.Length == 8 && Identifier.All(char.IsAsciiDigit) && Identifier.Any(digit => digit != '0') : Bsn.IsWellFormed(Identifier);
}
