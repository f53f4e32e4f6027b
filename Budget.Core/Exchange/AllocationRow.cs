using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Frequency = Budget.Core.Decisions.Frequency;

namespace Budget.Core.Exchange;

/// <summary>An assignment as its provider is told of it. What iWmo asks and the portal does not keep stands there as the code for unknown (docs/decisions/0021).</summary>
/// <param name="Wrapped">The resident's key.</param>
/// <param name="Gone">Of a resident who died or moved: which.</param>
/// <param name="Ground">Of the decision that ended it with its budget; none when it ended otherwise.</param>
/// <param name="Reserved">All that was put apart for it.</param>
internal sealed record AllocationRow(
    AssignmentId Id, string About, long Number, string MunicipalityCode, BudgetId BudgetId, string ProviderAgb, ResidentId ResidentId, string? Wrapped, string Bsn, string Name, DateOnly BornOn,
    string Category, string ProductCode, string Unit, Quantity Volume, string Frequency, Money Rate, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset ChosenAt, DateOnly? EndedOn, string? Reason,
    DateTimeOffset? EndedAt, string? Gone, string? Ground, Money Reserved)
{
    private const int LongestName = 200;
    private const long HighestBudget = 99_999_999;

    public TextKey Key(Session session) => ResidentKey.From(session, ResidentId, Wrapped);

    public MessageClient Client(TextKey key) =>
        new(key.Show(HiddenColumn.ResidentBsn, "", Bsn), BornOn, Gender.Unknown, Name.Length > LongestName ? Name[..LongestName] : Name);

    public AllottedProduct Product(string? reference)
    {
        var isEnd = About == OutgoingMessages.End;
        // One that ended before its first day never ran: it is taken back, with the days it had.
        var neverRan = isEnd && EndedOn < StartsOn;
        var toldAt = isEnd ? EndedAt!.Value : ChosenAt;
        var (extent, budget) = HowMuch();
        return new AllottedProduct(
            Number, reference, new MessageProduct(Category, ProductCode), AmsterdamDay.Of(toldAt), AmsterdamDay.TimeOf(toldAt), StartsOn, isEnd && !neverRan ? EndedOn : EndsOn,
            !isEnd ? null : neverRan ? ReasonOfChange.Removed : ReasonOf(Reason!, Gone, Ground), extent, budget);
    }

    /// <summary>
    /// As it was granted, each week or month. Of a volume in total as much as the money that was put apart buys: who comes after another gets what is left. Of what is no whole number of units
    /// the standard has no word: then the money is said.
    /// </summary>
    private (Extent? Extent, Money? Budget) HowMuch()
    {
        var frequency = StoredNames.Parse<Frequency>(Frequency);
        var isEuro = Unit == CareUnit.Euro;
        var volume = frequency == Decisions.Frequency.Total ? Math.Min(Volume.Value, decimal.Floor((decimal)Reserved.Cents / Rate.Cents)) : Volume.Value;
        var units = isEuro ? volume * Rate.Cents : volume;
        var code = frequency switch
        {
            Decisions.Frequency.Week => ExtentFrequency.Week,
            Decisions.Frequency.Month => ExtentFrequency.Month,
            _ => ExtentFrequency.Total,
        };
        return units == decimal.Floor(units) && units <= HighestBudget
            ? (new Extent((long)units, Unit, code), null)
            : (null, Reserved.Cents <= HighestBudget ? Reserved : null);
    }

    private static string ReasonOf(string reason, string? gone, string? ground) => (reason, gone) switch
    {
        _ when Decisions.ChangeForm.IsGround(ground) => ReasonOfChange.OtherForm,
        ("other-provider", _) => ReasonOfChange.OtherProvider,
        ("provider", _) => ReasonOfChange.ByProvider,
        ("municipality", "died") => ReasonOfChange.Died,
        ("municipality", "moved") => ReasonOfChange.Moved,
        _ => ReasonOfChange.Shortened,
    };
}
