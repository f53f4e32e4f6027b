using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>One care agreement that was drawn up, as the deeds find it: by its number, of whom this user acts for, as staff of the municipality, or as the helper. Not yours and not there are the same.</summary>
internal sealed record DrawnUp(
    string Id, string Number, BudgetId BudgetId, string BudgetNumber, ResidentId ResidentId, AgreementId? ReplacesId, DateOnly StartsOn, DateOnly EndsOn, string Stored,
    UserId? HelperId)
{
    public AgreementState State => StoredNames.Parse<AgreementState>(Stored);

    public bool IsOpen => State is AgreementState.WaitsForHelper or AgreementState.WaitsForMunicipality or AgreementState.WaitsForSecond;

    public Period Period => new(StartsOn, EndsOn);

    /// <summary>Behind the resident's own row: what is said next is said of what stands here.</summary>
    /// <returns>None when it is not there for this user.</returns>
    public static async Task<DrawnUp?> Lock(Session session, Actor actor, string number) =>
        await Find(session, actor, number) is { } found && await ResidentFile.Lock(session, found.ResidentId) ? await Find(session, actor, number) : null;

    private static Task<DrawnUp?> Find(Session session, Actor actor, string number) => session.FirstOrNone<DrawnUp>(Sql, Access.Of(actor, session, number));

    /// <summary>Said once; what was said before is not said again.</summary>
    public async Task Say(Session session, Actor actor, AgreementStep step, string reason = "")
    {
        var said = new
        {
            Id,
            Kind = step.Stored(),
            Reason = reason.Length == 0 ? "" : (await ResidentKey.Of(session, ResidentId)).Hide(HiddenColumn.AgreementReason, $"{Id}/{step.Stored()}", reason),
            actor.UserId,
            session.Now,
        };
        await session.Execute(SaySql, said);
        if (step != AgreementStep.Agreed)
        {
            await session.Execute(step == AgreementStep.Signed ? WaitSql : ClosedSql, said);
        }
    }

    /// <summary>Of agreement_proposals as "proposal", its budget as "file" and its helper as "helper": whose it is, or whose help it is about.</summary>
    public const string MayRead = $"""
        ({Access.ToOne}
            OR helper.user_id = @UserId AND @ActsFor = '' AND (@ClosedTo = '' OR @ClosedTo NOT LIKE '%' || file.municipality_code || '%'))
        """;

    private const string Sql = $"""
        SELECT proposal.id AS Id, proposal.number AS Number, file.id AS BudgetId, file.number AS BudgetNumber, proposal.resident_id AS ResidentId, proposal.replaces_id AS ReplacesId,
               proposal.starts_on AS StartsOn, proposal.ends_on AS EndsOn, {AgreementStates.Sql} AS Stored, helper.user_id AS HelperId
        FROM agreement_proposals proposal
        JOIN budgets file ON file.id = proposal.budget_id
        LEFT JOIN agreement_helpers helper ON helper.proposal_id = proposal.id
        WHERE proposal.number = @Subject
          AND {MayRead}
        """;

    private const string SaySql = """
        INSERT INTO agreement_steps (proposal_id, kind, reason, said_by, said_at)
        VALUES (@Id, @Kind, @Reason, @UserId, @Now)
        """;

    private const string WaitSql = """
        INSERT INTO open_agreements (proposal_id, municipality_code, resident_id, since)
        SELECT proposal.id, b.municipality_code, proposal.resident_id, @Now
        FROM agreement_proposals proposal
        JOIN budgets b ON b.id = proposal.budget_id
        WHERE proposal.id = @Id
        """;

    private const string ClosedSql = """
        DELETE FROM open_agreements
        WHERE proposal_id = @Id
        """;
}
