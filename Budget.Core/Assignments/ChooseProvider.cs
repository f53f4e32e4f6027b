using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>
/// The resident of a PVB, or who represents the resident, chooses a contracted provider. The assignment (toewijzing) gets its number
/// and the money is reserved: the granted volume at the contract's rate, and never more than is available.
/// </summary>
public sealed class ChooseProvider(Database database)
{
    public sealed record Entry(string BudgetNumber, ContractId ContractId);

    public sealed record Answer(long AssignmentNumber, Money Reserved);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(ChooseProvider), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.System))
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget)
            {
                return Refusal.NotFound;
            }

            if (budget.IsPersonHeld)
            {
                return Refusal.NotPersonFollowing;
            }

            var onBehalfOf = await Access.OnBehalfOf(session, actor, budget.ResidentId);
            var ledger = await BudgetLedger.Open(session, actor, budget.Id, onBehalfOf);
            var lastDay = ledger.EndedOn ?? budget.EndsOn;
            if (lastDay < session.Today || lastDay < budget.StartsOn)
            {
                return Refusal.BudgetEnded;
            }

            // Asked again now that nobody else writes: two tabs may have chosen at the same time.
            if (await session.Single<long>(AssignedSql, new { budget.Id }) > 0)
            {
                return Refusal.AlreadyAssigned;
            }

            var offers = await session.List<ProviderOffer>(ProvidersForBudget.OffersSql, new { budget.Id, session.Today });
            if (offers.FirstOrDefault(offer => offer.ContractId == entry.ContractId) is not { } offer)
            {
                return Refusal.NoContract;
            }

            // After another provider: from the day after that one ended.
            var before = await session.Single<Earlier>(EarlierSql, new { budget.Id });
            if (before.EndedOn >= lastDay)
            {
                return Refusal.BudgetEnded;
            }

            var period = new Period(before.EndedOn >= budget.StartsOn ? before.EndedOn.Value.AddDays(1) : budget.StartsOn, lastDay);
            var id = new AssignmentId(session.NewId());
            var number = await session.NextNumber($"assignment-{budget.MunicipalityCode}");
            var volume = GrantedVolume.Over(period, budget.Volume, StoredNames.Parse<Frequency>(budget.Frequency));
            object?[] assignment =
            [
                id.Value, number, budget.MunicipalityCode, budget.Id.Value, offer.ContractId.Value, offer.ProviderId.Value, offer.Rate.Cents,
                period.StartsOn, period.EndsOn, actor.UserId.Value, session.Now,
            ];
            var reserved = await ledger.Append(new NewPosting(
                PostingKind.Reserve, Account.Available, Account.Reserved,
                Money.Min(ledger.Balance.Available, Money.Of(offer.Rate, volume)),
                session.Today, OriginKind.Assignment, id.Value, $"assignment {number}", id, offer.Agb,
                Seal: Seal.Of(assignment)));
            if (reserved.IsRefused)
            {
                return reserved.Refusal!;
            }

            await session.Wire.Send(InsertSql, assignment);
            await Outbox.PutToProvider(session, MailKind.ProviderIsChosen, offer.ProviderId, budget.MunicipalityCode, entry.BudgetNumber);
            await Trace.Write(session, actor, nameof(ChooseProvider), entry.BudgetNumber, budget.ResidentId, onBehalfOf);
            return new Answer(number, reserved.Value.Amount);
        });

    private sealed record Earlier(DateOnly? EndedOn);

    private const string EarlierSql = """
        SELECT MAX(ended.ended_on) AS EndedOn
        FROM assignments a
        JOIN assignment_ends ended ON ended.assignment_id = a.id
        WHERE a.budget_id = @Id
        """;

    private const string AssignedSql = $"""
        SELECT COUNT(*)
        FROM assignments a
        WHERE a.budget_id = @Id
          AND {StandingAssignment.Sql}
        """;

    /// <summary>In the order in which the reservation seals them.</summary>
    internal const string Columns = "id, number, municipality_code, budget_id, contract_id, provider_id, rate_cents, starts_on, ends_on, chosen_by, chosen_at";

    internal const string InsertSql = $"""
        INSERT INTO assignments ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;
}
