using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Tests.Simulation;

/// <summary>
/// The shortest deed there is: one posting by <see cref="BudgetLedger"/>, or the same a few times, once per key. An invoice gets its line beside it, because `verify`
/// asks every posting where it comes from.
/// </summary>
internal sealed class Book(Database database)
{
    /// <param name="Assignment">For what is reserved, released or invoiced.</param>
    /// <param name="Times">How often in the one deed: all of them or none.</param>
    /// <param name="Reverses">For a reversal: the number of the posting; kind and amount follow from that.</param>
    /// <param name="Reason">A long one needs pages of its own, which a full disk does not have.</param>
    public sealed record Entry(string Budget, PostingKind Kind, long Cents, DateOnly OccurredOn, long? Assignment, long Reverses, int Times, string Reason);

    public sealed record Answer(long Number, DateOnly EffectiveOn, DateOnly PostedOn, Balance After, Money? Left);

    public static (Account From, Account To) Way(PostingKind kind) => kind switch
    {
        PostingKind.Reserve => (Account.Available, Account.Reserved),
        PostingKind.Release => (Account.Reserved, Account.Available),
        PostingKind.Invoice => (Account.Reserved, Account.Payable),
        PostingKind.Payment => (Account.Payable, Account.Paid),
        PostingKind.Expiry => (Account.Available, Account.Fund),
        _ => default,
    };

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(Book), entry, async session =>
        {
            var budget = await session.Single<BudgetRow>(BudgetSql, new { entry.Budget });
            var assignment = entry.Assignment is null ? null : await session.Single<AssignmentRow>(AssignmentSql, new { entry.Assignment });
            var ledger = await BudgetLedger.Open(session, actor, budget.Id);
            var (from, to) = Way(entry.Kind);
            var line = session.NewId();
            var (origin, originId) = entry.Kind == PostingKind.Invoice ? (OriginKind.InvoiceLine, line)
                : assignment is not null ? (OriginKind.Assignment, assignment.Id.Value)
                : (OriginKind.Decision, budget.DecisionId.Value);
            var month = Period.MonthOf(entry.OccurredOn);
            object?[] facts = entry.Kind != PostingKind.Invoice ? [] :
            [
                line, await session.Single<string>("SELECT id FROM declaration_messages"), await session.Single<long>("SELECT COUNT(*) + 1 FROM invoice_lines"),
                Town.Huizen, assignment!.Agb, "", line.ToString("D"), null, entry.Assignment, assignment.Id.Value, "02", Town.Guidance,
                month.StartsOn, month.EndsOn, 1L, "04", entry.Cents, entry.Cents, "D", "",
            ];
            var seal = entry.Kind == PostingKind.Invoice ? Seal.Of(facts) : entry.Kind == PostingKind.Reserve ? assignment!.Seal : null;
            var booked = entry.Kind == PostingKind.Reversal
                ? await ledger.Reverse(entry.Reverses, entry.Reason)
                : await ledger.Append(new NewPosting(
                    entry.Kind, from, to, new Money(entry.Cents), entry.OccurredOn, origin, originId, entry.Reason, assignment?.Id, assignment?.Agb ?? "", Seal: seal));
            for (var time = 1; time < entry.Times && !booked.IsRefused; time++)
            {
                booked = await ledger.Append(new NewPosting(
                    entry.Kind, from, to, new Money(entry.Cents), entry.OccurredOn, origin, originId, entry.Reason, assignment?.Id, assignment?.Agb ?? "", Seal: seal));
            }

            if (booked.IsRefused)
            {
                return booked.Refusal!;
            }

            if (entry.Kind == PostingKind.Invoice)
            {
                await session.Wire.Send(LineBook.InsertLineSql, [.. facts, budget.Id.Value, booked.Value.Number]);
                await session.Execute(CountLineSql, new { entry.Cents });
            }

            return new Answer(booked.Value.Number, booked.Value.EffectiveOn, booked.Value.PostedOn, booked.Value.After, booked.Value.ReservationLeft);
        });

    private sealed record BudgetRow(BudgetId Id, DecisionId DecisionId);

    private sealed record AssignmentRow(AssignmentId Id, string Agb, string Seal);

    private const string BudgetSql = """
        SELECT b.id AS Id, b.decision_id AS DecisionId
        FROM budgets b
        WHERE b.number = @Budget
        """;

    private const string AssignmentSql = """
        SELECT a.id AS Id, provider.agb AS Agb, reserved.seal AS Seal
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        JOIN postings reserved ON reserved.budget_id = a.budget_id
            AND reserved.number = (SELECT MIN(number) FROM postings WHERE budget_id = a.budget_id AND reservation_id = a.id)
        WHERE a.number = @Assignment
        """;

    private const string CountLineSql = """
        UPDATE declaration_messages
        SET line_count = line_count + 1,
            submitted_cents = submitted_cents + @Cents,
            accepted_cents = accepted_cents + @Cents
        """;
}
