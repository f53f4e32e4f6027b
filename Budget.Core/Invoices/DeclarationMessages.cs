using Budget.Core.Audit;
using Budget.Core.Disputes;
using Budget.Core.Iwmo;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>The declarations that a municipality took in: as a list, and one with all its lines. For finance and auditors.</summary>
public sealed class DeclarationMessages(Database database)
{
    /// <param name="SenderId">None of a sender whom nobody admitted.</param>
    public sealed record Row(
        MessageId Id, string SenderAgb, string? SenderName, string DeclarationNumber, string Identification, DateOnly StartsOn, DateOnly EndsOn,
        long Lines, long Rejected, Money Submitted, Money Accepted, DateOnly ReceivedOn, ProviderId? SenderId)
    {
        public Period Period => new(StartsOn, EndsOn);
    }

    /// <param name="Posting">The number of its posting on the budget; none of what was rejected, or comes to nothing.</param>
    public sealed record Line(
        long Number, string Reference, long AssignmentNumber, string? ResidentName, string? BudgetNumber, string ProductCode,
        string? ProductNl, string? ProductEn, DateOnly StartsOn, DateOnly EndsOn, long Volume, string Unit, Money Amount, string Sign, string Codes, long? Posting,
        DateTimeOffset? ConfirmedAt, DateTimeOffset? DisputedAt, DateTimeOffset? AnsweredAt, string? Outcome, DateTimeOffset? EndedAt, string? EndedByRole,
        DateOnly? AnswerBy, DateOnly? SettleBy, long? ReversedBy)
    {
        /// <summary>Where it stands with the resident, when it was booked.</summary>
        public LineStanding Standing => new(ConfirmedAt, DisputedAt, AnsweredAt, Outcome, EndedAt, EndedByRole, AnswerBy, SettleBy, ReversedBy);
        public IReadOnlyList<ReturnCode> ReturnCodes => [.. Codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => new ReturnCode(code))];
        public Period Period => new(StartsOn, EndsOn);

        /// <summary>Unit 83 counts in eurocents, every other in whole units.</summary>
        public Quantity Delivered => Unit == IwmoCodes.Euro ? Quantity.FromHundredths(Volume) : new Quantity(Volume);
    }

    public Task<IReadOnlyList<Row>> Of(Actor actor) => database.Read(session =>
        session.List<Row>(RowsSql, new { MunicipalityCode = BooksOf(actor) }));

    /// <summary>What this provider sent, to whichever municipality, and what became of it.</summary>
    public Task<IReadOnlyList<Row>> SentBy(Actor provider) => database.Read(session =>
        session.List<Row>(SentBySql, new { provider.ProviderId }));

    /// <summary>The same as pages of <paramref name="most"/>, the newest first: for a program.</summary>
    /// <param name="before">The last of the page before; none to begin.</param>
    /// <returns>One more than a page when there are more.</returns>
    public Task<IReadOnlyList<Row>> SentBefore(Actor provider, Guid? before, int most) => database.Read(session =>
        session.List<Row>(before is null ? NewestSql : OlderSql, new { provider.ProviderId, Before = before?.ToString("D") ?? "", Most = most + 1L }));

    public Task<(Row Message, IReadOnlyList<Line> Lines)?> One(Actor actor, Guid id) => database.LookThrough<(Row, IReadOnlyList<Line>)?>(actor, "Declaration", async session =>
    {
        var parameters = new { Id = new MessageId(id), MunicipalityCode = BooksOf(actor) };
        return await session.FirstOrNone<Row>(OneSql, parameters) is { } message
            ? (message, await session.List<Line>(LinesSql, parameters))
            : null;
    });

    /// <summary>The WMO325 as it was made when the declaration came in, with the name to give the file.</summary>
    public sealed record AnswerFile(string DeclarationNumber, string Text);

    public Task<AnswerFile?> AnswerTo(Actor actor, Guid id) => database.LookThrough(actor, "DeclarationAnswer", async session =>
        await session.FirstOrNone<AnswerFile>(AnswerSql, new { Id = new MessageId(id), MunicipalityCode = BooksOf(actor) }) is { } hidden
            ? hidden with { Text = (await MunicipalityKey.Of(session, actor.MunicipalityCode)).Show(HiddenColumn.Answer, $"{id:D}", hidden.Text) }
            : null);

    /// <summary>Whose declarations: those of the municipality whose books one may see; of none else.</summary>
    private static string BooksOf(Actor actor) => actor.MaySeeBooks ? actor.MunicipalityCode : "";

    private const string AnswerSql = """
        SELECT declaration_number AS DeclarationNumber, answer AS Text
        FROM declaration_messages
        WHERE id = @Id
          AND municipality_code = @MunicipalityCode
        """;

    private const string RowSql = """
        SELECT m.id AS Id, m.sender_agb AS SenderAgb, p.name AS SenderName, m.declaration_number AS DeclarationNumber,
               m.identification AS Identification, m.starts_on AS StartsOn, m.ends_on AS EndsOn, m.line_count AS Lines,
               m.rejected_count AS Rejected, m.submitted_cents AS Submitted, m.accepted_cents AS Accepted, m.received_on AS ReceivedOn, p.id AS SenderId
        FROM declaration_messages m
        LEFT JOIN providers p ON p.agb = m.sender_agb
        """;

    private const string RowsSql = $"""
        {RowSql}
        WHERE m.municipality_code = @MunicipalityCode
        ORDER BY m.received_at DESC
        LIMIT 200
        """;

    private const string SentBySql = $"""
        {RowSql}
        WHERE p.id = @ProviderId
        ORDER BY m.received_at DESC
        LIMIT 200
        """;

    private const string NewestSql = $"""
        {RowSql}
        WHERE p.id = @ProviderId
        ORDER BY m.id DESC
        LIMIT @Most
        """;

    private const string OlderSql = $"""
        {RowSql}
        WHERE p.id = @ProviderId
          AND m.id < @Before
        ORDER BY m.id DESC
        LIMIT @Most
        """;

    private const string OneSql = $"""
        {RowSql}
        WHERE m.id = @Id
          AND m.municipality_code = @MunicipalityCode
        """;

    private const string LinesSql = $"""
        SELECT line.line_number AS Number, line.reference AS Reference, line.assignment_number AS AssignmentNumber, r.name AS ResidentName,
               b.number AS BudgetNumber, line.product_code AS ProductCode, p.name_nl AS ProductNl, p.name_en AS ProductEn,
               line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.volume AS Volume, line.unit AS Unit, line.amount_cents AS Amount,
               line.debit_credit AS Sign, line.return_codes AS Codes, line.posting_number AS Posting, {StandingSql.Columns}
        FROM invoice_lines line
        {StandingSql.Joins}
        LEFT JOIN assignments a ON a.id = line.assignment_id
        LEFT JOIN budgets b ON b.id = a.budget_id
        LEFT JOIN residents r ON r.id = b.resident_id
        LEFT JOIN products p ON p.municipality_code = line.municipality_code AND p.code = line.product_code
        WHERE line.message_id = @Id
          AND line.municipality_code = @MunicipalityCode
        ORDER BY line.line_number
        """;
}
