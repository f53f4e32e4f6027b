using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>What waits to go to the SVB, what cannot go and why, for finance and the auditor of the municipality.</summary>
public sealed class ClaimsToPay(Database database)
{
    /// <summary>Of one care agreement.</summary>
    /// <param name="PayBy">Before which day the oldest has to be paid.</param>
    /// <param name="Obstacle">None of what can go.</param>
    /// <param name="Reasons">Why it came back the last time, also when it can go again; of what is held by its account one: what came back for another reason stands apart.</param>
    /// <param name="NeedsColleague">Who asks took in that it came back: another sends it again.</param>
    public sealed record Item(string AgreementNumber, string BudgetNumber, string ResidentName, string HelperName, long Claims, Money Amount, DateOnly PayBy, PaymentObstacle? Obstacle, IReadOnlyList<SvbReason> Reasons, bool NeedsColleague)
    {
        /// <summary>With which postings it was booked; of what is of days after the death of the holder, for who reverses it.</summary>
        public IReadOnlyList<long> Postings { get; init; } = [];
    }

    /// <param name="Seen">What was shown, for <see cref="SendToSvb.Entry"/>.</param>
    /// <param name="StartsOn">From which day on the SVB pays by our files; none when nobody said so (<see cref="StartSvb"/>), and then there is nothing.</param>
    public sealed record Answer(IReadOnlyList<Item> Items, string Seen, DateOnly Today, DateOnly? StartsOn)
    {
        public IEnumerable<Item> Ready => Items.Where(item => item is { Obstacle: null, NeedsColleague: false });

        public IEnumerable<Item> Held => Items.Where(item => item.Obstacle is not (null or PaymentObstacle.AfterDeath) || item.NeedsColleague);

        /// <summary>Never goes: each is reversed.</summary>
        public IEnumerable<Item> AfterDeath => Items.Where(item => item.Obstacle == PaymentObstacle.AfterDeath);

        public Money Amount => Ready.Aggregate(Money.Zero, (sum, item) => sum + item.Amount);
    }

    /// <returns>None for who may not see the books.</returns>
    public async Task<Answer?> Of(Actor actor) => !actor.MaySeeBooks ? null : await database.LookThrough(actor, nameof(ClaimsToPay), async session =>
    {
        var claims = await ClaimToPay.Of(session, actor.MunicipalityCode);
        return new Answer(
            [
                .. claims.GroupBy(claim => (
                    claim.AgreementId, claim.Obstacle, NeedsColleague: claim.Obstacle is null && !claim.CanBeSentBy(actor.UserId), HeldFor: claim.Obstacle == PaymentObstacle.CameBack ? claim.CameBack : null)).Select(group => new Item(
                    group.First().AgreementNumber, group.First().BudgetNumber, group.First().ResidentName, group.First().HelperName, group.Count(), group.Aggregate(Money.Zero, (sum, claim) => sum + claim.Due),
                    group.Min(claim => claim.PayBy), group.Key.Obstacle, [.. group.Select(claim => claim.CameBack).OfType<SvbReason>().Distinct()], group.Key.NeedsColleague)
                {
                    Postings = group.Key.Obstacle == PaymentObstacle.AfterDeath ? [.. group.Select(claim => claim.PostingNumber)] : [],
                }),
            ],
            SendToSvb.SeenOf(claims.Where(claim => claim.CanBeSentBy(actor.UserId))), session.Today, (await session.FirstOrNone<Start>(StartSvb.Sql, new { actor.MunicipalityCode }))?.StartsOn);
    });

    internal sealed record Start(DateOnly StartsOn);
}
