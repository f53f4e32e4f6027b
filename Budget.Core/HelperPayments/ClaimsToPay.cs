using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>What waits to go to the SVB, what cannot go and why, for finance and the auditor of the municipality.</summary>
public sealed class ClaimsToPay(Database database)
{
    /// <summary>Why a helper cannot be paid yet.</summary>
    public enum Obstacle
    {
        /// <summary>An agreement on paper, of which the holder did not give the account.</summary>
        NoAccount,
        /// <summary>It came back, and the holder did not give another account.</summary>
        CameBack,
    }

    /// <summary>Of one care agreement.</summary>
    /// <param name="PayBy">Before which day the oldest has to be paid.</param>
    /// <param name="Obstacle">None of what can go.</param>
    /// <param name="Reason">Why it came back the last time, also when it can go again.</param>
    public sealed record Item(string AgreementNumber, string BudgetNumber, string ResidentName, string HelperName, long Claims, Money Amount, DateOnly PayBy, Obstacle? Obstacle, SvbReason? Reason);

    /// <param name="Seen">What was shown, for <see cref="SendToSvb.Entry"/>.</param>
    public sealed record Answer(IReadOnlyList<Item> Items, string Seen, DateOnly Today)
    {
        public IEnumerable<Item> Ready => Items.Where(item => item.Obstacle is null);

        public IEnumerable<Item> Held => Items.Where(item => item.Obstacle is not null);

        public Money Amount => Ready.Aggregate(Money.Zero, (sum, item) => sum + item.Amount);
    }

    /// <returns>None for who may not see the books.</returns>
    public async Task<Answer?> Of(Actor actor) => !actor.MaySeeBooks ? null : await database.LookThrough(actor, nameof(ClaimsToPay), async session =>
    {
        var claims = await ClaimToPay.Of(session, actor.MunicipalityCode);
        return new Answer(
            [
                .. claims.GroupBy(claim => (claim.AgreementId, Obstacle: ObstacleOf(claim))).Select(group => new Item(
                    group.First().AgreementNumber, group.First().BudgetNumber, group.First().ResidentName, group.First().HelperName, group.Count(), group.Aggregate(Money.Zero, (sum, claim) => sum + claim.Due),
                    group.Min(claim => claim.PayBy), group.Key.Obstacle, group.Select(claim => claim.CameBack).LastOrDefault(reason => reason is not null))),
            ],
            SendToSvb.SeenOf(claims.Where(claim => claim.CanBeSent)), session.Today);
    });

    private static Obstacle? ObstacleOf(ClaimToPay claim) => claim.AccountId is null ? Obstacle.NoAccount : claim.NeedsOtherAccount ? Obstacle.CameBack : null;
}
