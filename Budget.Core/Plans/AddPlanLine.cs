using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Plans;

/// <summary>Who pays for a line of the plan: the municipality (Wmo), the health insurer (Zvw), the care office (Wlz), youth support, oneself, or nobody: family, neighbours, the open offer.</summary>
public enum PaidBy { Wmo, Zvw, Wlz, Youth, Self, Nobody }

/// <summary>
/// Resident or caseworker puts a line in the plan of a case, under a part of life: what there is, who gives it, who pays. Laws are no partitions here, so each stands beside the others; only a line of the
/// municipality's own names a budget of this case, and only that one is in the ledger.
/// </summary>
public sealed class AddPlanLine(Database database)
{
    public const int LongestWhat = 200;
    public const int LongestWho = 120;

    /// <summary>More than this at once nobody reads in one view.</summary>
    public const int Most = 40;

    /// <param name="Who">May be empty of a line with a budget: the budget says who.</param>
    /// <param name="BudgetNumber">Of a line that the municipality pays; ignored of others.</param>
    public sealed record Entry(string RequestNumber, LifeDomain Domain, string What, string Who, PaidBy PaidBy, string BudgetNumber = "");

    /// <returns>The number of the case.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AddPlanLine), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.Caseworker))
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request.Facts.EndedOn is not null)
            {
                return Refusal.RequestTakenBack;
            }

            var (what, who) = (TypedText.Seen(entry.What), TypedText.Seen(entry.Who));
            if (what.Length == 0 || (who.Length == 0 && entry.PaidBy != PaidBy.Wmo))
            {
                return Refusal.RequestIncomplete;
            }

            if (what.Length > LongestWhat || who.Length > LongestWho)
            {
                return Refusal.TextTooLong.With(what.Length > LongestWhat ? LongestWhat : LongestWho);
            }

            if (await session.Single<long>(CountSql, new { request.Id }) >= Most)
            {
                return Refusal.PlanFull.With(Most);
            }

            string? budget = null;
            if (entry.PaidBy == PaidBy.Wmo)
            {
                budget = await session.FirstOrNone<string>(BudgetSql, new { request.Id, entry.BudgetNumber });
                if (budget is null)
                {
                    return Refusal.BudgetUnknown;
                }
            }

            var (id, words) = (session.NewId().ToString("D"), await ResidentKey.Of(session, request.ResidentId));
            var added = await session.Execute(InsertSql, new
            {
                id,
                RequestId = request.Id,
                Domain = entry.Domain.ToString(),
                What = words.Hide(HiddenColumn.PlanWhat, id, what),
                Who = words.Hide(HiddenColumn.PlanWho, id, who),
                PaidBy = entry.PaidBy.Stored(),
                budget,
                actor.UserId,
                session.Now,
            });
            if (added == 0)
            {
                return Refusal.AlreadyInPlan;
            }

            await Trace.Write(session, actor, nameof(AddPlanLine), entry.RequestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return entry.RequestNumber;
        });

    private const string CountSql = """
        SELECT COUNT(*)
        FROM plan_lines
        WHERE request_id = @Id
          AND ended_at IS NULL
        """;

    private const string BudgetSql = """
        SELECT b.id
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        WHERE b.number = @BudgetNumber
          AND d.request_id = @Id
        """;

    private const string InsertSql = """
        INSERT INTO plan_lines (id, request_id, life_domain, what, who, paid_by, budget_id, added_by, added_at)
        VALUES (@id, @RequestId, @Domain, @What, @Who, @PaidBy, @budget, @UserId, @Now)
        ON CONFLICT (budget_id, life_domain) WHERE budget_id IS NOT NULL AND ended_at IS NULL DO NOTHING
        """;
}
