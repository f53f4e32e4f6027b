using Budget.Core.Audit;
using Budget.Core.Invoices;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>What waits to be paid to providers, and what a run would make of it? For finance and the auditor of the municipality.</summary>
public sealed class PaymentsDue(Database database)
{
    /// <summary>Overdue in so many days or less is "soon".</summary>
    public const int SoonDays = 7;

    public sealed record Sum(long Lines, Money Amount);

    /// <param name="Declarations">Paid together; more than one when something is set off.</param>
    /// <param name="DueOn">Of the oldest.</param>
    /// <param name="SetOff">Nothing or less.</param>
    public sealed record Transfer(IReadOnlyList<string> Declarations, DateOnly DueOn, long Lines, Money ToPay, Money SetOff)
    {
        public Money Amount => ToPay + SetOff;
    }

    /// <param name="Amount">Nothing or less when it waits for its next declaration.</param>
    /// <param name="Transfers">None when it waits.</param>
    public sealed record Provider(ProviderId Id, string Name, string Agb, Money Amount, IReadOnlyList<Transfer> Transfers);

    /// <summary>What is overdue or soon due of one declaration.</summary>
    /// <param name="DaysLate">More than nothing when it is overdue.</param>
    /// <param name="WaitsIn">The run in which it waits for a colleague; none when it was not proposed.</param>
    public sealed record First(DateOnly DueOn, int DaysLate, string ProviderName, string DeclarationNumber, MessageId MessageId, Money Amount, string? WaitsIn, bool HasAccount, ProviderId ProviderId);

    /// <summary>So many are listed.</summary>
    public const int MostFirsts = 50;

    /// <param name="Overdue">With Soon and Later all that is to be paid, also in a run that waits; whether or not its provider has an account.</param>
    /// <param name="SetAside">Disputed by a resident, and not settled.</param>
    /// <param name="InRuns">Of those three, in a run that waits for a colleague.</param>
    /// <param name="SetOff">Paid, taken back since, and not set off yet: nothing or less.</param>
    /// <param name="ToPay">What a run would pay now.</param>
    /// <param name="ToSetOff">Providers to which nothing is left to pay.</param>
    /// <param name="WithoutAccount">Providers with money coming and no account that counts: none was confirmed, or the bank said since that it is closed.</param>
    /// <param name="Seen">Of what a run would pay now, for <see cref="ProposePayments.Entry"/>.</param>
    public sealed record Overview(
        Sum Overdue, Sum Soon, Sum Later, Sum SetAside, Sum InRuns, Sum SetOff,
        IReadOnlyList<Provider> ToPay, IReadOnlyList<Provider> ToSetOff, IReadOnlyList<Provider> WithoutAccount, bool HasOwnAccount, string Seen, IReadOnlyList<First> Firsts, long MoreFirsts)
    {
        public Money Total => ToPay.Aggregate(Money.Zero, (sum, provider) => sum + provider.Amount);
    }

    /// <param name="dueUntil">What a run would pay of what is due on this day or before; none: all.</param>
    /// <returns>None for who may not see the books.</returns>
    public async Task<Overview?> Of(Actor actor, DateOnly? dueUntil = null) => !actor.MaySeeBooks ? null : await database.LookThrough(actor, nameof(PaymentsDue), async session =>
    {
        var lines = await DueLine.Of(session, actor.MunicipalityCode);
        var accounts = await CurrentAccounts.In(session, actor.MunicipalityCode);
        var plan = PaymentPlan.Of(lines, accounts, dueUntil);
        var (free, soon) = (lines.Where(line => line.WaitsIn is null).ToList(), session.Today.AddDays(SoonDays));
        var open = lines.Where(line => line.Due.IsPositive && !line.IsSetAside).ToList();
        var firsts = open.Where(line => line.DueOn <= soon).GroupBy(line => (line.DueOn, line.ProviderId, line.ProviderName, line.DeclarationNumber, line.MessageId, line.WaitsIn))
            .OrderBy(group => group.Key.DueOn).ThenBy(group => group.Key.ProviderName, StringComparer.Ordinal).ThenBy(group => group.Key.DeclarationNumber, StringComparer.Ordinal)
            .Select(group => new First(
                group.Key.DueOn, session.Today.DayNumber - group.Key.DueOn.DayNumber, group.Key.ProviderName, group.Key.DeclarationNumber, group.Key.MessageId, PlannedPayment.Sum(group), group.Key.WaitsIn,
                accounts.Of(group.Key.ProviderId) is not null, group.Key.ProviderId)).ToList();
        return new Overview(
            Add(open.Where(line => line.DueOn < session.Today)),
            Add(open.Where(line => line.DueOn >= session.Today && line.DueOn <= soon)),
            Add(open.Where(line => line.DueOn > soon)),
            Add(lines.Where(line => line.IsSetAside)),
            Add(open.Where(line => line.WaitsIn is not null)),
            Add(free.Where(line => line.Due.IsNegative)),
            [.. plan.ToPay.Select(Say)], [.. plan.ToSetOff.Select(Say)], [.. plan.WithoutAccount.Select(Say)], accounts.Own is not null, PlannedPayment.Seen(plan.ToPay, accounts),
            [.. firsts.Take(MostFirsts)], Math.Max(0, firsts.Count - MostFirsts));
    });

    private static Sum Add(IEnumerable<DueLine> lines) => lines.Aggregate(new Sum(0, Money.Zero), (sum, line) => new Sum(sum.Lines + 1, sum.Amount + line.Due));

    private static Provider Say(PlannedPayment payment) => new(
        payment.ProviderId, payment.Name, payment.Agb, payment.Amount,
        [.. payment.Transfers.Select(transfer => new Transfer(
            transfer.Declarations, transfer.Lines.Where(line => line.Due.IsPositive).Min(line => line.DueOn), transfer.Lines.Count,
            PlannedPayment.Sum(transfer.Lines.Where(line => line.Due.IsPositive)), PlannedPayment.Sum(transfer.Lines.Where(line => line.Due.IsNegative))))]);
}
