using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>Persoonsvolgend (PVB: the municipality contracts, the resident chooses) or persoonsgebonden (PGB: the resident holds it).</summary>
public enum FundingForm { PersonFollowing, PersonHeld }

/// <summary>
/// The beschikking (Wmo 2015, 2.3.5): grants a provision and opens its personal budget; the grant is the budget's first posting.
/// Only after the report and the application; at no more than the by-law's rate; never in kind next to a PGB for the same product
/// in the same period (iWmo OP043).
/// </summary>
public sealed class GrantProvision(Database database)
{
    /// <summary>Ten years is longer than any provision, and further away than any: beyond it somebody's finger slipped.</summary>
    public static bool IsPlausible(Period period, DateOnly today) => period.Days <= 3660 && Math.Abs(period.StartsOn.Year - today.Year) <= 10;

    /// <param name="AppliedOn">The day of an application on paper; ignored when the resident has applied in the portal.</param>
    public sealed record Entry(
        string RequestNumber, DateOnly? AppliedOn, string ProductCode, Quantity Volume, Frequency Frequency, Money Rate,
        Period Period, FundingForm FundingForm, string Reasons);

    public sealed record Answer(string DecisionNumber, string BudgetNumber, Money Granted);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(GrantProvision), entry, async session =>
        {
            if (!actor.MayDecide)
            {
                return Refusal.NotAllowed;
            }

            // A file that is destroyed at this very moment gets no decision, and one with a decision is not destroyed.
            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            // Locks the series: decisions are taken one after the other, each seeing the budgets of the one before.
            var year = session.Today.Year;
            var decisionNumber = $"{year}-{await session.NextNumber($"decision-{year}"):D6}";
            if (await Objection(session, request, entry) is { } refusal)
            {
                return refusal;
            }

            var decisionId = new DecisionId(session.NewId());
            var budgetId = new BudgetId(session.NewId());
            var budgetNumber = $"{year}-{await session.NextNumber($"budget-{year}"):D6}";
            if (entry.AppliedOn is { } receivedOn)
            {
                await ApplyForSupport.Insert(session, request.Id, receivedOn);
            }

            // Sealed as it stands: hidden. When the key is destroyed, the seal still says that it is what was decided on.
            var reasons = (await ResidentKey.Of(session, request.ResidentId)).Hide(HiddenColumn.Reasons, $"{decisionId.Value:D}", entry.Reasons);
            object?[] decision =
            [
                decisionId.Value, decisionNumber, request.Id.Value, request.MunicipalityCode, request.ResidentId.Value, actor.UserId.Value,
                session.Now, session.Today, LegalTerm.ObjectBy(session.Today), reasons,
            ];
            object?[] budget =
            [
                budgetId.Value, budgetNumber, decisionId.Value, request.MunicipalityCode, request.ResidentId.Value, entry.ProductCode,
                entry.FundingForm.Stored(), entry.Volume.Hundredths, entry.Frequency.Stored(), entry.Rate.Cents, entry.Period.StartsOn, entry.Period.EndsOn,
            ];
            await session.Wire.Send(InsertDecisionSql, decision);
            await session.Wire.Send(InsertBudgetSql, budget);
            var ledger = await BudgetLedger.Open(session, actor, budgetId);
            var granted = await ledger.Append(new NewPosting(
                PostingKind.Grant, Account.Fund, Account.Available,
                GrantedVolume.Amount(entry.Period, entry.Volume, entry.Frequency, entry.Rate),
                session.Today, OriginKind.Decision, decisionId.Value, $"decision {decisionNumber}",
                Seal: Seal.Of(decision, budget)));
            if (granted.IsRefused)
            {
                return granted.Refusal!;
            }

            await Outbox.Put(session, MailKind.DecisionIsThere, request.ResidentId, entry.RequestNumber);
            await Trace.Write(session, actor, nameof(GrantProvision), decisionNumber, request.ResidentId);
            return new Answer(decisionNumber, budgetNumber, granted.Value.Amount);
        });

    private static async Task<Refusal?> Objection(Session session, RequestFacts request, Entry entry)
    {
        if (request.Objection(CaseAction.Grant) is { } objection)
        {
            return objection;
        }

        if (request.AppliedOn is null)
        {
            if (entry.AppliedOn is not { } applied)
            {
                return Refusal.ApplicationMissing;
            }

            if (applied < request.ReportedOn || applied > session.Today)
            {
                return Refusal.ApplicationBeforeReport;
            }
        }

        if (await session.FirstOrNone<ProductRow>(ProductSql, new { request.MunicipalityCode, entry.ProductCode }) is not { } product)
        {
            return Refusal.ProductUnknown;
        }

        if (entry.Rate > product.Rate)
        {
            return Refusal.RateAboveByLaw.With(product.Rate);
        }

        if (!entry.Rate.IsPositive || entry.Volume.Value <= 0)
        {
            return Refusal.AmountNotPositive;
        }

        if (!IsPlausible(entry.Period, session.Today))
        {
            return Refusal.PeriodInvalid;
        }

        if (!GrantedVolume.Fits(product.Unit, entry.Volume, entry.Frequency, entry.Period))
        {
            return Refusal.VolumeImplausible;
        }

        if (entry.Reasons.Length > RequestContent.LongestText)
        {
            return Refusal.TextTooLong.With(RequestContent.LongestText);
        }

        var other = entry.FundingForm == FundingForm.PersonHeld ? FundingForm.PersonFollowing : FundingForm.PersonHeld;
        var clashes = await session.Single<long>(OtherFormSql, new
        {
            request.ResidentId,
            entry.ProductCode,
            FundingForm = other.Stored(),
            entry.Period.StartsOn,
            entry.Period.EndsOn,
        });
        if (clashes > 0)
        {
            return Refusal.SameProductOtherForm;
        }

        // More of the same is a new request; the same again in this one is a form that was sent twice.
        var again = await session.Single<long>(GrantedBeforeSql, new { request.Id, entry.ProductCode, entry.Period.StartsOn, entry.Period.EndsOn });
        return again > 0 ? Refusal.AlreadyGranted : null;
    }

    private sealed record ProductRow(Money Rate, string Unit);

    private const string ProductSql = """
        SELECT rate_cents AS Rate, unit AS Unit
        FROM products
        WHERE municipality_code = @MunicipalityCode
          AND code = @ProductCode
        """;

    private const string OtherFormSql = """
        SELECT COUNT(*)
        FROM budgets
        WHERE resident_id = @ResidentId
          AND product_code = @ProductCode
          AND funding_form = @FundingForm
          AND starts_on <= @EndsOn
          AND ends_on >= @StartsOn
        """;

    private const string GrantedBeforeSql = """
        SELECT COUNT(*)
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        WHERE d.request_id = @Id
          AND b.product_code = @ProductCode
          AND b.starts_on <= @EndsOn
          AND b.ends_on >= @StartsOn
        """;

    /// <summary>The columns of a decision, and after them those of its budget, in the order in which the grant seals them.</summary>
    internal const string DecisionColumns = "id, number, request_id, municipality_code, resident_id, decided_by, decided_at, decided_on, object_by, reasons";

    internal const string BudgetColumns = """
        id, number, decision_id, municipality_code, resident_id, product_code, funding_form, volume_hundredths, frequency, rate_cents, starts_on, ends_on
        """;

    internal const string InsertDecisionSql = $"""
        INSERT INTO decisions ({DecisionColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    internal const string InsertBudgetSql = $"""
        INSERT INTO budgets ({BudgetColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;
}
