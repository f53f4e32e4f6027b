using Budget.Core.Ledger;

namespace Budget.Core.Payments;

/// <summary>One transfer that a run would make: the declarations it pays, and what is set off in it.</summary>
internal sealed record PlannedTransfer(IReadOnlyList<DueLine> Lines)
{
    public Money Amount => PlannedPayment.Sum(Lines);

    /// <summary>The declarations whose lines are paid with it, the oldest first. What is set off goes by the declarations of which it is taken.</summary>
    public IReadOnlyList<string> Declarations => [.. Lines.Where(line => line.Due.IsPositive).Select(line => line.DeclarationNumber).Distinct(StringComparer.Ordinal)];
}

/// <summary>What there is to settle with one provider, as transfers: none when what is to be set off is as much as what is to be paid, or more.</summary>
internal sealed record PlannedPayment(ProviderId ProviderId, string Agb, string Name, IReadOnlyList<DueLine> Lines, IReadOnlyList<PlannedTransfer> Transfers)
{
    public Money Amount => Sum(Lines);

    public static IReadOnlyList<PlannedPayment> Of(IEnumerable<DueLine> lines) =>
    [
        .. lines.GroupBy(line => (line.ProviderId, line.Agb, line.ProviderName)).OrderBy(group => group.Key.Agb, StringComparer.Ordinal)
            .Select(group => new PlannedPayment(group.Key.ProviderId, group.Key.Agb, group.Key.ProviderName, [.. group], Split(group))),
    ];

    /// <summary>What somebody sees who says yes to it: from which account, to which, how much, and for which declarations. Another account or amount is another text.</summary>
    public static string Seen(IEnumerable<PlannedPayment> payments, CurrentAccounts accounts) => Seal.Of(
    [
        accounts.Own?.Id.Value,
        .. from payment in payments
           from transfer in payment.Transfers
           from part in new object?[] { payment.ProviderId.Value, accounts.Of(payment.ProviderId)?.Id.Value, transfer.Amount.Cents, string.Join('/', transfer.Declarations) }
           select part,
    ]);

    public static Money Sum(IEnumerable<DueLine> lines) => lines.Aggregate(Money.Zero, (sum, line) => sum + line.Due);

    /// <summary>
    /// A transfer for each declaration. What is to be set off goes with the oldest: as many declarations as it takes to get above nothing are paid together in one
    /// transfer, which names each of them. So no line is split, and no transfer is of nothing or less.
    /// </summary>
    private static List<PlannedTransfer> Split(IEnumerable<DueLine> lines)
    {
        var all = lines.ToList();
        if (!Sum(all).IsPositive)
        {
            return [];
        }

        List<PlannedTransfer> transfers = [];
        List<DueLine> together = [.. all.Where(line => line.Due.IsNegative)];
        foreach (var declaration in all.Where(line => line.Due.IsPositive).GroupBy(line => line.MessageId)
            .OrderBy(group => group.First().DatedOn).ThenBy(group => group.First().DeclarationNumber, StringComparer.Ordinal))
        {
            together.AddRange(declaration);
            if (Sum(together).IsPositive)
            {
                transfers.Add(new PlannedTransfer(together));
                together = [];
            }
        }

        return transfers;
    }
}
