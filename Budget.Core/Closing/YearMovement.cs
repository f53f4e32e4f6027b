using Budget.Core.Ledger;

namespace Budget.Core.Closing;

/// <summary>A posting of a PGB as the account of a year counts it, with what it was claimed on.</summary>
/// <param name="OccurredOn">The day of the care: in the year of which the money was spent.</param>
/// <param name="EffectiveOn">The day on which it counts: never in a month that was closed before (<see cref="Posting.EffectiveDay"/>).</param>
/// <param name="AgreementNumber">Of a claim, its payment or its correction; none of what the municipality granted or took back.</param>
/// <param name="OwnPart">What the holder pays on top for each unit.</param>
/// <param name="ApprovedOn">When the holder approved it.</param>
internal sealed record YearMovement(
    string Kind, string From, string To, Money Amount, DateOnly OccurredOn, DateOnly EffectiveOn, DateTimeOffset PostedAt, string? AgreementNumber, string? HelperName, string? Pay, Money? OwnPart, Quantity? Volume,
    DateOnly? ApprovedOn)
{
    private static readonly string Available = Account.Available.Stored();
    private static readonly string Payable = Account.Payable.Stored();
    private static readonly string Paid = Account.Paid.Stored();

    public bool IsGrant => Kind == "grant";

    /// <summary>What it did to what is left.</summary>
    public Money Left => To == Available ? Amount : From == Available ? -Amount : Money.Zero;

    /// <summary>What was approved; less than nothing of what was taken back.</summary>
    public Money Spent => AgreementNumber is null ? Money.Zero : -Left;

    /// <summary>What the SVB paid; less than nothing of what came back.</summary>
    public Money PaidBySvb => (From, To) == (Payable, Paid) ? Amount : (From, To) == (Paid, Payable) ? -Amount : Money.Zero;

    /// <summary>Of an approved claim how much was worked, less than nothing of what was taken back, in hundredths of a unit.</summary>
    public long Hundredths => Volume is { } volume && Left != Money.Zero ? (Spent.IsPositive ? volume.Hundredths : -volume.Hundredths) : 0;
}
