using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// The first two of four eyes: somebody of finance proposes to pay what is due. Every accepted line that was not paid, waits in no other run and is not disputed is taken in; and what was paid and
/// taken back since, as negative lines. A provider to which nothing is left to pay waits for its next declaration; one without a confirmed account waits for that. Nothing is booked or
/// paid before a colleague approves (<see cref="ApprovePayments"/>).
/// </summary>
public sealed class ProposePayments(Database database)
{
    /// <summary>Banks take a file so many days ahead at most; later is a slip of the keyboard.</summary>
    public const int LatestDays = 60;

    /// <param name="RequestedOn">The day on which the bank takes the money off the account.</param>
    /// <param name="DueUntil">Only what must be paid on this day or before; none takes all.</param>
    /// <param name="Seen">What was shown (<see cref="PaymentsDue.Overview.Seen"/>): something else is refused. None of who was shown nothing.</param>
    public sealed record Entry(DateOnly RequestedOn, DateOnly? DueUntil, string? Seen = null);

    /// <summary>Answers the number of the run.</summary>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<string>(actor, key, nameof(ProposePayments), entry, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        if (entry.RequestedOn < session.Today || entry.RequestedOn > session.Today.AddDays(LatestDays))
        {
            return Refusal.PaymentDayInvalid;
        }

        // Two who propose at once: the second sees what the first took.
        await TownLock.Take(session, actor.MunicipalityCode);
        var accounts = await CurrentAccounts.In(session, actor.MunicipalityCode);
        if (accounts.Own is null)
        {
            return Refusal.OwnAccountMissing;
        }

        var payments = PaymentPlan.Of(await DueLine.Of(session, actor.MunicipalityCode), accounts, entry.DueUntil).ToPay;
        var lines = payments.SelectMany(payment => payment.Lines).ToList();
        if (lines.Count == 0)
        {
            return Refusal.NothingToPay;
        }

        if (entry.Seen is not null && entry.Seen != PlannedPayment.Seen(payments, accounts))
        {
            return Refusal.PaymentsChanged;
        }

        var (id, year) = (session.NewId(), session.Today.Year);
        var number = $"{year}-{await session.NextNumber($"payment-{year}"):D6}";
        await session.Wire.Send(InsertRunSql, [id, number, actor.MunicipalityCode, entry.RequestedOn, entry.DueUntil, actor.UserId.Value, session.Now]);
        foreach (var line in lines)
        {
            await session.Wire.Send(InsertLineSql, [id, line.Id.Value, line.ProviderId.Value, line.Due.Cents]);
            await session.Wire.Send(InsertWaitingSql, [line.Id.Value, id]);
        }

        await Trace.Write(session, actor, nameof(ProposePayments), number);
        return number;
    });

    /// <summary>What each payment seals of its run, in that order.</summary>
    internal const string RunColumns = "id, number, municipality_code, requested_on, due_until, proposed_by, proposed_at";

    /// <inheritdoc cref="RunColumns"/>
    internal const string LineColumns = "run_id, line_id, provider_id, amount_cents";

    private const string InsertRunSql = $"""
        INSERT INTO payment_runs ({RunColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string InsertLineSql = $"""
        INSERT INTO payment_run_lines ({LineColumns})
        VALUES ($1, $2, $3, $4)
        """;

    private const string InsertWaitingSql = """
        INSERT INTO payment_lines_waiting (line_id, run_id)
        VALUES ($1, $2)
        """;
}
