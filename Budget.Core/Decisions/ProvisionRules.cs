using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>
/// What every decision that opens a budget keeps to: at no more than the by-law's rate; never in kind next to a PGB for the same product in the same period (iWmo
/// OP043); and not twice in one request for days that meet.
/// </summary>
internal static class ProvisionRules
{
    /// <param name="instead">The budget that this decision ends, which therefore is no obstacle.</param>
    public static async Task<Refusal?> Objection(Session session, RequestFacts request, ProvisionTerms terms, string reasons, BudgetId? instead = null)
    {
        if (await session.FirstOrNone<ProductRow>(ProductSql, new { request.MunicipalityCode, terms.ProductCode, RateOn = terms.Period.StartsOn, session.Today, Instead = instead is null ? 0L : 1L }) is not { } product)
        {
            return Refusal.ProductUnknown;
        }

        if (terms.Rate > product.Rate)
        {
            return Refusal.RateAboveByLaw.With(product.Rate);
        }

        if (!terms.Rate.IsPositive || terms.Volume.Value <= 0)
        {
            return Refusal.AmountNotPositive;
        }

        if (!GrantProvision.IsPlausible(terms.Period, session.Today))
        {
            return Refusal.PeriodInvalid;
        }

        if (!GrantedVolume.Fits(product.Unit, terms.Volume, terms.Frequency, terms.Period))
        {
            return Refusal.VolumeImplausible;
        }

        if (Written(reasons) is { } unwritten)
        {
            return unwritten;
        }

        var other = terms.FundingForm == FundingForm.PersonHeld ? FundingForm.PersonFollowing : FundingForm.PersonHeld;
        var days = new
        {
            request.Id,
            request.ResidentId,
            terms.ProductCode,
            FundingForm = other.Stored(),
            terms.Period.StartsOn,
            terms.Period.EndsOn,
            Instead = instead?.Value.ToString("D") ?? "",
        };
        if (await session.Single<long>(OtherFormSql, days) > 0)
        {
            return Refusal.SameProductOtherForm;
        }

        // More of the same is a new request; the same again in this one is a form that was sent twice.
        return await session.Single<long>(GrantedBeforeSql, days) > 0 ? Refusal.AlreadyGranted : null;
    }

    /// <summary>Nobody reads a decision without reasons, and nobody reads a book.</summary>
    public static Refusal? Written(string reasons) =>
        string.IsNullOrWhiteSpace(reasons) ? Refusal.ReasonMissing
        : reasons.Length > RequestContent.LongestText ? Refusal.TextTooLong.With(RequestContent.LongestText)
        : null;

    private sealed record ProductRow(Money Rate, string Unit);

    // What is granted no more can still be made less of, until it ends.
    private const string ProductSql = $"""
        SELECT COALESCE({Providers.ProductRate.OfProduct}, 0) AS Rate, p.unit AS Unit
        FROM products p
        WHERE p.municipality_code = @MunicipalityCode
          AND p.code = @ProductCode
          AND (p.ended_on IS NULL OR p.ended_on > @Today OR @Instead = 1)
        """;

    private const string OtherFormSql = $"""
        SELECT COUNT(*)
        FROM budgets b
        WHERE b.resident_id = @ResidentId
          AND b.product_code = @ProductCode
          AND b.funding_form = @FundingForm
          AND b.starts_on <= @EndsOn
          AND {LastDay.Sql} >= @StartsOn
          AND b.id <> @Instead
        """;

    private const string GrantedBeforeSql = $"""
        SELECT COUNT(*)
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        WHERE d.request_id = @Id
          AND b.product_code = @ProductCode
          AND b.starts_on <= @EndsOn
          AND {LastDay.Sql} >= @StartsOn
          AND b.id <> @Instead
        """;
}
