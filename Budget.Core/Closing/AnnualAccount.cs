using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Storage;
using Budget.Core.Supporters;

namespace Budget.Core.Closing;

/// <summary>
/// What came of a PGB in one calendar year: granted, spent by helper, paid or not, gone back, left. For the holder and who acts for the holder, for who looks along with the budget, and for the municipality where it looks at a budget.
/// </summary>
public sealed class AnnualAccount(Database database)
{
    /// <returns>None of a PVB, and of a year in which there was no such budget.</returns>
    public Task<YearAccount?> Of(Actor actor, string number, int year) => database.Look(actor, nameof(AnnualAccount), number, async session =>
    {
        var own = await BudgetQuery.Find(session, actor, number);
        var budget = own ?? (await SupportedBudget.In(session, actor, number) is [var reading] ? await BudgetQuery.Find(session, Actor.System(reading.MunicipalityCode), reading.Number) : null);
        return budget is { IsPersonHeld: true } ? await In(session, budget, year, own is null, seesOwnMoney: own is not null && actor.Role == Role.Resident) : null;
    }, account => account.Budget.ResidentId, account => account.ReadsAlong ? TraceBasis.Consent : null);

    private static async Task<YearAccount?> In(Session session, PersonalBudget budget, int year, bool readsAlong, bool seesOwnMoney)
    {
        var movements = await session.List<YearMovement>(MovementsSql, new { budget.Id });
        var closed = (await session.List<Closed>(ClosedSql, new { budget.MunicipalityCode })).ToDictionary(one => (int)one.Year, one => one.ClosedAt);
        var sum = new YearSum(year, budget.StartsOn.Year, closed, await session.FirstOrNone<YearSum.Start>(StartSql, new { budget.MunicipalityCode }));
        var last = Math.Min(session.Today.Year, movements.Select(sum.YearOf).Append(budget.LastDay.Year).Max());
        if (year < budget.StartsOn.Year || year > last)
        {
            return null;
        }

        var days = Period.Year(year);
        DateTimeOffset? closedAt = closed.TryGetValue(year, out var at) ? at : null;
        var onItsWay = new Money(await session.Single<long>(OnItsWaySql, new { budget.Id, days.StartsOn, days.EndsOn, At = closedAt ?? session.Now }));
        var figures = sum.Figures(movements);
        DateOnly? returnsOn = budget.LastDay > days.EndsOn ? null : ReturnUnused.FirstDay((await session.FirstOrNone<ToReturn>(ToReturnSql, new { budget.Id }))?.LastOn ?? budget.LastDay);
        return new YearAccount(
            budget, year, days.EndsOn < session.Today ? days.EndsOn : session.Today, closedAt is { } since ? AmsterdamDay.Of(since) : null, [.. Enumerable.Range(budget.StartsOn.Year, last - budget.StartsOn.Year + 1).Reverse()],
            seesOwnMoney ? figures : figures with { OwnMoney = Money.Zero }, sum.Helpers(movements), onItsWay,
            returnsOn, returnsOn <= session.Today, readsAlong);
    }

    private sealed record ToReturn(DateOnly LastOn);

    private sealed record Closed(long Year, DateTimeOffset ClosedAt);

    // One budget's own, however many others there are.
    private const string MovementsSql = """
        SELECT p.kind AS Kind, p.from_account AS "From", p.to_account AS "To", p.amount_cents AS Amount, p.occurred_on AS OccurredOn, p.effective_on AS EffectiveOn, p.posted_at AS PostedAt,
               agreement.number AS AgreementNumber, agreement.helper_name AS HelperName, CASE WHEN agreement.id IS NULL THEN NULL ELSE COALESCE(drawn.pay, 'hours') END AS Pay, drawn.own_part_cents AS OwnPart,
               c.volume_hundredths AS Volume, c.submitted_on AS ApprovedOn
        FROM postings p
        LEFT JOIN claims c ON c.id = p.origin_id
        LEFT JOIN care_agreements agreement ON agreement.id = c.agreement_id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        WHERE p.budget_id = @Id
        ORDER BY p.number
        """;

    // A decision may end a budget on a day that is past.
    private const string ToReturnSql = """
        SELECT last_on AS LastOn
        FROM unused_to_return
        WHERE budget_id = @Id
        """;

    private const string ClosedSql = """
        SELECT year AS Year, closed_at AS ClosedAt
        FROM closed_years
        WHERE municipality_code = @MunicipalityCode
        """;

    private const string StartSql = """
        SELECT starts_on AS StartsOn
        FROM svb_starts
        WHERE municipality_code = @MunicipalityCode
        """;

    // As it was known then: a death or a move that was written down later changes no year that was closed.
    private const string OnItsWaySql = """
        SELECT CAST(COALESCE(SUM(line.amount_cents), 0) AS BIGINT)
        FROM care_agreements agreement
        JOIN claim_lines line ON line.agreement_id = agreement.id
        LEFT JOIN claim_line_answers said ON said.line_id = line.id
        WHERE agreement.budget_id = @Id
          AND line.ends_on >= @StartsOn
          AND line.ends_on <= @EndsOn
          AND line.entered_at <= @At
          AND (said.line_id IS NULL OR said.answered_at > @At)
          AND NOT EXISTS (
              SELECT 1
              FROM departures gone
              WHERE gone.resident_id = line.resident_id
                AND gone.reason <> 'mistake'
                AND gone.last_on < line.starts_on
                AND gone.version = (SELECT MAX(newest.version) FROM departures newest WHERE newest.resident_id = line.resident_id AND newest.written_at <= @At))
        """;
}
