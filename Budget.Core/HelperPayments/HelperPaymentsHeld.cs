using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>Which helpers cannot be paid before the holder gives an account: for the holder and who acts for the holder. Asked like what finance sees (<see cref="ClaimsToPay"/>), so that both see the same.</summary>
public sealed class HelperPaymentsHeld(Database database)
{
    /// <param name="Amount">Of all that waits.</param>
    /// <param name="Reason">Why it came back; none of what was never sent or is not trusted.</param>
    public sealed record Item(string AgreementNumber, string ResidentName, string HelperName, Money Amount, PaymentObstacle Obstacle, SvbReason? Reason);

    /// <summary>The same for the municipality, of one care agreement.</summary>
    /// <param name="Since">On which day the oldest of it was approved.</param>
    public sealed record InTown(string AgreementNumber, string RequestNumber, string ResidentName, string HelperName, Money Amount, DateOnly Since, PaymentObstacle Obstacle, SvbReason? Reason);

    /// <summary>Of the whole municipality, the longest waiting first; for <see cref="PersonHeld.HeldSignals"/>.</summary>
    internal static async Task<IReadOnlyList<InTown>> In(Session session, string municipalityCode) =>
    [
        .. (await ClaimToPay.Of(session, municipalityCode))
            .Where(IsHeld)
            .GroupBy(claim => (claim.AgreementNumber, Obstacle: claim.Obstacle!.Value))
            .Select(claims => new InTown(
                claims.Key.AgreementNumber, claims.First().RequestNumber, claims.First().ResidentName, claims.First().HelperName, claims.Aggregate(Money.Zero, (sum, claim) => sum + claim.Due), claims.Min(claim => claim.ApprovedOn),
                claims.Key.Obstacle, claims.Key.Obstacle == PaymentObstacle.CameBack ? claims.First().CameBack : null))
            .OrderBy(item => item.Since),
    ];

    /// <summary>It cannot be paid before the holder does something.</summary>
    private static bool IsHeld(ClaimToPay claim) => claim.Due.IsPositive && claim.Obstacle is PaymentObstacle.NoAccount or PaymentObstacle.CameBack or PaymentObstacle.NotTrusted;

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Resident ? [] : await database.LookThrough<IReadOnlyList<Item>>(actor, nameof(HelperPaymentsHeld), async session =>
    [
        .. (await session.List<ClaimToPay>(MineSql, Access.Of(actor, session)))
            .Where(IsHeld)
            .GroupBy(claim => (claim.AgreementNumber, Obstacle: claim.Obstacle!.Value))
            .Select(claims => new Item(
                claims.Key.AgreementNumber, claims.First().ResidentName, claims.First().HelperName, claims.Aggregate(Money.Zero, (sum, claim) => sum + claim.Due), claims.Key.Obstacle,
                claims.Key.Obstacle == PaymentObstacle.CameBack ? claims.First().CameBack : null)),
    ], OthersSql);

    private const string MineSql = $"""
        {ClaimToPay.SelectSql}
        WHERE due.resident_id IN ({Access.Mine})
        {ClaimToPay.LimitSql}
        """;

    private const string OthersSql = $"""
        SELECT DISTINCT due.resident_id
        FROM claims_to_settle due
        WHERE due.resident_id IN ({Access.Others})
        """;
}
