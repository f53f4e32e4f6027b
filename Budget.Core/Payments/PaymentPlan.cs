namespace Budget.Core.Payments;

/// <summary>What a run would pay of all there is to settle, and what it leaves, and why. Whole providers: what is set off of one is never paid to another.</summary>
/// <param name="ToPay">The providers that are paid, each with its transfers.</param>
/// <param name="ToSetOff">Those to which nothing is left to pay: it is set off in their next declaration.</param>
/// <param name="WithoutAccount">Those with money coming, and no account that two people confirmed.</param>
internal sealed record PaymentPlan(IReadOnlyList<PlannedPayment> ToPay, IReadOnlyList<PlannedPayment> ToSetOff, IReadOnlyList<PlannedPayment> WithoutAccount)
{
    /// <param name="dueUntil">Only what must be paid by then; what is to be set off is set off at once.</param>
    public static PaymentPlan Of(IEnumerable<DueLine> lines, CurrentAccounts accounts, DateOnly? dueUntil)
    {
        var all = PlannedPayment.Of(lines.Where(line => line.WaitsIn is null && !line.IsSetAside && (line.Due.IsNegative || dueUntil is null || line.DueOn <= dueUntil)));
        var positive = all.Where(payment => payment.Transfers.Count > 0).ToList();
        return new PaymentPlan(
            [.. positive.Where(payment => accounts.Of(payment.ProviderId) is not null)],
            [.. all.Where(payment => payment.Transfers.Count == 0)],
            [.. positive.Where(payment => accounts.Of(payment.ProviderId) is null)]);
    }
}
