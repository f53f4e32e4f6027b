using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Core.Supporters;

namespace Budget.Core.PersonHeld;

/// <summary>
/// A helper enters the code of a care agreement, signed in with DigiD (also without a file here) or as staff of a provider, and from then on reads it and says whether it is right (<see cref="AnswerAsHelper"/>).
/// Wrong codes are counted with those of invitations (<see cref="GuessedCodes"/>).
/// </summary>
public sealed class TakeAgreementCode(Database database)
{
    /// <param name="Name">Of whom DigiD has not told us the name; ignored of others.</param>
    public sealed record Entry(string Code, string Name = "");

    /// <param name="Number">Of the agreement, when it was the code.</param>
    public sealed record Answer(Invitation Invitation, string Number);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(TakeAgreementCode), entry, async session =>
        {
            if (!SupportedRequest.MayRead(actor))
            {
                return Refusal.NotAllowed;
            }

            if (await GuessedCodes.AreTooMany(session, actor, nameof(TakeAgreementCode)))
            {
                return new Answer(Invitation.TooOften, "");
            }

            var found = await session.FirstOrNone<Row>(DrawnSql, new { Hash = await InvitationCode.Fingerprint(session, entry.Code), session.Now });
            // Behind the resident's own row: who takes it back at this moment is first, or sees that it was taken.
            if (found is null || !await ResidentFile.Lock(session, found.ResidentId) || await session.Single<long>(IsTakenSql, found) > 0)
            {
                await RaiseAlert.AfterRefusal(session, actor, nameof(TakeAgreementCode), subject: "");
                return new Answer(Invitation.Unknown, "");
            }

            if (actor.ClosedTo.Contains(found.MunicipalityCode, StringComparison.Ordinal))
            {
                return Refusal.AssuranceTooLow;
            }

            // Who acts for the holder may help as well: a second person of the municipality looks at that.
            if (await session.Single<long>(IsOwnFileSql, new { actor.UserId, found.ResidentId }) > 0)
            {
                return Refusal.HelperIsHolder;
            }

            if (await NamelessAccount.Name(session, actor, entry.Name) is { } fault)
            {
                return fault;
            }

            await session.Execute(TakeSql, new { found.Id, actor.UserId, session.Now });
            await Trace.Write(session, actor, TraceAction.Do, nameof(TakeAgreementCode), found.Number, found.ResidentId, onBehalfOf: null, TraceBasis.Consent);
            return new Answer(Invitation.Accepted, found.Number);
        });

    private sealed record Row(string Id, string Number, ResidentId ResidentId, string MunicipalityCode);

    private const string DrawnSql = $"""
        SELECT proposal.id AS Id, proposal.number AS Number, proposal.resident_id AS ResidentId, file.municipality_code AS MunicipalityCode
        FROM agreement_proposals proposal
        JOIN budgets file ON file.id = proposal.budget_id
        WHERE proposal.code_hash = @Hash
          AND proposal.code_until >= @Now
          AND {AgreementStates.IsOpen}
        """;

    // Or taken back meanwhile.
    private const string IsTakenSql = $"""
        SELECT COUNT(*)
        FROM agreement_proposals proposal
        WHERE proposal.id = @Id
          AND (EXISTS (SELECT 1 FROM agreement_helpers helper WHERE helper.proposal_id = proposal.id) OR NOT ({AgreementStates.IsOpen}))
        """;

    private const string IsOwnFileSql = """
        SELECT COUNT(*)
        FROM resident_access
        WHERE user_id = @UserId
          AND resident_id = @ResidentId
          AND kind = 'self'
        """;

    private const string TakeSql = """
        INSERT INTO agreement_helpers (proposal_id, user_id, since)
        VALUES (@Id, @UserId, @Now)
        """;
}
