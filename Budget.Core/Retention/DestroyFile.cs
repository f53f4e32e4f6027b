using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Retention;

/// <summary>
/// Destroys what the municipality has of one resident: the key under which the words stand, and with it what is sealed in the books; what is not sealed is
/// taken away as well, as are name, day of birth, BSN, drafts, and who may see the file. The books stay, and stay sound: amounts and days of a
/// budget that is nobody's any more.
/// <para>After the term (Wmo 2015, 5.3.4: <see cref="FilesPastTheirTerm"/>) by the municipality itself; before it only on request of the resident (5.3.5). Two
/// exceptions stand in lid 2 of that article. One is that a law wants it kept: so we read a file with a decision, because the decision and
/// the payments on it must be accounted for. The other is that keeping it matters to somebody else: that only a person can judge, so a request is
/// carried out by two of them (<see cref="MyData.ConfirmDestruction"/>) and never here.</para>
/// </summary>
public sealed class DestroyFile(Database database)
{
    /// <summary>What stands in the place of a name: a page with a budget of a destroyed file has something to show.</summary>
    public const string NoName = "—";

    public sealed record Entry(ResidentId ResidentId);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(DestroyFile), entry, session => In(session, actor, entry));

    internal static async Task<Outcome<ResidentId>> In(Session session, Actor actor, Entry entry)
    {
        if (actor.Role != Role.System)
        {
            return Refusal.NotAllowed;
        }

        if (await session.FirstOrNone<File>(FileSql, new { entry.ResidentId, actor.MunicipalityCode }) is not { } file)
        {
            return Refusal.NotFound;
        }

        if (file.DestroyedAt is not null || !await ResidentFile.Lock(session, entry.ResidentId))
        {
            return Refusal.FileDestroyed;
        }

        var lastOn = await FilesPastTheirTerm.LastOn(session, entry.ResidentId) ?? AmsterdamDay.Of(file.RegisteredAt ?? session.Now);
        var keptUntil = lastOn.AddYears(FilesPastTheirTerm.YearsKept);
        if (session.Today <= keptUntil)
        {
            return Refusal.FileKept.With(keptUntil.InDigits());
        }

        await Destroy(session, entry.ResidentId);
        await Trace.Write(session, actor, nameof(DestroyFile), $"{entry.ResidentId.Value:D}", entry.ResidentId);
        return entry.ResidentId;
    }

    /// <summary>What keeps a file before its term, whoever asks for it; none when it may go.</summary>
    internal static async Task<Refusal?> ObjectionToRequest(Session session, ResidentId resident) =>
        await session.Single<long>(DecisionsSql, new { resident }) > 0 ? Refusal.FileHasDecision : null;

    internal static async Task Destroy(Session session, ResidentId resident)
    {
        var parameters = new { ResidentId = resident, NoName, DestroyedAt = session.Now };
        foreach (var sql in DestroySql)
        {
            await session.Execute(sql, parameters);
        }
    }

    private sealed record File(DateTimeOffset? DestroyedAt, DateTimeOffset? RegisteredAt);

    private const string DecisionsSql = """
        SELECT COUNT(*)
        FROM decisions
        WHERE resident_id = @resident
        """;

    private const string FileSql = """
        SELECT r.destroyed_at AS DestroyedAt, k.made_at AS RegisteredAt
        FROM residents r
        LEFT JOIN resident_keys k ON k.resident_id = r.id
        WHERE r.id = @ResidentId
          AND r.municipality_code = @MunicipalityCode
        """;

    private static readonly string[] DestroySql =
    [
        """
        DELETE FROM resident_keys
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM attachments
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM message_reads
        WHERE message_id IN (SELECT id FROM case_messages WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM case_messages
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM consents
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM concerns
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM case_supporters
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM idea_joiners
        WHERE resident_id = @ResidentId
           OR idea_id IN (SELECT id FROM ideas WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM ideas
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM offer_sign_ups
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM emergency_looks
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM household_moves
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM experiences
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM provider_proposals
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM delivery_reports
        WHERE assignment_id IN (
            SELECT a.id
            FROM assignments a
            JOIN budgets b ON b.id = a.budget_id
            WHERE b.resident_id = @ResidentId)
        """,
        """
        DELETE FROM start_wishes
        WHERE assignment_id IN (
            SELECT a.id
            FROM assignments a
            JOIN budgets b ON b.id = a.budget_id
            WHERE b.resident_id = @ResidentId)
        """,
        """
        DELETE FROM support_request_drafts
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM files_opened
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM request_follow_ups
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM plan_lines
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM goal_evaluations
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM support_needs
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM investigation_findings
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        UPDATE investigation_reports
        SET advice = '',
            reply = ''
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        UPDATE report_answers
        SET remarks = ''
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM report_drafts
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        DELETE FROM personal_plans
        WHERE request_id IN (SELECT id FROM support_requests WHERE resident_id = @ResidentId)
        """,
        """
        UPDATE support_requests
        SET own_words = '',
            current_help = '',
            wished_support = '',
            wished_provider = '',
            own_strength = '',
            carer_needs = '',
            tried = '',
            urgent_because = ''
        WHERE resident_id = @ResidentId
        """,
        """
        DELETE FROM data_requests
        WHERE resident_id = @ResidentId
          AND kind = 'correction'
        """,
        """
        UPDATE data_requests
        SET words = '',
            proposal = '',
            answer = ''
        WHERE resident_id = @ResidentId
        """,
        """
        UPDATE objections
        SET words = '',
            late_reason = '',
            answer = ''
        WHERE resident_id = @ResidentId
        """,
        // Of a line that was rejected: it stands under the municipality's key, which stays.
        """
        UPDATE invoice_lines
        SET bsn = ''
        WHERE posting_number IS NULL
          AND bsn <> ''
          AND assignment_id IN (
              SELECT a.id
              FROM assignments a
              JOIN budgets b ON b.id = a.budget_id
              WHERE b.resident_id = @ResidentId)
        """,
        // The account of who could see this file and no other is a name and a way in, to nothing.
        """
        DELETE FROM user_identities
        WHERE user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
        """,
        """
        DELETE FROM parked_forms
        WHERE acts_for = @ResidentId
           OR (user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
               AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId))
        """,
        """
        DELETE FROM mail_codes
        WHERE user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
        """,
        """
        DELETE FROM mail_wishes
        WHERE user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
        """,
        // Also what told somebody else of this file, who may see others too.
        """
        DELETE FROM outbox
        WHERE user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND (user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
               OR subject IN (SELECT number FROM support_requests WHERE resident_id = @ResidentId))
        """,
        """
        DELETE FROM sessions
        WHERE acts_for = @ResidentId
           OR (user_id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
               AND user_id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId))
        """,
        """
        UPDATE users
        SET name = @NoName,
            login = id
        WHERE role = 'resident'
          AND id IN (SELECT user_id FROM resident_access WHERE resident_id = @ResidentId)
          AND id NOT IN (SELECT user_id FROM resident_access WHERE resident_id <> @ResidentId)
        """,
        """
        DELETE FROM resident_access
        WHERE resident_id = @ResidentId
        """,
        """
        UPDATE residents
        SET bsn = '',
            bsn_hash = NULL,
            name = @NoName,
            search_name = '',
            born_on = NULL,
            neighbourhood = NULL,
            destroyed_at = @DestroyedAt
        WHERE id = @ResidentId
        """,
    ];
}
