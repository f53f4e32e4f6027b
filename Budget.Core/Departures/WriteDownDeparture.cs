using System.Globalization;
using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Mandates;
using Budget.Core.PersonHeld;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Departures;

/// <summary>
/// A caseworker writes down that a resident died or moves away. Each budget that runs, or was still to begin, is withdrawn as of that day (<see cref="EndBudget"/>), or as of the last day for which help was declared or booked
/// already: what is spent is never taken, and hours that only wait move nothing. Help after that day is not paid all the same, also what was approved of it (<see cref="HelperPayments.PaymentObstacle.AfterDeath"/>). The help of the day itself is paid; a line of a later day is rejected (9308, or 9384 of help that never began), whenever that day is written down. Of who died what was asked and not
/// decided is closed, and the account gets no e-mail any more; whoever acted for who died does so no more, by law or by mandate (BW 7:422, 1:389, 1:449, 1:462); of who moves it stays with the municipality. Who else lives in the household keeps what is theirs (docs/decisions/0023).
/// </summary>
public sealed class WriteDownDeparture(Database database)
{
    /// <summary>Of a move: so far ahead it can be known.</summary>
    public const int MostDaysAhead = 366;

    public const int MostYearsAgo = 5;

    private static readonly Sentences Sentences = new("Departures.DepartureTexts");

    /// <summary>Reasons of a decision are written in Dutch, as by hand.</summary>
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    /// <param name="RequestNumber">A case of the resident.</param>
    public sealed record Entry(string RequestNumber, DepartureReason Reason, DateOnly LastOn);

    /// <param name="NeverBegins">It was still to begin, and nothing was booked on it.</param>
    public sealed record Ended(string BudgetNumber, string ProductNl, string ProductEn, bool IsPersonHeld, EndedBudget Effect, bool NeverBegins);

    /// <summary>A budget that an earlier decision ends on a later day. It is not ended twice: help of later days is refused, and what is left goes back when that day has come.</summary>
    public sealed record EndsLater(string BudgetNumber, string ProductNl, string ProductEn, DateOnly EndedOn);

    /// <param name="OpenRequests">Not decided on: closed of who died, and left to the municipality of who moves.</param>
    public sealed record Answer(DepartureReason Reason, DateOnly LastOn, IReadOnlyList<Ended> Budgets, IReadOnlyList<string> OpenRequests, IReadOnlyList<EndsLater> Later)
    {
        /// <summary>The same for the same effect.</summary>
        public string Mark => string.Create(CultureInfo.InvariantCulture, $"{Reason} {LastOn:O} {string.Join(' ', OpenRequests)} {string.Join(' ', Budgets.Select(one => $"{one.BudgetNumber}/{one.Effect.Spent.Cents}/{one.Effect.Returned.Cents}"))}");
    }

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(WriteDownDeparture), entry, session => Run(session, actor, entry));

    /// <summary>What it would answer; nothing is written.</summary>
    public Task<Outcome<Answer>> Draft(Actor actor, Entry entry) => database.Draft(session => Run(session, actor, entry));

    private static async Task<Outcome<Answer>> Run(Session session, Actor actor, Entry entry)
    {
        if (actor.Role != Role.Caseworker)
        {
            return Refusal.NotAllowed;
        }

        if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
        {
            return Refusal.NotFound;
        }

        if (entry.LastOn > (entry.Reason == DepartureReason.Died ? session.Today : session.Today.AddDays(MostDaysAhead)))
        {
            return entry.Reason == DepartureReason.Died ? Refusal.DayInFuture : Refusal.DayTooFarAhead;
        }

        if (entry.LastOn < session.Today.AddYears(-MostYearsAgo))
        {
            return Refusal.DayTooLongAgo.With(MostYearsAgo);
        }

        if (await Departure.Of(session, request.ResidentId) is not null)
        {
            return Refusal.AlreadyDeparted;
        }

        await Departure.Write(session, actor, request.ResidentId, new Departure(entry.Reason, entry.LastOn));
        await ClaimedMonths.AfterDeparture(session, actor, request.ResidentId);
        List<Ended> ended = [];
        foreach (var row in await session.List<Running>(RunningSql, new { request.ResidentId, actor.MunicipalityCode, session.Today, entry.LastOn }))
        {
            if (await End(session, actor, entry, row) is { } effect)
            {
                ended.Add(new Ended(row.Number, row.ProductNl, row.ProductEn, row.IsPersonHeld, effect, effect.EndedOn < row.StartsOn));
            }
        }

        var later = await session.List<EndsLater>(LaterSql, new { request.ResidentId, actor.MunicipalityCode, session.Today, entry.LastOn });
        var open = await session.List<OpenRequest>(OpenSql, new { request.ResidentId });
        if (entry.Reason == DepartureReason.Died)
        {
            await session.Execute(LeaveOffersSql, new { request.ResidentId, actor.UserId, session.Now });
            // Access runs by the day: yesterday was the last, as when a mandate is ended; until then they did act.
            await session.Execute(EndActingSql, new { request.ResidentId, LastOn = session.Today.AddDays(-1) });
            await session.Execute(EndSessionsSql, new { request.ResidentId, session.Now });
            await EndMandate.EndCodes(session, actor, request.ResidentId);
            foreach (var one in open)
            {
                await TakeBackRequest.End(session, actor, one.Id);
            }
        }

        await Trace.Write(session, actor, nameof(WriteDownDeparture), entry.RequestNumber, request.ResidentId);
        return new Answer(entry.Reason, entry.LastOn, ended, [.. open.Select(one => one.Number)], later);
    }

    /// <summary>None when nothing is left to end: help was declared up to its last day.</summary>
    private static async Task<EndedBudget?> End(Session session, Actor actor, Entry entry, Running row)
    {
        var decision = (await NewDecision.Begin(session, actor, row.RequestNumber, seen: null)).Value;
        var (budget, ledger) = (await decision.Earlier(row.Number)).Value;
        var earliest = await EndBudget.Booked(session, budget);
        var endedOn = entry.LastOn > earliest ? entry.LastOn : earliest;
        if (endedOn >= budget.EndsOn)
        {
            return null;
        }

        var ending = (await EndBudget.Prepare(session, ledger, budget, endedOn, isGone: true)).Value;
        // None of the five grounds of 2.3.10: it follows from the death or the move itself.
        var ground = entry.Reason.Stored();
        var reasons = Sentences.For(Dutch, $"reasons-{ground}", entry.LastOn.InWords(Dutch));
        if (row.IsPersonHeld && endedOn > entry.LastOn && endedOn >= row.StartsOn)
        {
            reasons += $" {Sentences.For(Dutch, "approved-later", endedOn.InWords(Dutch), entry.LastOn.InWords(Dutch))}";
        }

        await decision.Write(DecisionKind.Withdraw, ground, reasons, earlier: budget.Id, endedOn: endedOn);
        var effect = await ending.Do(session, actor, decision);
        if (ending.Provider is { } provider)
        {
            await Outbox.PutToProvider(session, MailKind.ClientLeaves, provider, budget.MunicipalityCode, budget.Number);
        }

        return effect;
    }

    private sealed record Running(string Number, string RequestNumber, string ProductNl, string ProductEn, string FundingForm, DateOnly StartsOn)
    {
        public bool IsPersonHeld => FundingForm == "personheld";
    }

    private sealed record OpenRequest(RequestId Id, string Number);

    // In the order in which whoever needs more than one locks them.
    private const string RunningSql = """
        SELECT b.number AS Number, request.number AS RequestNumber, p.name_nl AS ProductNl, p.name_en AS ProductEn, b.funding_form AS FundingForm, b.starts_on AS StartsOn
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE b.resident_id = @ResidentId
          AND b.municipality_code = @MunicipalityCode
          AND b.ends_on >= @Today
          AND b.ends_on > @LastOn
          AND NOT EXISTS (SELECT 1 FROM decision_kinds ending WHERE ending.earlier_budget_id = b.id AND ending.ended_on IS NOT NULL)
        ORDER BY b.id
        """;

    private const string LaterSql = """
        SELECT b.number AS BudgetNumber, p.name_nl AS ProductNl, p.name_en AS ProductEn, ending.ended_on AS EndedOn
        FROM budgets b
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN decision_kinds ending ON ending.earlier_budget_id = b.id AND ending.ended_on IS NOT NULL
        WHERE b.resident_id = @ResidentId
          AND b.municipality_code = @MunicipalityCode
          AND ending.ended_on >= @Today
          AND ending.ended_on > @LastOn
        ORDER BY b.number
        """;

    private const string OpenSql = """
        SELECT file.id AS Id, file.number AS Number
        FROM open_requests undecided
        JOIN support_requests file ON file.id = undecided.request_id
        WHERE file.resident_id = @ResidentId
        ORDER BY file.number
        """;

    private const string EndActingSql = """
        UPDATE resident_access
        SET ends_on = @LastOn
        WHERE resident_id = @ResidentId
          AND kind = 'representative'
          AND ends_on > @LastOn
        """;

    // By DigiD Machtigen there is no row of access: only the session says for whom.
    private const string EndSessionsSql = $"""
        {EndSession.End}
        WHERE acts_for = @ResidentId
          AND ended_at IS NULL
        """;

    // A place that somebody else can have.
    private const string LeaveOffersSql = """
        UPDATE offer_sign_ups
        SET left_by = @UserId,
            left_at = @Now
        WHERE resident_id = @ResidentId
          AND left_at IS NULL
        """;
}
