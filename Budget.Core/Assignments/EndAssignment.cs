using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>
/// The help of a provider ends on a day that was or that is still to come, and no other takes its place. What may still be invoiced, for help up to that
/// day that was not declared yet, stays reserved; the rest is available at once, for another provider. What then turns out not to be
/// needed is released by finance (<see cref="ReleaseReservation"/>). A resident who goes elsewhere, or who stops with the notice of the contract, does so by
/// <see cref="SwitchProvider"/>.
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
            if (await AssignmentToEnd.Of(session, budget.Id) is not { } assignment)
            {
                return Refusal.NotAssigned;
            }

            if (assignment.Objection(entry.EndedOn) is { } objection)
            {
                return objection;
            }

            var stays = await assignment.StaysReserved(ledger, budget, entry.EndedOn);
            var released = await assignment.End(session, actor, ledger, budget, entry.EndedOn, entry.Reason);
            await Outbox.PutToProvider(session, MailKind.ClientLeaves, assignment.ProviderId, budget.MunicipalityCode, budget.Number);
            await Trace.Write(session, actor, nameof(EndAssignment), entry.BudgetNumber, budget.ResidentId, onBehalfOf);
            return new Answer(assignment.Number, released, stays);
        });

    /// <summary>In the order in which the release seals them.</summary>
    internal const string Columns = "assignment_id, ended_on, reason, ended_by, ended_at";

    internal const string InsertSql = $"""
        INSERT INTO assignment_ends ({Columns})
        VALUES ($1, $2, $3, $4, $5)
        """;
}
