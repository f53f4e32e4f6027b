using System.Globalization;
using System.Resources;

namespace Budget.Core.Payments;

/// <summary>
/// What a bank did with a file, a block or a payment (ISO 20022, external code lists of payment statuses). Banks may send a code that is not
/// named here: it is kept as it is, and says neither that there was paid nor that there was not.
/// </summary>
public sealed record BankStatus(string Code)
{
    /// <summary>For a statement that asks for <see cref="IsPaid"/>.</summary>
    internal const string PaidSql = "'ACSC', 'ACCC'";

    /// <summary>For a statement that asks for <see cref="IsUnpaid"/>.</summary>
    internal const string UnpaidSql = "'RJCT', 'CANC'";

    public static readonly BankStatus Received = new("RCVD");
    public static readonly BankStatus TechnicallyAccepted = new("ACTC");
    public static readonly BankStatus Accepted = new("ACCP");
    public static readonly BankStatus AcceptedWithChange = new("ACWC");
    public static readonly BankStatus SignaturesMissing = new("PATC");
    public static readonly BankStatus Pending = new("PDNG");
    public static readonly BankStatus InProcess = new("ACSP");
    public static readonly BankStatus Settled = new("ACSC");
    public static readonly BankStatus Credited = new("ACCC");
    public static readonly BankStatus PartlyAccepted = new("PART");
    public static readonly BankStatus Rejected = new("RJCT");
    public static readonly BankStatus Cancelled = new("CANC");

    public static IReadOnlyList<BankStatus> All { get; } =
    [
        Received, TechnicallyAccepted, Accepted, AcceptedWithChange, SignaturesMissing, Pending, InProcess, Settled, Credited, PartlyAccepted, Rejected, Cancelled,
    ];

    /// <summary>No money moved and none will: the payment is to be made anew, or not at all.</summary>
    public bool IsUnpaid => this == Rejected || this == Cancelled;

    /// <summary>The money has left our account. It may still come back (<see cref="ReturnedPayment"/>).</summary>
    public bool IsPaid => this == Settled || this == Credited;

    /// <summary>Said of many, it holds for each of them; "some of them" holds for none.</summary>
    public bool HoldsForEach => this != PartlyAccepted;

    public override string ToString() => Code;
}

/// <summary>What a status means, for finance staff.</summary>
public static class BankStatusText
{
    internal const string Other = "other";
    internal static readonly ResourceManager Sentences = new("Budget.Core.Payments.BankStatuses", typeof(BankStatusText).Assembly);

    public static string For(BankStatus status, CultureInfo culture) =>
        string.Format(culture, Sentences.GetString(BankStatus.All.Contains(status) ? status.Code : Other, culture)!, status.Code);
}
