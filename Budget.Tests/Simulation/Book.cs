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
            var booked = entry.Kind == PostingKind.Reversal
                ? await ledger.Reverse(entry.Reverses, entry.Reason)
                : await ledger.Append(new NewPosting(
                    entry.Kind, from, to, new Money(entry.Cents), entry.OccurredOn, origin, originId, entry.Reason, assignment?.Id, assignment?.Agb ?? ""));
            for (var time = 1; time < entry.Times && !booked.IsRefused; time++)
            {
                booked = await ledger.Append(new NewPosting(
                    entry.Kind, from, to, new Money(entry.Cents), entry.OccurredOn, origin, originId, entry.Reason, assignment?.Id, assignment?.Agb ?? ""));
            }

            if (booked.IsRefused)
            {
                return booked.Refusal!;
            }

            if (entry.Kind == PostingKind.Invoice)
            {
                var month = Period.MonthOf(entry.OccurredOn);
                await session.Execute(InsertLineSql, new
                {
                    Id = line.ToString("D"),
                    entry.Assignment,
                    AssignmentId = assignment!.Id,
                    month.StartsOn,
                    month.EndsOn,
                    booked.Value.Amount,
                    BudgetId = budget.Id,
                    booked.Value.Number,
                    assignment.Agb,
                    Town.Huizen,
                    Town.Guidance,
                });
            }

            return new Answer(booked.Value.Number, booked.Value.EffectiveOn, booked.Value.PostedOn, booked.Value.After, booked.Value.ReservationLeft);
        });

    private sealed record BudgetRow(BudgetId Id, DecisionId DecisionId);

    private sealed record AssignmentRow(AssignmentId Id, string Agb);

    private const string BudgetSql = """
        SELECT id AS Id, decision_id AS DecisionId
        FROM budgets
        WHERE number = @Budget
        """;

    private const string AssignmentSql = """
        SELECT a.id AS Id, provider.agb AS Agb
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        WHERE a.number = @Assignment
        """;

    private const string InsertLineSql = """
        INSERT INTO invoice_lines (
            id, message_id, line_number, municipality_code, sender_agb, bsn, reference, assignment_number, assignment_id, category, product_code,
            starts_on, ends_on, volume, unit, rate_cents, amount_cents, debit_credit, return_codes, budget_id, posting_number)
        SELECT @Id, message.id, (SELECT COUNT(*) + 1 FROM invoice_lines), @Huizen, @Agb,
               (SELECT r.bsn FROM budgets b JOIN residents r ON r.id = b.resident_id WHERE b.id = @BudgetId), @Id, @Assignment, @AssignmentId, '02',
               @Guidance, @StartsOn, @EndsOn, 1, '04', @Amount, @Amount, 'D', '', @BudgetId, @Number
        FROM declaration_messages message
        """;
}
