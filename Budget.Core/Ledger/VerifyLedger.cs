using Budget.Core.Decisions;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// Reads the whole ledger from the first posting on and computes everything again: numbers without gaps, the chain of hashes,
/// balances, what is left of each reservation, reversals, the trial balance, and that every grant, accepted invoice line and claim
/// has its posting and every posting its origin. Names the first bad posting. Postings are streamed; what is held grows with the number
/// of budgets, not with their history.
/// </summary>
public sealed class VerifyLedger(Database database)
{
    /// <param name="Where">"budget number/posting number".</param>
    public sealed record Fault(string Where, string Why);

    /// <param name="Granted">What left the fund, added up from the postings themselves; with the four others it is the trial balance.</param>
    public sealed record Answer(long Budgets, long Postings, Money Granted, Money Available, Money Reserved, Money Payable, Money Paid, Fault? FirstFault)
    {
        public bool IsSound => FirstFault is null;
    }

    /// <param name="municipalityCode">One municipality only; none for the whole installation.</param>
    public Task<Answer> Run(string? municipalityCode = null) => database.Read(async session =>
    {
        var numbers = (await session.List<BudgetNumber>(BudgetNumbersSql, new { Municipality = municipalityCode ?? "" })).ToDictionary(row => row.Id, row => row.Number);
        var replay = new BudgetReplay(default);
        var totals = Balance.Empty;
        var fromFund = Money.Zero;
        var budgets = 0L;
        var postings = 0L;
        Fault? fault = null;
        await foreach (var row in session.Stream<PostingRow>(AllPostingsSql, new { Municipality = municipalityCode ?? "" }))
        {
            var posting = row.ToPosting();
            if (posting.BudgetId != replay.BudgetId)
            {
                totals = Sum(totals, replay.Balance);
                replay = new BudgetReplay(posting.BudgetId);
                budgets++;
            }

            postings++;
            fromFund += posting.From == Account.Fund ? posting.Amount : posting.To == Account.Fund ? -posting.Amount : Money.Zero;
            if (replay.Check(posting) is { } why)
            {
                fault = new Fault($"{numbers.GetValueOrDefault(posting.BudgetId, posting.BudgetId.Value.ToString("D"))}/{posting.Number}", why);
                break;
            }
        }

        totals = Sum(totals, replay.Balance);
        fault ??= await Origins(session, municipalityCode ?? "");
        fault ??= fromFund == totals.Granted ? null : new Fault("-", $"the trial balance is off: {fromFund} left the funds and {totals.Granted} is in the budgets");
        return new Answer(budgets, postings, fromFund, totals.Available, totals.Reserved, totals.Payable, totals.Paid, fault);
    });

    private static async Task<Fault?> Origins(Session session, string municipality)
    {
        foreach (var (sql, why) in OriginChecks)
        {
            if (await session.FirstOrNone<BadOrigin>(sql, new { Municipality = municipality }) is { } bad)
            {
                return new Fault($"{bad.Number}/{bad.Posting}", why);
            }
        }

        foreach (var grant in await session.List<GrantRow>(GrantsSql, new { Municipality = municipality }))
        {
            var expected = GrantedVolume.Amount(
                new Period(grant.StartsOn, grant.EndsOn), grant.Volume, StoredNames.Parse<Frequency>(grant.Frequency), grant.Rate);
            if (grant.Amount != expected)
            {
                return new Fault($"{grant.Number}/1", "the grant is not the volume times the rate of its decision");
            }
        }

        return null;
    }

    private static Balance Sum(Balance left, Balance right) =>
        new(left.Available + right.Available, left.Reserved + right.Reserved, left.Payable + right.Payable, left.Paid + right.Paid);

    private sealed record BudgetNumber(BudgetId Id, string Number);

    private sealed record BadOrigin(string Number, long Posting);

    private sealed record GrantRow(string Number, Money Amount, Quantity Volume, string Frequency, Money Rate, DateOnly StartsOn, DateOnly EndsOn);

    private const string BudgetNumbersSql = """
        SELECT id AS Id, number AS Number
        FROM budgets
        WHERE @Municipality = '' OR municipality_code = @Municipality
        """;

    private const string AllPostingsSql = $"""
        SELECT {PostingRow.Columns}
        FROM postings
        WHERE @Municipality = ''
           OR budget_id IN (SELECT id FROM budgets WHERE municipality_code = @Municipality)
        ORDER BY budget_id, number
        """;

    private const string GrantsSql = """
        SELECT b.number AS Number, p.amount_cents AS Amount, b.volume_hundredths AS Volume, b.frequency AS Frequency,
               b.rate_cents AS Rate, b.starts_on AS StartsOn, b.ends_on AS EndsOn
        FROM budgets b
        JOIN postings p ON p.budget_id = b.id AND p.number = 1
        WHERE @Municipality = '' OR b.municipality_code = @Municipality
        """;

    private static readonly (string Sql, string Why)[] OriginChecks =
    [
        ("""
         SELECT b.number AS Number, 1 AS Posting
         FROM budgets b
         LEFT JOIN postings p ON p.budget_id = b.id AND p.number = 1 AND p.kind = 'grant' AND p.origin_id = b.decision_id
         WHERE p.number IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number
         LIMIT 1
         """, "the budget does not begin with the grant of its decision"),
        ("""
         SELECT b.number AS Number, COALESCE(p.number, 0) AS Posting
         FROM assignments a
         JOIN budgets b ON b.id = a.budget_id
         LEFT JOIN postings p ON p.budget_id = a.budget_id AND p.kind = 'reserve' AND p.reservation_id = a.id AND p.origin_id = a.id
         WHERE p.number IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number
         LIMIT 1
         """, "an assignment has no reservation"),
        ("""
         SELECT COALESCE(b.number, '?') AS Number, COALESCE(line.posting_number, 0) AS Posting
         FROM invoice_lines line
         LEFT JOIN budgets b ON b.id = line.budget_id
         LEFT JOIN postings p ON p.budget_id = line.budget_id AND p.number = line.posting_number
             AND p.amount_cents = line.amount_cents
             AND ((line.debit_credit = 'D' AND p.origin_id = line.id) OR (line.debit_credit = 'C' AND p.kind = 'reversal'))
         WHERE line.return_codes = ''
           AND line.amount_cents > 0
           AND p.number IS NULL
           AND (@Municipality = '' OR line.municipality_code = @Municipality)
         ORDER BY line.id
         LIMIT 1
         """, "an accepted invoice line has no posting of its amount"),
        ("""
         SELECT b.number AS Number, c.posting_number AS Posting
         FROM claims c
         JOIN budgets b ON b.id = c.budget_id
         LEFT JOIN postings p ON p.budget_id = c.budget_id AND p.number = c.posting_number
             AND p.amount_cents = c.amount_cents AND p.origin_id = c.id
         WHERE p.number IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number
         LIMIT 1
         """, "a claim has no posting of its amount"),
        ("""
         SELECT b.number AS Number, p.number AS Posting
         FROM postings p
         JOIN budgets b ON b.id = p.budget_id
         LEFT JOIN invoice_lines line ON p.kind = 'invoice' AND line.id = p.origin_id AND line.return_codes = '' AND line.debit_credit = 'D'
             AND line.budget_id = p.budget_id AND line.posting_number = p.number AND line.assignment_id = p.reservation_id
         LEFT JOIN claims c ON p.kind = 'claim' AND c.id = p.origin_id AND c.budget_id = p.budget_id AND c.posting_number = p.number
         WHERE p.kind IN ('invoice', 'claim')
           AND line.id IS NULL
           AND c.id IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, p.number
         LIMIT 1
         """, "its invoice line or claim says that it was not booked here"),
        ("""
         SELECT b.number AS Number, p.number AS Posting
         FROM assignments a
         JOIN budgets b ON b.id = a.budget_id
         JOIN providers provider ON provider.id = a.provider_id
         JOIN contracts contract ON contract.id = a.contract_id
         JOIN postings p ON p.budget_id = a.budget_id AND p.kind = 'reserve' AND p.origin_id = a.id
         WHERE (p.counterparty <> provider.agb OR contract.provider_id <> a.provider_id OR contract.rate_cents <> a.rate_cents)
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number
         LIMIT 1
         """, "its assignment names another provider or rate than was reserved for"),
        ("""
         SELECT b.number AS Number, 1 AS Posting
         FROM budgets b
         JOIN decisions d ON d.id = b.decision_id
         WHERE (d.resident_id <> b.resident_id OR d.municipality_code <> b.municipality_code)
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number
         LIMIT 1
         """, "the budget is of another resident or municipality than its decision"),
        ("""
         SELECT b.number AS Number, p.number AS Posting
         FROM postings p
         JOIN budgets b ON b.id = p.budget_id
         LEFT JOIN decisions d ON d.id = p.origin_id
         LEFT JOIN assignments a ON a.id = p.origin_id
         LEFT JOIN invoice_lines line ON line.id = p.origin_id
         LEFT JOIN claims c ON c.id = p.origin_id
         WHERE d.id IS NULL
           AND a.id IS NULL
           AND line.id IS NULL
           AND c.id IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, p.number
         LIMIT 1
         """, "the origin of the posting does not exist"),
    ];
}
