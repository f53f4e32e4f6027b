using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// What the municipality owes and paid, creditor by creditor: each provider with what it declared this year, and all helpers of PGBs, whom the SVB pays, as one. Together they are what the trial
/// balance of today has on payable and paid, to the cent, because the ledger itself is added up. One pass over the postings of the town: seconds at most for a million.
/// </summary>
public sealed class CreditorAccounts(Database database)
{
    /// <param name="Id">None of a sender whom nobody admitted: then everything was rejected, and there is no card.</param>
    /// <param name="Submitted">In the declarations that came in this year, and what of it was <paramref name="Accepted"/>.</param>
    /// <param name="Paid">Since the beginning, as the ledger has it.</param>
    /// <param name="Payable">Accepted and not paid, as the ledger has it; <paramref name="SetAside"/> of it is disputed by its resident, and waits.</param>
    /// <param name="LastOn">When the last declaration came in, of whichever year.</param>
    public sealed record Row(
        string Agb, ProviderId? Id, string? Name, Money Submitted, Money Accepted, Money Paid, Money Payable, Money SetAside, DateOnly? LastOn)
    {
        public Money Rejected => Submitted - Accepted;
    }

    /// <param name="HelpersPaid">To helpers of PGBs, by the SVB; <paramref name="HelpersPayable"/> is forwarded and not paid.</param>
    public sealed record Answer(int Year, IReadOnlyList<Row> Providers, Money HelpersPaid, Money HelpersPayable)
    {
        public Money Submitted => Sum(row => row.Submitted);

        public Money Accepted => Sum(row => row.Accepted);

        public Money Rejected => Submitted - Accepted;

        public Money SetAside => Sum(row => row.SetAside);

        /// <summary>As the trial balance has it.</summary>
        public Money Paid => Sum(row => row.Paid) + HelpersPaid;

        /// <inheritdoc cref="Paid"/>
        public Money Payable => Sum(row => row.Payable) + HelpersPayable;

        private Money Sum(Func<Row, Money> of) => Providers.Aggregate(Money.Zero, (sum, row) => sum + of(row));
    }

    /// <returns>None for who may not see the books.</returns>
    public async Task<Answer?> Of(Actor actor) => !actor.MaySeeBooks ? null : await database.Read(async session =>
    {
        var year = Period.Year(session.Today.Year);
        var subject = new { actor.MunicipalityCode, year.StartsOn, year.EndsOn };
        var said = (await session.List<Said>(SaidSql, subject)).ToDictionary(row => row.Agb, StringComparer.Ordinal);
        var aside = await DueLine.SetAside(session, actor.MunicipalityCode);
        var books = await session.List<Booked>(LedgerSql, subject);
        var providers = books.Where(row => row.Agb.Length > 0).ToDictionary(row => row.Agb, StringComparer.Ordinal);
        var helpers = books.Where(row => row.Agb.Length == 0).ToList();
        return new Answer(
            year.StartsOn.Year,
            [
                .. said.Keys.Union(providers.Keys, StringComparer.Ordinal)
                    .Select(agb => Add(agb, said.GetValueOrDefault(agb), providers.GetValueOrDefault(agb), aside.GetValueOrDefault(agb)))
                    .OrderBy(row => row.Name is null).ThenBy(row => row.Name, StringComparer.InvariantCultureIgnoreCase).ThenBy(row => row.Agb, StringComparer.Ordinal),
            ],
            helpers.Aggregate(Money.Zero, (sum, row) => sum + row.Paid), helpers.Aggregate(Money.Zero, (sum, row) => sum + row.Payable));
    });

    private static Row Add(string agb, Said? said, Booked? booked, Money aside) => new(
        agb, said?.Id ?? booked?.Id, said?.Name ?? booked?.Name, said?.Submitted ?? Money.Zero, said?.Accepted ?? Money.Zero, booked?.Paid ?? Money.Zero, booked?.Payable ?? Money.Zero, aside, said?.LastOn);

    private sealed record Said(string Agb, ProviderId? Id, string? Name, Money Submitted, Money Accepted, DateOnly LastOn);

    /// <param name="Agb">Empty of the helpers of PGBs.</param>
    private sealed record Booked(string Agb, ProviderId? Id, string? Name, Money Payable, Money Paid);

    private const string SaidSql = """
        SELECT sent.agb AS Agb, provider.id AS Id, provider.name AS Name, sent.submitted AS Submitted, sent.accepted AS Accepted, sent.last_on AS LastOn
        FROM (
            SELECT sender_agb AS agb,
                   CAST(COALESCE(SUM(submitted_cents) FILTER (WHERE received_on >= @StartsOn AND received_on <= @EndsOn), 0) AS BIGINT) AS submitted,
                   CAST(COALESCE(SUM(accepted_cents) FILTER (WHERE received_on >= @StartsOn AND received_on <= @EndsOn), 0) AS BIGINT) AS accepted,
                   MAX(received_on) AS last_on
            FROM declaration_messages
            WHERE municipality_code = @MunicipalityCode
            GROUP BY sender_agb
        ) sent
        LEFT JOIN providers provider ON provider.agb = sent.agb
        """;

    // The counterparty is the AGB of a provider or the number of a care agreement: what is no provider's is a helper's.
    private const string LedgerSql = """
        SELECT COALESCE(provider.agb, '') AS Agb, provider.id AS Id, provider.name AS Name, CAST(SUM(moved.payable) AS BIGINT) AS Payable, CAST(SUM(moved.paid) AS BIGINT) AS Paid
        FROM (
            SELECT p.counterparty AS counterparty,
                   CAST(SUM(CASE 'payable' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END) AS BIGINT) AS payable,
                   CAST(SUM(CASE 'paid' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END) AS BIGINT) AS paid
            FROM postings p
            JOIN budgets b ON b.id = p.budget_id
            WHERE b.municipality_code = @MunicipalityCode
              AND (p.to_account IN ('payable', 'paid') OR p.from_account IN ('payable', 'paid'))
            GROUP BY p.counterparty
        ) moved
        LEFT JOIN providers provider ON provider.agb = moved.counterparty
        GROUP BY provider.agb, provider.id, provider.name
        """;
}
