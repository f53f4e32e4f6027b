using Budget.Core.Iwmo;

namespace Budget.Core.Invoices;

/// <summary>One declaration of a provider over one calendar month (iWmo 3.2, WMO323).</summary>
/// <param name="Total">Debit lines minus credit lines; negative when the provider owes money.</param>
public sealed record Declaration(
    MessageHeader Header,
    string Number,
    Period Period,
    DateOnly DatedOn,
    Money Total,
    IReadOnlyList<DeclarationLine> Lines);

/// <summary>One delivered performance (Prestatie), accepted or rejected as a whole.</summary>
/// <param name="Number">Place in the message, counted from 1 over all clients.</param>
/// <param name="PreviousReference">The reference of the debit that this credit takes back.</param>
/// <param name="Volume">In whole units; in eurocents when the unit is 83.</param>
/// <param name="Rate">Per unit; may be absent only when the unit is 83.</param>
/// <param name="Amount">As submitted, never negative; <see cref="IsCredit"/> carries the sign.</param>
/// <param name="XmlLine">Line of the file on which the performance starts; zero when it came from no file.</param>
public sealed record DeclarationLine(
    int Number,
    string Bsn,
    string Reference,
    string? PreviousReference,
    long AssignmentNumber,
    string Category,
    string ProductCode,
    Period Period,
    long Volume,
    string Unit,
    Money? Rate,
    Money Amount,
    bool IsCredit,
    int XmlLine)
{
    public Money SignedAmount => IsCredit ? -Amount : Amount;

    /// <summary>Without the BSN: a log may meet this text.</summary>
    public override string ToString() => $"line {Number}";
}
