using Budget.Core.Funds;
using Budget.Core.Storage;

namespace Budget.Core.Management;

/// <summary>
/// How a municipality's support goes, in figures and without a name: for finance, the administrator and the auditor (decision 38). Money by the year in which a budget begins, as the fund has it; what waits and what
/// goes wrong as it stands today; the law's terms of the last twelve months.
/// <para>
/// What it costs, reckoned and not measured, with ten thousand budgets of the year and a million postings since its first day: the budgets once, as the fund page (some tenths of a second: a row, two seeks for the balance and three for
/// product, resident and neighbourhood each, and what is known of the pace of all), and those of the whole installation once more for <see cref="TownFigures"/>; all those postings with the budget of each, a second or more, and longer as there
/// are more in the installation or the year is further back (<see cref="SpentOfYear"/>); the declared lines of the municipality, as the payments page reads them (<see cref="WaitingMoney"/>). Terms, disputes and transfers are some thousands of rows. So it counts as heavy work.
/// </para>
/// </summary>
public sealed class ManagementOverview(Database database)
{
    /// <param name="Year">Which was asked for.</param>
    /// <param name="Years">Which can be asked for, the newest first.</param>
    /// <param name="Categories">What is short first; among those that are not, and where nothing was put aside, in the order of their codes.</param>
    public sealed record Answer(
        DateOnly Today, int Year, IReadOnlyList<int> Years, SpentOfYear Spent, IReadOnlyList<FundOverview.Line> Categories, WaitingMoney Waiting, OpenTroubles Troubles, DeadlinesMet Deadlines,
        ShownParts Neighbourhoods, ShownParts Products, IReadOnlyList<TownFigures> Towns)
    {
        public bool HasMoney => Categories.Count > 0;

        /// <summary>Whether there is anything to show of this municipality.</summary>
        public bool HasAny => HasMoney || Waiting.Lines > 0 || Troubles.Disputes > 0 || Deadlines.Both.Ended > 0;

        /// <summary>By how much what is expected passes what was put aside; none where it does not.</summary>
        public static Money? ShortOf(FundOverview.Line line) => line.ExpectedPasses && line.LeftExpected is { } left ? -left : null;
    }

    /// <param name="year">None for the year of today.</param>
    /// <returns>None for who has nothing to do with it, and of a year that is none of the fund's (<see cref="FundOverview.Answer.Years"/>).</returns>
    public Task<Answer?> Of(Actor actor, int? year = null) => database.Read(async session =>
    {
        var asked = year ?? session.Today.Year;
        if (!(actor.MaySeeBooks || actor.MaySetUp) || !FundYear.IsPossible(asked))
        {
            return null;
        }

        var municipality = actor.MunicipalityCode;
        // As the installation: an administrator opens no file, and sees sums of them only.
        var budgets = await BudgetsOfFund.In(session, Actor.System(municipality), asked);
        var fund = await FundOverview.In(session, municipality, asked, budgets);
        if (!fund.Years.Contains(asked))
        {
            return null;
        }

        var deadlines = await DeadlinesMet.OfAll(session);
        return new Answer(
            session.Today, asked, fund.Years,
            await SpentOfYear.In(session, municipality, asked, fund.Total.PutAside),
            [.. fund.Lines.OrderByDescending(line => Answer.ShortOf(line)?.Cents ?? 0).ThenBy(line => line.Category, StringComparer.Ordinal)],
            await WaitingMoney.In(session, municipality),
            await OpenTroubles.In(session, municipality),
            deadlines.GetValueOrDefault(municipality) ?? DeadlinesMet.None(session.Today),
            ShownParts.Of(SupportPart.ByNeighbourhood(budgets)),
            ShownParts.OfProducts(SupportPart.ByProduct(budgets)),
            await TownFigures.OfAll(session, actor, asked, deadlines));
    });
}
