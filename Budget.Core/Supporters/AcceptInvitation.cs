using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Supporters;

/// <summary>What came of a code that somebody entered.</summary>
public enum Invitation
{
    Accepted,
    /// <summary>Never there, used, over or taken back: all the same.</summary>
    Unknown,
    /// <summary>Guessed too often in the past hour.</summary>
    TooOften,
}

/// <summary>
/// Who was invited to read along enters the code, signed in with DigiD (also without a file here) or as staff of a provider. Ten wrong codes an hour of one person, whatever
/// the session or the portal: what is more is refused, kept, and told to who watches over it.
/// </summary>
public sealed class AcceptInvitation(Database database)
{
    /// <summary>How the trace names it of a budget.</summary>
    internal const string OfBudget = "AcceptBudgetInvitation";

    public const int GuessesInAnHour = GuessedCodes.InAnHour;

    /// <param name="Name">Of whom DigiD has not told us the name; ignored of others.</param>
    public sealed record Entry(string Code, string Name = "");

    /// <param name="RequestNumber">The case, when it was the code.</param>
    /// <param name="BudgetNumber">Of an invitation to one budget; then that is read and not the case.</param>
    public sealed record Answer(Invitation Invitation, string RequestNumber, string BudgetNumber = "");

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(AcceptInvitation), entry, async session =>
        {
            if (!SupportedRequest.MayRead(actor))
            {
                return Refusal.NotAllowed;
            }

            if (await GuessedCodes.AreTooMany(session, actor, nameof(AcceptInvitation)))
            {
                return new Answer(Invitation.TooOften, "");
            }

            var found = await session.FirstOrNone<Row>(InvitedSql, new { Hash = await InvitationCode.Fingerprint(session, entry.Code), session.Now, session.Today });
            // Behind the resident's own row: who takes it back at this moment is first, or sees that it was taken.
            if (found is null || !await ResidentFile.Lock(session, found.ResidentId) || (found.BudgetId is null && await IsOver(session, found.RequestId)))
            {
                return await Unknown(session, actor);
            }

            if (actor.ClosedTo.Contains(found.MunicipalityCode, StringComparison.Ordinal))
            {
                return Refusal.AssuranceTooLow;
            }

            var who = await session.Single<Who>(WhoSql, new { actor.UserId, found.ResidentId, found.RequestId, Budget = found.Budget, session.Today });
            if (who.OwnRights > 0)
            {
                return Refusal.OwnInvitation;
            }

            if (who.Reads > 0)
            {
                return Refusal.AlreadyReading;
            }

            if (await NamelessAccount.Name(session, actor, entry.Name) is { } nameless)
            {
                return nameless;
            }

            await session.Execute(ForgetSql, new { actor.UserId, found.RequestId, found.Budget, session.Now, session.Today });
            if (await session.Execute(AcceptSql, new { found.Id, actor.UserId, session.Now }) == 0)
            {
                return await Unknown(session, actor);
            }

            await Trace.Write(session, actor, TraceAction.Do, found.BudgetNumber is null ? nameof(AcceptInvitation) : OfBudget, found.BudgetNumber ?? found.Number, found.ResidentId, onBehalfOf: null, TraceBasis.Consent);
            return new Answer(Invitation.Accepted, found.Number, found.BudgetNumber ?? "");
        });

    private static async Task<Answer> Unknown(Session session, Actor actor)
    {
        await RaiseAlert.AfterRefusal(session, actor, nameof(AcceptInvitation), subject: "");
        return new Answer(Invitation.Unknown, "");
    }

    private static async Task<bool> IsOver(Session session, RequestId request) => await SupportedRequest.IsOver(
        session, request, CaseProgress.Of(session.Today, await session.Single<CaseFacts>(RequestQuery.FactsSql, new { Id = request, session.Today })));

    private sealed record Row(string Id, RequestId RequestId, ResidentId ResidentId, string Number, string MunicipalityCode, BudgetId? BudgetId, string? BudgetNumber)
    {
        public string Budget => BudgetId is { } one ? $"{one.Value:D}" : "";
    }

    private sealed record Who(long OwnRights, long Reads);

    private const string InvitedSql = """
        SELECT s.id AS Id, s.request_id AS RequestId, s.resident_id AS ResidentId, file.number AS Number, file.municipality_code AS MunicipalityCode, s.budget_id AS BudgetId, b.number AS BudgetNumber
        FROM case_supporters s
        JOIN support_requests file ON file.id = s.request_id
        LEFT JOIN budgets b ON b.id = s.budget_id
        WHERE s.code_hash = @Hash
          AND s.user_id IS NULL
          AND s.ended_at IS NULL
          AND s.code_until >= @Now
          AND s.ends_on >= @Today
        """;

    // Who may open the file anyhow has nothing to accept; whoever could has more rights than reading along, and they end otherwise.
    private const string WhoSql = """
        SELECT (SELECT COUNT(*)
                FROM resident_access own
                WHERE own.user_id = u.id
                  AND own.resident_id = @ResidentId
                  AND own.starts_on <= @Today
                  AND own.ends_on >= @Today) AS OwnRights,
               (SELECT COUNT(*)
                FROM case_supporters reading
                WHERE reading.user_id = u.id
                  AND reading.request_id = @RequestId
                  AND COALESCE(reading.budget_id, '') = @Budget
                  AND reading.ended_at IS NULL
                  AND reading.ends_on >= @Today) AS Reads
        FROM users u
        WHERE u.id = @UserId
        """;

    // Of last year: over by itself, and one of a person in a case stands.
    private const string ForgetSql = """
        UPDATE case_supporters
        SET ended_at = @Now
        WHERE user_id = @UserId
          AND request_id = @RequestId
          AND COALESCE(budget_id, '') = @Budget
          AND ended_at IS NULL
          AND ends_on < @Today
        """;

    private const string AcceptSql = """
        UPDATE case_supporters
        SET user_id = @UserId,
            accepted_at = @Now
        WHERE id = @Id
          AND user_id IS NULL
          AND ended_at IS NULL
        """;
}
