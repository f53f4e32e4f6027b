using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Exchange;

/// <summary>The messages between a provider and the municipalities beside the declarations, for the provider's own people: what is there to fetch, what they sent, and one of either.</summary>
public sealed class MessageTraffic(Database database)
{
    /// <summary>So many of each on a page.</summary>
    public const int PageSize = 100;

    /// <param name="About">"new" or "end" of an assignment; "refused" or "investigated" of a question.</param>
    public sealed record Sent(Guid Id, string Kind, string Identification, string About, string MunicipalityName, long? AssignmentNumber, DateOnly MadeOn);

    public sealed record Received(Guid Id, string Kind, string Identification, string MunicipalityName, DateOnly ReceivedOn, long Parts, long Refused);

    /// <param name="Waiting">How many allocations were not made yet (<see cref="PrepareMessages"/>).</param>
    public sealed record Answer(long Waiting, IReadOnlyList<Sent> ToFetch, IReadOnlyList<Received> SentIn);

    public sealed record File(string Name, string Text);

    /// <param name="before">The id of the last message to fetch on the page before; none for the newest.</param>
    /// <param name="sentBefore">The same of what was sent in.</param>
    public Task<Answer> Of(Actor actor, Guid? before = null, Guid? sentBefore = null) => database.LookThrough(actor, nameof(MessageTraffic), async session =>
    {
        var mine = Mine(actor);
        return new Answer(
            await session.Single<long>(WaitingSql, new { ProviderId = mine, Since = PrepareMessages.Since(session), SinceAt = PrepareMessages.SinceAt(session) }),
            [.. (await session.List<SentRow>(SentSql, new { ProviderId = mine, Before = Place(before), PageSize = (long)PageSize })).Select(row => row.ToSent())],
            [.. (await session.List<ReceivedRow>(ReceivedSql, new { ProviderId = mine, Before = Place(sentBefore), PageSize = (long)PageSize })).Select(row => row.ToReceived())]);
    });

    /// <summary>What is there to fetch as pages of <paramref name="most"/>, the newest first: for a program.</summary>
    /// <param name="before">The last of the page before; none to begin.</param>
    /// <returns>One more than a page when there are more; and how many were not made yet.</returns>
    public Task<(long Waiting, IReadOnlyList<Sent> ToFetch)> FetchBefore(Actor actor, Guid? before, int most) => database.LookThrough(actor, nameof(MessageTraffic), async session =>
    {
        var mine = new { ProviderId = Mine(actor), Since = PrepareMessages.Since(session), SinceAt = PrepareMessages.SinceAt(session), Before = Place(before), PageSize = most + 1L };
        return (await session.Single<long>(WaitingSql, mine), (IReadOnlyList<Sent>)[.. (await session.List<SentRow>(SentSql, mine)).Select(row => row.ToSent())]);
    });

    /// <summary>The message as it was made; who it names finds in the own file that it was fetched.</summary>
    public async Task<File?> Text(Actor actor, Guid id)
    {
        // First whether it names somebody: a look that finds nothing would stand as a refusal, and count as one.
        var isOfResident = await database.Read(async session => (await session.FirstOrNone<TextRow>(TextSql, new { ProviderId = Mine(actor), Id = id.ToString("D") }))?.ResidentId is not null);
        var found = isOfResident
            ? await database.Look(actor, "OutgoingMessage", subject: "", session => Find(session, actor, id), row => row.ResidentId!.Value)
            : await database.LookThrough(actor, "OutgoingMessage", session => Find(session, actor, id));
        return found is null ? null : new File($"{found.Kind}-{found.Identification}.xml", found.Message);
    }

    /// <summary>What became of a message that was sent in.</summary>
    public Task<(Received Message, IReadOnlyList<MessagePart> Parts)?> One(Actor actor, Guid id) => database.LookThrough<(Received, IReadOnlyList<MessagePart>)?>(actor, "IncomingMessage", async session =>
        await session.FirstOrNone<ReceivedRow>(OneReceivedSql, new { ProviderId = Mine(actor), Id = id.ToString("D") }) is { } row
            ? (row.ToReceived(), await ImportMessage.PartsOf(session, new MessageId(id)))
            : null);

    private static ProviderId Mine(Actor actor) => actor is { Role: Role.ProviderStaff, ProviderId: { } provider } ? provider : new ProviderId(Guid.Empty);

    /// <summary>Ids follow the moment at which they were made; what is before none is everything.</summary>
    private static string Place(Guid? before) => before?.ToString("D") ?? "g";

    private static async Task<TextRow?> Find(Session session, Actor actor, Guid id)
    {
        if (await session.FirstOrNone<TextRow>(TextSql, new { ProviderId = Mine(actor), Id = id.ToString("D") }) is not { } row)
        {
            return null;
        }

        var key = await RequestRow.Key(session, row.ResidentId, row.MunicipalityCode);
        return row with { Message = key.Show(HiddenColumn.OutgoingMessage, row.Id, row.Message) };
    }

    private sealed record SentRow(string Id, string Kind, string Identification, string About, string MunicipalityName, long? AssignmentNumber, DateOnly MadeOn)
    {
        public Sent ToSent() => new(Guid.Parse(Id), Kind, Identification, About, MunicipalityName, AssignmentNumber, MadeOn);
    }

    private sealed record TextRow(string Id, string Kind, string Identification, string MunicipalityCode, ResidentId? ResidentId, string Message);

    private sealed record ReceivedRow(string Id, string Kind, string Identification, string MunicipalityName, DateOnly ReceivedOn, long Parts, long Refused)
    {
        public Received ToReceived() => new(Guid.Parse(Id), Kind, Identification, MunicipalityName, ReceivedOn, Parts, Refused);
    }

    private const string WaitingSql = $"""
        SELECT COUNT(*)
        {PrepareMessages.WaitingFrom}
        WHERE {PrepareMessages.WaitingWhere}
        """;

    private const string SentRows = """
        SELECT made.id AS Id, made.kind AS Kind, made.identification AS Identification, made.about AS About, m.name AS MunicipalityName, a.number AS AssignmentNumber, made.made_on AS MadeOn
        FROM iwmo_messages_out made
        JOIN municipalities m ON m.code = made.municipality_code
        LEFT JOIN assignments a ON a.id = made.assignment_id
        WHERE made.provider_id = @ProviderId
        """;

    private const string SentSql = $"""
        {SentRows}
          AND made.id < @Before
        ORDER BY made.id DESC
        LIMIT @PageSize
        """;

    private const string TextSql = """
        SELECT made.id AS Id, made.kind AS Kind, made.identification AS Identification, made.municipality_code AS MunicipalityCode, made.resident_id AS ResidentId, made.message AS Message
        FROM iwmo_messages_out made
        WHERE made.id = @Id
          AND made.provider_id = @ProviderId
        """;

    private const string ReceivedRows = """
        SELECT sent.id AS Id, sent.kind AS Kind, sent.identification AS Identification, m.name AS MunicipalityName, sent.received_on AS ReceivedOn,
               (SELECT COUNT(*) FROM iwmo_parts_in part WHERE part.message_id = sent.id) AS Parts,
               (SELECT COUNT(*) FROM iwmo_parts_in part WHERE part.message_id = sent.id AND part.is_refused = 1) AS Refused
        FROM providers own
        JOIN iwmo_messages_in sent ON sent.sender_agb = own.agb
        JOIN municipalities m ON m.code = sent.municipality_code
        WHERE own.id = @ProviderId
        """;

    private const string ReceivedSql = $"""
        {ReceivedRows}
          AND sent.id < @Before
        ORDER BY sent.id DESC
        LIMIT @PageSize
        """;

    private const string OneReceivedSql = $"""
        {ReceivedRows}
          AND sent.id = @Id
        """;
}
