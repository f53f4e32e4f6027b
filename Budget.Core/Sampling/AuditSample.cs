using System.Globalization;
using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Sampling;

/// <summary>Which booked lines an auditor draws from.</summary>
public enum SampleKind
{
    All,
    /// <summary>Declared by providers.</summary>
    Declared,
    /// <summary>Of helpers of PGBs.</summary>
    Claims,
}

/// <summary>
/// A sample of the lines that were accepted and booked in a time, for the auditor of the municipality and nobody else (controle van de jaarrekening, Gemeentewet 213). The lines that were taken back later are
/// among them: they were booked. Nothing is kept of it: the same seed draws the same lines from the same books (<see cref="SampleDraw"/>).
/// <para>Cost: one scan of postings_by_day over the days that were asked, without a row of the ledger on SQLite, with each posting's row on PostgreSQL; and a few seeks for each line that was drawn.</para>
/// </summary>
public sealed class AuditSample(Database database)
{
    public const int MostLines = 500;

    /// <summary>Letters, digits and dashes.</summary>
    public const int LongestSeed = 40;

    /// <param name="Booked">From the first to the last day of booking.</param>
    /// <param name="Count">At most <see cref="MostLines"/>.</param>
    public sealed record Asked(Period Booked, SampleKind Kind, int Count, string Seed, SampleChance Chance)
    {
        /// <summary>As the trace keeps it, so that who draws again and again is seen: "2026-01-01/2026-06-30 alles 25 regel 9f3c1a7b".</summary>
        internal string Subject
        {
            get
            {
                var kind = Kind switch { SampleKind.Declared => "regels", SampleKind.Claims => "uren", _ => "alles" };
                var chance = Chance == SampleChance.Line ? "regel" : "euro";
                return string.Create(CultureInfo.InvariantCulture, $"{Booked.StartsOn:yyyy-MM-dd}/{Booked.EndsOn:yyyy-MM-dd} {kind} {Count} {chance} {Seed}");
            }
        }
    }

    /// <param name="Kind">"invoice" or "claim".</param>
    /// <param name="StartsOn">The first day of the help; <paramref name="EndsOn"/> the last.</param>
    /// <param name="ReversedBy">The posting that took it back; none while it stands.</param>
    public sealed record Line(
        BudgetId BudgetId, string BudgetNumber, long Posting, string Kind, string ProductNl, string ProductEn, DateOnly StartsOn, DateOnly EndsOn, DateOnly PostedOn, Money Amount, long? ReversedBy)
    {
        public Period Period => new(StartsOn, EndsOn);
    }

    /// <param name="Population">How many lines there are to draw from, and <paramref name="Total"/> what they come to.</param>
    /// <param name="Lines">In the order in which they were drawn.</param>
    public sealed record Answer(Asked Asked, long Population, Money Total, IReadOnlyList<Line> Lines)
    {
        public Money Sum => Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
    }

    /// <summary>A line with its trail, for who takes the sample along.</summary>
    public sealed record Traced(Line Line, TrailFacts Trail);

    /// <returns>None for who is not an auditor.</returns>
    public Task<Answer?> Of(Actor actor, Asked asked) => database.LookThrough<Answer?>(actor, nameof(AuditSample), async session =>
        actor.Role == Role.Auditor ? await Drawn(session, actor.MunicipalityCode, asked) : null, subject: asked.Subject);

    /// <summary>The same sample, with what is known of each of its lines: numbers and days, and nothing that anybody wrote.</summary>
    /// <returns>None for who is not an auditor.</returns>
    public async Task<(Answer Sample, IReadOnlyList<Traced> Lines)?> Traces(Actor actor, Asked asked)
    {
        var found = await database.LookThrough<Found?>(actor, nameof(AuditSample), async session =>
        {
            if (actor.Role != Role.Auditor)
            {
                return null;
            }

            var sample = await Drawn(session, actor.MunicipalityCode, asked);
            List<Traced> traced = [];
            foreach (var line in sample.Lines)
            {
                traced.Add(new Traced(line, (await TrailFacts.Of(session, actor.MunicipalityCode, line.BudgetId, line.Posting))!));
            }

            return new Found(sample, traced);
        }, subject: asked.Subject);
        return found is null ? null : (found.Sample, found.Lines);
    }

    private sealed record Found(Answer Sample, IReadOnlyList<Traced> Lines);

    private static async Task<Answer> Drawn(Session session, string municipality, Asked asked)
    {
        var draw = new SampleDraw(asked.Seed, asked.Count, asked.Chance);
        var form = asked.Kind switch { SampleKind.Declared => "personfollowing", SampleKind.Claims => "personheld", _ => "" };
        using (var row = session.Rows(
            PopulationSql, ("@Municipality", municipality), ("@From", asked.Booked.StartsOn), ("@Until", asked.Booked.EndsOn), ("@Form", form)))
        {
            while (row.Next())
            {
                draw.Offer(row.Text(0), row.Number(1), row.Amount(2));
            }
        }

        List<Line> lines = [];
        foreach (var drawn in draw.Drawn)
        {
            lines.Add(await session.Single<Line>(LineSql, new { drawn.BudgetNumber, drawn.Posting }));
        }

        return new Answer(asked, draw.Population, draw.Total, lines);
    }

    // What goes to "payable", but for a payment that was taken back, is an accepted line: a declared one of a PVB, a claim of a PGB. Asked so, postings_by_day holds all that is asked.
    // CROSS JOIN: SQLite would start at the budgets of the town and read all that was ever booked on them.
    internal const string PopulationSql = """
        SELECT b.number, p.number, p.amount_cents
        FROM postings p
        CROSS JOIN budgets b
        WHERE p.posted_on >= @From
          AND p.posted_on <= @Until
          AND p.to_account = 'payable'
          AND p.from_account <> 'paid'
          AND b.id = p.budget_id
          AND b.municipality_code = @Municipality
          AND (@Form = '' OR b.funding_form = @Form)
        """;

    private const string LineSql = """
        SELECT b.id AS BudgetId, b.number AS BudgetNumber, p.number AS Posting, p.kind AS Kind, product.name_nl AS ProductNl, product.name_en AS ProductEn,
               COALESCE(line.starts_on, claim.starts_on, p.occurred_on) AS StartsOn, COALESCE(line.ends_on, claim.ends_on, p.occurred_on) AS EndsOn,
               p.posted_on AS PostedOn, p.amount_cents AS Amount,
               (SELECT reversal.number FROM postings reversal WHERE reversal.budget_id = p.budget_id AND reversal.reverses_number = p.number) AS ReversedBy
        FROM budgets b
        JOIN postings p ON p.budget_id = b.id
        JOIN products product ON product.municipality_code = b.municipality_code AND product.code = b.product_code
        LEFT JOIN invoice_lines line ON line.id = p.origin_id
        LEFT JOIN claims claim ON claim.id = p.origin_id
        WHERE b.number = @BudgetNumber
          AND p.number = @Posting
        """;
}
