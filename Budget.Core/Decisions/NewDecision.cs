using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.Supporters;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>What a decision grants: a product, how much, at which rate, for how long, in which form.</summary>
public sealed record ProvisionTerms(string ProductCode, Quantity Volume, Frequency Frequency, Money Rate, Period Period, FundingForm FundingForm)
{
    public Money Amount => GrantedVolume.Amount(Period, Volume, Frequency, Rate);
}

/// <summary>
/// A decision while it is being taken: one of a municipality after the other, each seeing those before it. Its rows are written once all rules have said yes: the
/// decision, the budget that it opens, and what kind it is, sealed with the kind before it (docs/decisions/0013).
/// </summary>
internal sealed class NewDecision(Session session, Actor actor, RequestFacts request, string number, long place)
{
    private object?[] kindRow = [];

    public RequestFacts Request => request;
    public string Number => number;
    public DecisionId Id { get; } = new(session.NewId());

    /// <summary>Of the row that says what kind it is, for the posting by which an earlier budget gives back what it will not need.</summary>
    public string KindSeal => Seal.Of(kindRow);

    /// <param name="seen">How many decisions on this request there were when the caseworker looked; none when nobody looked.</param>
    public static async Task<Outcome<NewDecision>> Begin(Session session, Actor actor, string requestNumber, long? seen)
    {
        if (!actor.MayDecide)
        {
            return Refusal.NotAllowed;
        }

        // A file that is destroyed at this very moment gets no decision, and one with a decision is not destroyed.
        if (await RequestQuery.Lock(session, actor, requestNumber) is not { } request)
        {
            return Refusal.NotFound;
        }

        await SupportedRequest.EndWhenOver(session, request);
        // Locks the series: decisions are taken one after the other, each seeing the budgets of the one before.
        var year = session.Today.Year;
        var number = $"{year}-{await session.NextNumber($"decision-{year}"):D6}";
        var place = await session.NextNumber($"decision-kind-{request.MunicipalityCode}");
        return seen is { } known && await session.Single<long>(CountSql, new { request.Id }) != known
            ? Refusal.DecidedMeanwhile
            : new NewDecision(session, actor, request, number, place);
    }

    /// <summary>The earlier budget, of this request and nobody else's, locked: what is read of it stays true until this is done.</summary>
    public async Task<Outcome<(PersonalBudget Budget, BudgetLedger Ledger)>> Earlier(string budgetNumber)
    {
        if (await BudgetQuery.Find(session, actor, budgetNumber) is not { } budget || budget.ResidentId != request.ResidentId
            || await session.Single<long>(OfRequestSql, new { budget.Id, RequestId = request.Id }) == 0)
        {
            return Refusal.NotFound;
        }

        return (budget, await BudgetLedger.Open(session, actor, budget.Id));
    }

    /// <summary>Whether that budget is temporary help.</summary>
    public async Task<bool> IsTemporary(BudgetId budget) => await session.Single<long>(TemporarySql, new { Id = budget }) > 0;

    /// <param name="reasons">As typed; hidden under the resident's key.</param>
    /// <param name="budget">The row of the budget that it opens; none when it opens none.</param>
    /// <returns>The row of the decision, as it was written.</returns>
    public async Task<object?[]> Write(
        DecisionKind kind, string? ground, string reasons, object?[]? budget = null, BudgetId? earlier = null, DateOnly? endedOn = null, Money? receivable = null, DateOnly? payBy = null)
    {
        // Sealed as it stands: hidden. When the key is destroyed, the seal still says that it is what was decided on.
        var hidden = (await ResidentKey.Of(session, request.ResidentId)).Hide(HiddenColumn.Reasons, $"{Id.Value:D}", reasons);
        object?[] decision =
        [
            Id.Value, number, request.Id.Value, request.MunicipalityCode, request.ResidentId.Value, actor.UserId.Value,
            session.Now, session.Today, LegalTerm.ObjectBy(session.Today), hidden,
        ];
        object?[] facts = [Id.Value, request.MunicipalityCode, place, kind.Stored(), ground, earlier?.Value, endedOn, receivable?.Cents, payBy];
        var before = await session.FirstOrNone<string>(LastSealSql, new { request.MunicipalityCode });
        kindRow = [.. facts, Seal.Of([before], decision, budget ?? [], facts)];
        await session.Wire.Send(InsertDecisionSql, decision);
        if (budget is not null)
        {
            await session.Wire.Send(InsertBudgetSql, budget);
        }

        await session.Wire.Send(InsertKindSql, kindRow);
        await session.Execute(CloseSql, new { Id, RequestId = request.Id });
        await Outbox.Put(session, MailKind.DecisionIsThere, request.ResidentId, request.Number);
        return decision;
    }

    /// <summary>Writes a decision that opens a budget; the grant is the budget's first posting, and seals all three rows.</summary>
    /// <returns>The number of the budget, and how much was granted.</returns>
    public async Task<Outcome<(string Number, Money Granted)>> Open(
        DecisionKind kind, string? ground, string reasons, ProvisionTerms terms, BudgetId? earlier = null, DateOnly? endedOn = null)
    {
        // Of the days before it can still be granted, when the decision is late.
        if (await Departure.Of(session, request.ResidentId) is { } gone && terms.Period.EndsOn > gone.LastOn)
        {
            return Refusal.ResidentDeparted.With(gone.LastOn.InDigits());
        }

        var year = session.Today.Year;
        var budgetId = new BudgetId(session.NewId());
        var budgetNumber = $"{year}-{await session.NextNumber($"budget-{year}"):D6}";
        object?[] budget =
        [
            budgetId.Value, budgetNumber, Id.Value, request.MunicipalityCode, request.ResidentId.Value, terms.ProductCode,
            terms.FundingForm.Stored(), terms.Volume.Hundredths, terms.Frequency.Stored(), terms.Rate.Cents, terms.Period.StartsOn, terms.Period.EndsOn,
        ];
        var decision = await Write(kind, ground, reasons, budget, earlier, endedOn);
        var ledger = await BudgetLedger.Open(session, actor, budgetId);
        var granted = await ledger.Append(new NewPosting(
            PostingKind.Grant, Account.Fund, Account.Available, terms.Amount, session.Today, OriginKind.Decision, Id.Value, $"decision {number}",
            Seal: Seal.Of(decision, budget, kindRow)));
        await UnusedToReturn.Keep(session, budgetId);
        return granted.IsRefused ? granted.Refusal! : (budgetNumber, granted.Value.Amount);
    }

    /// <summary>The columns of a decision, and after them those of its budget and of its kind, in the order in which they are sealed.</summary>
    internal const string DecisionColumns = "id, number, request_id, municipality_code, resident_id, decided_by, decided_at, decided_on, object_by, reasons";

    internal const string BudgetColumns = """
        id, number, decision_id, municipality_code, resident_id, product_code, funding_form, volume_hundredths, frequency, rate_cents, starts_on, ends_on
        """;

    /// <summary>Of a kind all but its seal.</summary>
    internal const string KindFacts = "decision_id, municipality_code, place, kind, ground, earlier_budget_id, ended_on, receivable_cents, pay_by";

    internal const string KindColumns = $"{KindFacts}, seal";

    private const string CountSql = """
        SELECT COUNT(*)
        FROM decisions
        WHERE request_id = @Id
        """;

    private const string OfRequestSql = """
        SELECT COUNT(*)
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        WHERE b.id = @Id
          AND d.request_id = @RequestId
        """;

    private const string TemporarySql = """
        SELECT COUNT(*)
        FROM budgets b
        JOIN decision_kinds k ON k.decision_id = b.decision_id
        WHERE b.id = @Id
          AND k.kind = 'temporary'
        """;

    private const string LastSealSql = """
        SELECT seal
        FROM decision_kinds
        WHERE municipality_code = @MunicipalityCode
        ORDER BY place DESC
        LIMIT 1
        """;

    internal const string InsertDecisionSql = $"""
        INSERT INTO decisions ({DecisionColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    internal const string InsertBudgetSql = $"""
        INSERT INTO budgets ({BudgetColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    private const string CloseSql = $"""
        DELETE FROM open_requests
        WHERE request_id = @RequestId
          AND EXISTS (SELECT 1 FROM decisions d WHERE d.id = @Id AND {CaseFacts.ForGood})
        """;

    private const string InsertKindSql = $"""
        INSERT INTO decision_kinds ({KindColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;
}
