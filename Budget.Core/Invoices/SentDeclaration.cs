using Budget.Core.Audit;
using Budget.Core.Iwmo;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>One declaration as its own provider reads the answer to it: each rejected line with its codes, the accepted ones, and which of those were taken back since.</summary>
public sealed class SentDeclaration(Database database)
{
    /// <summary>Of each of the two lists; what is left out stands in the WMO325.</summary>
    public const int Most = 500;

    public sealed record Message(
        MessageId Id, string MunicipalityCode, string MunicipalityName, string DeclarationNumber, string Identification, DateOnly StartsOn, DateOnly EndsOn,
        long Lines, long Rejected, Money Submitted, Money Accepted, DateOnly ReceivedOn)
    {
        public Period Period => new(StartsOn, EndsOn);
    }

    /// <param name="ResidentName">None when the assignment is not this provider's.</param>
    /// <param name="Reversals">1 when the line was taken back, by a credit or by the hand of the municipality.</param>
    /// <param name="DisputeId">Of the dispute about it that waits for an answer; none when there is none.</param>
    public sealed record Line(
        string Id, MessageId MessageId, long Number, string Reference, string? PreviousReference, long AssignmentNumber, string? ResidentName, string ProductCode, string? ProductNl, string? ProductEn,
        DateOnly StartsOn, DateOnly EndsOn, long Volume, string Unit, Money? Rate, Money Amount, string Sign, string Codes, long Reversals, string? DisputeId)
    {
        public IReadOnlyList<ReturnCode> ReturnCodes => [.. Codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => new ReturnCode(code))];
        public Period Period => new(StartsOn, EndsOn);
        public bool IsCredit => Sign == IwmoCodes.Credit;
        public Money SignedAmount => IsCredit ? -Amount : Amount;
        public bool IsTakenBack => Reversals > 0;

        /// <summary>Unit 83 counts in eurocents, every other in whole units.</summary>
        public Quantity Delivered => Unit == IwmoCodes.Euro ? Quantity.FromHundredths(Volume) : new Quantity(Volume);

        /// <summary>An accepted debit that stands: only such a line is corrected; a rejected one is never credited.</summary>
        public bool CanBeCorrected => Codes.Length == 0 && !IsCredit && Amount.IsPositive && !IsTakenBack;
    }

    public sealed record Answer(Message Message, IReadOnlyList<Line> Rejected, IReadOnlyList<Line> Accepted)
    {
        /// <summary>The old amount was taken back and the new one was not accepted: now nothing is declared for it.</summary>
        public IReadOnlyList<Line> HalfCorrected =>
        [
            .. Rejected.Where(line => !line.IsCredit && Accepted.Any(credit => credit.IsCredit && credit.AssignmentNumber == line.AssignmentNumber && credit.Period == line.Period)),
        ];
    }

    public Task<Answer?> Of(Actor actor, Guid id) => database.LookThrough<Answer?>(actor, nameof(SentDeclaration), async session =>
    {
        var parameters = new { Id = new MessageId(id), actor.ProviderId, Most = (long)Most };
        return await session.FirstOrNone<Message>(MessageSql, parameters) is { } message
            ? new Answer(message, await session.List<Line>(RejectedSql, parameters), await session.List<Line>(AcceptedSql, parameters))
            : null;
    });

    /// <param name="Lines">In the order of the file, as many as go on a page.</param>
    /// <param name="Next">The number of the last of them, when there are more.</param>
    public sealed record Page(Message Message, IReadOnlyList<Line> Lines, long? Next);

    /// <summary>All lines one after the other, accepted and rejected: for a program, which reads on where a page ends.</summary>
    /// <param name="after">The number of the last line that was read; 0 to begin.</param>
    public Task<Page?> PageOf(Actor actor, Guid id, long after) => database.LookThrough<Page?>(actor, nameof(SentDeclaration), async session =>
    {
        if (await session.FirstOrNone<Message>(MessageSql, new { Id = new MessageId(id), actor.ProviderId }) is not { } message)
        {
            return null;
        }

        var lines = await session.List<Line>(PageSql, new { Id = new MessageId(id), After = after, Most = Most + 1L });
        return lines.Count > Most ? new Page(message, [.. lines.Take(Most)], lines[Most - 1].Number) : new Page(message, lines, Next: null);
    });

    /// <summary>One line, for who wants to correct it.</summary>
    public Task<Line?> LineOf(Actor actor, Guid id) => database.LookThrough(actor, nameof(SentDeclaration), session =>
        session.FirstOrNone<Line>(LineSql, new { Id = $"{id:D}", actor.ProviderId }));

    /// <summary>The WMO325, with the number of the declaration to name the file by.</summary>
    public Task<DeclarationMessages.AnswerFile?> AnswerTo(Actor actor, Guid id) => database.LookThrough<DeclarationMessages.AnswerFile?>(actor, nameof(SentDeclaration), async session =>
        await session.FirstOrNone<Hidden>(AnswerSql, new { Id = new MessageId(id), actor.ProviderId }) is { } hidden
            ? new DeclarationMessages.AnswerFile(
                hidden.DeclarationNumber, (await MunicipalityKey.Of(session, hidden.MunicipalityCode)).Show(HiddenColumn.Answer, $"{id:D}", hidden.Text))
            : null);

    private sealed record Hidden(string MunicipalityCode, string DeclarationNumber, string Text);

    private const string MessageSql = """
        SELECT message.id AS Id, message.municipality_code AS MunicipalityCode, town.name AS MunicipalityName, message.declaration_number AS DeclarationNumber,
               message.identification AS Identification, message.starts_on AS StartsOn, message.ends_on AS EndsOn, message.line_count AS Lines,
               message.rejected_count AS Rejected, message.submitted_cents AS Submitted, message.accepted_cents AS Accepted, message.received_on AS ReceivedOn
        FROM declaration_messages message
        JOIN providers p ON p.agb = message.sender_agb
        JOIN municipalities town ON town.code = message.municipality_code
        WHERE message.id = @Id
          AND p.id = @ProviderId
        """;

    private const string AnswerSql = """
        SELECT message.municipality_code AS MunicipalityCode, message.declaration_number AS DeclarationNumber, message.answer AS Text
        FROM declaration_messages message
        JOIN providers p ON p.agb = message.sender_agb
        WHERE message.id = @Id
          AND p.id = @ProviderId
        """;

    private const string Columns = """
        line.id AS Id, line.message_id AS MessageId, line.line_number AS Number, line.reference AS Reference, line.previous_reference AS PreviousReference, line.assignment_number AS AssignmentNumber,
               r.name AS ResidentName, line.product_code AS ProductCode, product.name_nl AS ProductNl, product.name_en AS ProductEn, line.starts_on AS StartsOn, line.ends_on AS EndsOn,
               line.volume AS Volume, line.unit AS Unit, line.rate_cents AS Rate, line.amount_cents AS Amount, line.debit_credit AS Sign, line.return_codes AS Codes,
               (SELECT COUNT(*)
                FROM postings reversal
                WHERE reversal.budget_id = line.budget_id
                  AND reversal.reverses_number = line.posting_number) AS Reversals,
               (SELECT MIN(waiting.dispute_id)
                FROM open_disputes waiting
                WHERE waiting.budget_id = line.budget_id
                  AND waiting.posting_number = line.posting_number) AS DisputeId
        FROM invoice_lines line
        LEFT JOIN assignments a ON a.id = line.assignment_id
        LEFT JOIN budgets b ON b.id = a.budget_id
        LEFT JOIN residents r ON r.id = b.resident_id
        LEFT JOIN products product ON product.municipality_code = line.municipality_code AND product.code = line.product_code
        """;

    private const string RejectedSql = $"""
        SELECT {Columns}
        WHERE line.message_id = @Id
          AND line.return_codes <> ''
        ORDER BY line.line_number
        LIMIT @Most
        """;

    private const string AcceptedSql = $"""
        SELECT {Columns}
        WHERE line.message_id = @Id
          AND line.return_codes = ''
        ORDER BY line.line_number
        LIMIT @Most
        """;

    private const string PageSql = $"""
        SELECT {Columns}
        WHERE line.message_id = @Id
          AND line.line_number > @After
        ORDER BY line.line_number
        LIMIT @Most
        """;

    private const string LineSql = $"""
        SELECT {Columns}
        WHERE line.id = @Id
          AND a.provider_id = @ProviderId
        """;
}
