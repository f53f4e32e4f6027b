using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Consent;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>Why an assignment ended; the words of the database, with iWmo's reasons 21, 22, 36 and 38.</summary>
public enum EndReason { Client, Provider, Municipality, OtherProvider }

/// <summary>
/// The resident stops with a provider, or the municipality does: the assignment ends on a day. What may still be invoiced, for help up to that
/// day that was not declared yet, stays reserved; the rest is available at once, for another provider. What then turns out not to be
/// needed is released by finance (<see cref="ReleaseReservation"/>).
/// </summary>
public sealed class EndAssignment(Database database)
{
    public sealed record Entry(string BudgetNumber, DateOnly EndedOn, EndReason Reason);

    public sealed record Answer(long AssignmentNumber, Money Released, Money StillReserved);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(EndAssignment), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.Caseworker or Role.System))
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget)
            {
                return Refusal.NotFound;
            }

            var onBehalfOf = await Access.OnBehalfOf(session, actor, budget.ResidentId);
            var ledger = await BudgetLedger.Open(session, actor, budget.Id, onBehalfOf);
            // Asked now that nobody else writes: an invoice or a second click may have come first.
            if (await Find(session, budget.Id) is not { } assignment)
            {
                return Refusal.NotAssigned;
            }

            if (entry.EndedOn > session.Today)
            {
                return Refusal.DayInFuture;
            }

            if (entry.EndedOn < assignment.StartsOn.AddDays(-1) || entry.EndedOn > assignment.EndsOn || entry.EndedOn < assignment.DeclaredUntil)
            {
                return Refusal.DayOutsideAssignment;
            }

            var ended = await In(session, actor, ledger, budget, assignment, entry.EndedOn, entry.Reason);
            await Trace.Write(session, actor, nameof(EndAssignment), entry.BudgetNumber, budget.ResidentId, onBehalfOf);
            return ended;
        });

    /// <summary>The assignment that stands, asked while nobody else writes.</summary>
    internal static Task<Standing?> Find(Session session, BudgetId id) => session.FirstOrNone<Standing>(StandingSql, new { id });

    /// <summary>Ends it under the budget's lock; the caller has seen to the day.</summary>
    internal static async Task<Answer> In(
        Session session, Actor actor, BudgetLedger ledger, PersonalBudget budget, Standing assignment, DateOnly endedOn, EndReason reason)
    {
        object?[] end =
        [
            assignment.Id.Value, endedOn, reason == EndReason.OtherProvider ? "other-provider" : reason.Stored(),
            actor.UserId.Value, session.Now,
        ];
        await session.Wire.Send(InsertSql, end);
        if (endedOn <= session.Today)
        {
            // One that still runs for a while is read on with the consent that there is: both end with it.
            await GiveConsent.EndWithSupport(session, actor, budget.ResidentId, assignment.ProviderId);
        }

        var left = await ledger.LeftOf(assignment.Id);
        var needed = Money.Min(left, StillToDeclare(budget, assignment, endedOn));
        if (left > needed)
        {
            await ReleaseReservation.Release(
                ledger, assignment.Id, left - needed, assignment.Agb, session.Today, $"assignment {assignment.Number} ended", Seal.Of(end));
        }

        return new Answer(assignment.Number, left - needed, needed);
    }

    /// <summary>The granted volume over the days that were not declared yet; of a volume for the whole period the part of those days.</summary>
    private static Money StillToDeclare(PersonalBudget budget, Standing assignment, DateOnly endedOn)
    {
        var from = assignment.DeclaredUntil?.AddDays(1) ?? assignment.StartsOn;
        if (from > endedOn)
        {
            return Money.Zero;
        }

        return Money.Of(assignment.Rate, GrantedVolume.OfDays(new Period(from, endedOn), budget.Period, budget.Volume, StoredNames.Parse<Frequency>(budget.Frequency)));
    }

    internal sealed record Standing(AssignmentId Id, long Number, ProviderId ProviderId, string Agb, Money Rate, DateOnly StartsOn, DateOnly EndsOn, DateOnly? DeclaredUntil);

    private const string StandingSql = $"""
        SELECT a.id AS Id, a.number AS Number, a.provider_id AS ProviderId, provider.agb AS Agb, a.rate_cents AS Rate, a.starts_on AS StartsOn, a.ends_on AS EndsOn,
               (SELECT MAX(line.ends_on)
                FROM invoice_lines line
                WHERE line.assignment_id = a.id
                  AND {StandingDebit.Sql}) AS DeclaredUntil
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        WHERE a.budget_id = @id
          AND {StandingAssignment.Sql}
        """;

    /// <summary>In the order in which the release seals them.</summary>
    internal const string Columns = "assignment_id, ended_on, reason, ended_by, ended_at";

    private const string InsertSql = $"""
        INSERT INTO assignment_ends ({Columns})
        VALUES ($1, $2, $3, $4, $5)
        """;
}
