using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// The melding (Wmo 2015, 2.3.2 lid 1): the resident, or who represents the resident, says what is needed.
/// Answers the case number; the six weeks begin to count today. The draft is gone once the request is in.
/// </summary>
public sealed class SubmitSupportRequest(Database database)
{
    public sealed record Entry(ResidentId ResidentId, RequestContent Content);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(SubmitSupportRequest), entry, async session =>
        {
            var content = entry.Content;
            if (!content.IsComplete || !content.Fits)
            {
                return Refusal.RequestIncomplete;
            }

            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is not { } file || !await ResidentFile.Lock(session, entry.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (await Departure.AgainstRequest(session, entry.ResidentId) is { } gone)
            {
                return gone;
            }

            var (_, number) = await Insert(session, actor.UserId, entry.ResidentId, file.MunicipalityCode, content, session.Today);
            await session.Execute(DiscardDraftSql, new { actor.UserId, entry.ResidentId });
            await Outbox.Put(session, MailKind.RequestIsIn, entry.ResidentId, number);
            var onBehalfOf = await Access.OnBehalfOf(session, actor, entry.ResidentId);
            await Trace.Write(session, actor, nameof(SubmitSupportRequest), number, entry.ResidentId, onBehalfOf);
            return number;
        });

    /// <param name="cameOn">From which day the six weeks count.</param>
    internal static async Task<(RequestId Id, string Number)> Insert(Session session, UserId submitter, ResidentId resident, string municipality, RequestContent content, DateOnly cameOn)
    {
        var id = new RequestId(session.NewId());
        var number = $"{session.Today.Year}-{await session.NextNumber($"request-{session.Today.Year}"):D6}";
        var words = await ResidentKey.Of(session, resident);
        var row = $"{id.Value:D}";
        await session.Execute(InsertSql, new
        {
            id,
            number,
            MunicipalityCode = municipality,
            ResidentId = resident,
            UserId = submitter,
            SubmittedAt = session.Now,
            SubmittedOn = cameOn,
            InvestigateBy = LegalTerm.InvestigateBy(cameOn),
            OwnWords = words.Hide(HiddenColumn.OwnWords, row, content.OwnWords),
            CurrentHelp = words.Hide(HiddenColumn.CurrentHelp, row, content.CurrentHelp),
            WishedSupport = words.Hide(HiddenColumn.WishedSupport, row, content.WishedSupport),
            WishedProvider = words.Hide(HiddenColumn.WishedProvider, row, content.WishedProvider),
            WishedForm = content.WishedForm!.Value.Stored(),
            OwnStrength = words.Hide(HiddenColumn.OwnStrength, row, content.OwnStrength),
            CarerNeeds = words.Hide(HiddenColumn.CarerNeeds, row, content.CarerNeeds),
            Tried = words.Hide(HiddenColumn.Tried, row, content.Tried),
            IsUrgent = content.IsUrgent switch { true => 1L, false => 0L, null => (long?)null },
            UrgentBecause = words.Hide(HiddenColumn.UrgentBecause, row, content.IsUrgent == true ? content.UrgentBecause : ""),
        });
        await session.Execute(OpenSql, new { id, municipality });
        foreach (var need in content.Needs)
        {
            await session.Execute(InsertNeedSql, new { id, Domain = need.Domain.ToString(), Goal = words.Hide(HiddenColumn.Goal, $"{row}/{need.Domain}", need.Goal) });
        }

        if (content.Follows.Length > 0)
        {
            await session.Execute(InsertFollowsSql, new { id, resident, content.Follows });
        }

        return (id, number);
    }

    // Of the same resident: a number that somebody made up follows nothing.
    private const string InsertFollowsSql = """
        INSERT INTO request_follow_ups (request_id, follows_id)
        SELECT @id, earlier.id
        FROM support_requests earlier
        WHERE earlier.number = @Follows
          AND earlier.resident_id = @resident
        """;

    private const string InsertSql = """
        INSERT INTO support_requests (
            id, number, municipality_code, resident_id, submitted_by, submitted_at, submitted_on, investigate_by,
            own_words, current_help, wished_support, wished_provider, wished_form, own_strength, carer_needs, tried, is_urgent, urgent_because)
        VALUES (
            @id, @number, @MunicipalityCode, @ResidentId, @UserId, @SubmittedAt, @SubmittedOn, @InvestigateBy,
            @OwnWords, @CurrentHelp, @WishedSupport, @WishedProvider, @WishedForm, @OwnStrength, @CarerNeeds, @Tried, @IsUrgent, @UrgentBecause)
        """;

    private const string OpenSql = """
        INSERT INTO open_requests (request_id, municipality_code)
        VALUES (@id, @municipality)
        """;

    private const string InsertNeedSql = """
        INSERT INTO support_needs (request_id, life_domain, goal)
        VALUES (@id, @Domain, @Goal)
        """;

    private const string DiscardDraftSql = """
        DELETE FROM support_request_drafts
        WHERE user_id = @UserId
          AND resident_id = @ResidentId
        """;
}
