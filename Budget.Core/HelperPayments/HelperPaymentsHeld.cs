using Budget.Core.Audit;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>Which helpers cannot be paid before the holder gives an account: for the holder and who acts for the holder. Asked like what finance sees (<see cref="ClaimsToPay"/>), so that both see the same.</summary>
public sealed class HelperPaymentsHeld(Database database)
{
    /// <param name="Amount">Of all that waits for the holder. What came back because the SVB does not know the agreement or the holder is not in it: no other account helps against that.</param>
    /// <param name="Reasons">Why it came back, each with its amount; none of what has no account or is not trusted.</param>
    public sealed record Item(string AgreementNumber, string ResidentName, string HelperName, Money Amount, PaymentObstacle Obstacle, IReadOnlyList<HeldReason> Reasons)
    {
        /// <summary>The holder gives accounts without who asks, by whose mandate that is left out: nobody waits for this user.</summary>
        public bool IsKept { get; init; }
    }

    public sealed record HeldReason(SvbReason Reason, Money Amount);

    /// <summary>The same for the municipality, of one care agreement and one reason, also of the SVB's own.</summary>
    /// <param name="Since">On which day the oldest of it was approved.</param>
    public sealed record InTown(string AgreementNumber, string RequestNumber, string ResidentName, string HelperName, Money Amount, DateOnly Since, PaymentObstacle Obstacle, SvbReason? Reason);

    /// <summary>Of the whole municipality, the longest waiting first; for <see cref="PersonHeld.HeldSignals"/>.</summary>
    internal static async Task<IReadOnlyList<InTown>> In(Session session, string municipalityCode) =>
    [
        .. (await ClaimToPay.Of(session, municipalityCode))
            .Where(IsHeld)
            .GroupBy(claim => (claim.AgreementNumber, Obstacle: claim.Obstacle!.Value, Reason: ReasonOf(claim)))
            .Select(claims => new InTown(
                claims.Key.AgreementNumber, claims.First().RequestNumber, claims.First().ResidentName, claims.First().HelperName, claims.Aggregate(Money.Zero, (sum, claim) => sum + claim.Due), claims.Min(claim => claim.ApprovedOn),
                claims.Key.Obstacle, claims.Key.Reason))
            .OrderBy(item => item.Since),
    ];

    private static SvbReason? ReasonOf(ClaimToPay claim) => claim.Obstacle == PaymentObstacle.CameBack ? claim.CameBack : null;

    /// <summary>No other account helps against it.</summary>
    private static bool IsOfSvb(ClaimToPay claim) => ReasonOf(claim) is { } reason && !reason.IsOfAccount();

    /// <summary>It cannot be paid before the holder does something.</summary>
    private static bool IsHeld(ClaimToPay claim) => claim.Due.IsPositive && claim.Obstacle is PaymentObstacle.NoAccount or PaymentObstacle.CameBack or PaymentObstacle.NotTrusted;

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Resident ? [] : await database.LookThrough<IReadOnlyList<Item>>(actor, nameof(HelperPaymentsHeld), async session =>
    {
        var held = (await session.List<ClaimToPay>(MineSql, Access.Of(actor, session))).Where(claim => IsHeld(claim) && !IsOfSvb(claim)).ToList();
        HashSet<ResidentId> keepers = [];
        foreach (var holder in held.Select(claim => claim.ResidentId).Distinct())
        {
            if (await MandateActs.LeftOut(session, actor, holder) is { } kept && kept.Acts.Contains(MandateAct.Accounts))
            {
                keepers.Add(holder);
            }
        }

        return
        [
            .. held.GroupBy(claim => (claim.AgreementNumber, Obstacle: claim.Obstacle!.Value)).Select(claims => new Item(
                claims.Key.AgreementNumber, claims.First().ResidentName, claims.First().HelperName, claims.Aggregate(Money.Zero, (sum, claim) => sum + claim.Due), claims.Key.Obstacle,
                [.. claims.Where(claim => ReasonOf(claim) is not null).GroupBy(claim => ReasonOf(claim)!.Value).Select(one => new HeldReason(one.Key, one.Aggregate(Money.Zero, (sum, claim) => sum + claim.Due)))])
            {
                IsKept = keepers.Contains(claims.First().ResidentId),
            }),
        ];
    }, OthersSql);

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
