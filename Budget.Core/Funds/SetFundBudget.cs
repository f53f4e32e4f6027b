using System.Globalization;
using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Funds;

/// <summary>
/// Finance says what the municipality put aside for a calendar year and a product category, and why (the council's budget, a change of it). Nothing is refused or held back by it: a decision follows from what somebody needs
/// (Wmo 2015, 2.3.5), and what was put aside only says when the municipality has to find more. What was said before stays; what was said last counts.
/// </summary>
public sealed class SetFundBudget(Database database)
{
    public const int LongestReason = 200;

    /// <summary>What is above it was typed wrong: a billion euro.</summary>
    public static readonly Money Most = new(100_000_000_000);

    /// <param name="Year">Up to next year.</param>
    /// <param name="Category">One of <see cref="ProductCategory.All"/>.</param>
    /// <param name="Amount">Nothing is an amount too: this year there is no money for it.</param>
    /// <param name="Reason">What anybody of finance and the auditor read; about money and never about a resident: a number that can be a BSN is refused.</param>
    public sealed record Entry(int Year, string Category, Money Amount, string Reason);

    /// <returns>The amount that counts now.</returns>
    public Task<Outcome<Money>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Money>(actor, key, nameof(SetFundBudget), entry, async session =>
        {
            if (!actor.MayHandleMoney)
            {
                return Refusal.NotAllowed;
            }

            if (!FundYear.MayBePutAside(entry.Year, session.Today) || !ProductCategory.IsKnown(entry.Category))
            {
                return Refusal.NotFound;
            }

            // The page says of both what an amount may be, before anything comes here.
            if (entry.Amount.IsNegative)
            {
                return Refusal.AmountNotPositive;
            }

            if (entry.Amount > Most)
            {
                return Refusal.VolumeImplausible;
            }

            var reason = TypedText.Line(entry.Reason);
            if (reason.Length == 0 || Bsn.StandsIn(reason))
            {
                return Refusal.ReasonMissing;
            }

            if (reason.Length > LongestReason)
            {
                return Refusal.TextTooLong.With(LongestReason);
            }

            // Two at once: one after the other, so that each has its own number.
            await TownLock.Take(session, actor.MunicipalityCode);
            await session.Execute(SetSql, new { actor.MunicipalityCode, Year = (long)entry.Year, entry.Category, entry.Amount, reason, actor.UserId, session.Now });
            await Trace.Write(session, actor, nameof(SetFundBudget), string.Create(CultureInfo.InvariantCulture, $"{entry.Year}/{entry.Category}"));
            return entry.Amount;
        });

    private const string SetSql = """
        INSERT INTO fund_budgets (municipality_code, year, category, number, amount_cents, reason, set_by, set_at)
        SELECT @MunicipalityCode, @Year, @Category, COUNT(*) + 1, @Amount, @reason, @UserId, @Now
        FROM fund_budgets
        WHERE municipality_code = @MunicipalityCode
          AND year = @Year
          AND category = @Category
        """;
}
