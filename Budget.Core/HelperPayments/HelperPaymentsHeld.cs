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

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Resident ? [] : await database.LookThrough<IReadOnlyList<Item>>(actor, nameof(HelperPaymentsHeld), async session =>
    [
        .. (await session.List<ClaimToPay>(MineSql, Access.Of(actor, session)))
            .Where(claim => claim.Due.IsPositive && claim.Obstacle is PaymentObstacle.NoAccount or PaymentObstacle.CameBack or PaymentObstacle.NotTrusted)
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
