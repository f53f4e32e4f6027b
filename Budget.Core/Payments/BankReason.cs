using System.Globalization;
using System.Resources;

namespace Budget.Core.Payments;

/// <summary>
/// Why a bank does not pay, or sends money back (ISO 20022, external code lists of status and return reasons): those that a payment of ours
/// can meet. Any other code, and a code of the bank's own, is kept as it is and has one sentence that names it.
/// </summary>
public sealed record BankReason(string Code)
{
    public static readonly BankReason AccountNumberWrong = new("AC01");
    public static readonly BankReason AccountClosed = new("AC04");
    public static readonly BankReason AccountBlocked = new("AC06");
    public static readonly BankReason TransferNotAllowed = new("AG01");
    public static readonly BankReason BalanceTooLow = new("AM04");
    public static readonly BankReason Duplicate = new("AM05");
    public static readonly BankReason CreditorAddressMissing = new("BE04");
    public static readonly BankReason DateInvalid = new("DT01");
    public static readonly BankReason FileFormatInvalid = new("FF01");
    public static readonly BankReason CreditorDied = new("MD07");
    public static readonly BankReason CustomerGivesNoReason = new("MS02");
    public static readonly BankReason BankGivesNoReason = new("MS03");
    public static readonly BankReason BankCodeWrong = new("RC01");
    public static readonly BankReason Regulation = new("RR04");

    public static IReadOnlyList<BankReason> All { get; } =
    [
        AccountNumberWrong, AccountClosed, AccountBlocked, TransferNotAllowed, BalanceTooLow, Duplicate, CreditorAddressMissing,
        DateInvalid, FileFormatInvalid, CreditorDied, CustomerGivesNoReason, BankGivesNoReason, BankCodeWrong, Regulation,
    ];

    /// <summary>The bank knows the payment from before: it says nothing of that earlier one (AM05, and DU01 to DU05 of duplicate messages, blocks and payments).</summary>
    public bool IsOfDuplicate => this == Duplicate || Code is "DU01" or "DU02" or "DU03" or "DU04" or "DU05";

    public override string ToString() => Code;
}

/// <summary>What a reason means and what to do about it, for finance staff.</summary>
public static class BankReasonText
{
    internal const string Other = "other";
    internal static readonly ResourceManager Sentences = new("Budget.Core.Payments.BankReasons", typeof(BankReasonText).Assembly);

    public static string For(BankReason reason, CultureInfo culture) =>
        string.Format(culture, Sentences.GetString(BankReason.All.Contains(reason) ? reason.Code : Other, culture)!, reason.Code);
}
