using System.Globalization;

namespace Budget.Core.Payments;

/// <summary>The account that is paid from, under the name that its bank knows.</summary>
public sealed record DebtorAccount(string Name, Iban Iban);

/// <summary>One transfer to one creditor.</summary>
/// <param name="EndToEndId">Ours, at most 35 signs, never used before: by it the bank answers, and by it a return is known again.</param>
/// <param name="RequestedOn">The day on which the bank takes the money off the account.</param>
/// <param name="Amount">From one cent to € 999.999.999,99 (SEPA).</param>
/// <param name="CreditorName">As we know it; the file writes it in the signs of SEPA.</param>
/// <param name="DeclarationNumbers">What is paid with it: the creditor reads them on the statement of the bank.</param>
public sealed record Payment(
    string EndToEndId,
    DebtorAccount From,
    DateOnly RequestedOn,
    Money Amount,
    string CreditorName,
    Iban CreditorIban,
    IReadOnlyList<string> DeclarationNumbers)
{
    /// <summary>Without name, account and amount: a log may meet this text.</summary>
    public override string ToString() => $"payment {EndToEndId}";
}

/// <summary>What goes to the bank in one file.</summary>
/// <param name="Identification">Ours, never used before; at most 30 signs, because a block adds its number.</param>
/// <param name="InitiatedBy">The municipality, as the bank knows it.</param>
public sealed record PaymentRun(string Identification, DateTimeOffset CreatedAt, string InitiatedBy, IReadOnlyList<Payment> Payments)
{
    public Money Total => Payments.Aggregate(Money.Zero, (sum, payment) => sum + payment.Amount);

    /// <summary>
    /// One block for each account and day, in that order, its payments in the order of their identification: however the payments were
    /// found, the run is the same.
    /// </summary>
    public IReadOnlyList<PaymentBlock> Blocks =>
    [
        .. Payments
            .GroupBy(payment => (payment.From, payment.RequestedOn))
            .OrderBy(block => block.Key.From.Iban.Compact, StringComparer.Ordinal)
            .ThenBy(block => block.Key.From.Name, StringComparer.Ordinal)
            .ThenBy(block => block.Key.RequestedOn)
            .Select((block, index) => new PaymentBlock(
                string.Create(CultureInfo.InvariantCulture, $"{Identification}-{index + 1}"),
                block.Key.From,
                block.Key.RequestedOn,
                [.. block.OrderBy(payment => payment.EndToEndId, StringComparer.Ordinal)])),
    ];

    public override string ToString() => $"run {Identification}";
}

/// <summary>The payments of a run from one account on one day, which the bank books as one amount.</summary>
public sealed record PaymentBlock(string Identification, DebtorAccount From, DateOnly RequestedOn, IReadOnlyList<Payment> Payments)
{
    public Money Total => Payments.Aggregate(Money.Zero, (sum, payment) => sum + payment.Amount);

    public override string ToString() => $"block {Identification}";
}
