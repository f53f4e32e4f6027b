using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.HelperPayments;
using Budget.Core.Ledger;
using Budget.Core.Payments;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// A caseworker approves a care agreement that holder and helper signed, or sends it back and says why. Of a helper who may act for the holder as well one caseworker agrees and another approves. Approved, it is what claims are booked on
/// (care_agreements, with the same number), and the one that it replaces ends the day before it starts.
/// </summary>
public sealed class DecideAgreement(Database database)
{
    public const int LongestReason = 1_000;

    /// <param name="Reason">Of what is sent back; holder and helper read it as it is written.</param>
    public sealed record Entry(string Number, bool Approves, string Reason = "");

    /// <returns>Where it stands then.</returns>
    public Task<Outcome<AgreementState>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<AgreementState>(actor, key, nameof(DecideAgreement), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await DrawnUp.Lock(session, actor, entry.Number) is not { } drawn || await BudgetQuery.Find(session, actor, drawn.BudgetNumber) is not { } budget)
            {
                return Refusal.NotFound;
            }

            if (drawn.HelperId == actor.UserId)
            {
                return Refusal.OwnProposal;
            }

            if (drawn.State == AgreementState.WaitsForHelper)
            {
                return Refusal.AgreementNotSigned;
            }

            if (!drawn.IsOpen)
            {
                return Refusal.AgreementAnswered;
            }

            return entry.Approves ? await Approve(session, actor, drawn, budget) : await SendBack(session, actor, drawn, entry.Reason);
        });

    private static async Task<Outcome<AgreementState>> SendBack(Session session, Actor actor, DrawnUp drawn, string typed)
    {
        var reason = TypedText.Seen(typed);
        if (reason.Length is 0 or > LongestReason)
        {
            return reason.Length == 0 ? Refusal.ReasonMissing : Refusal.TextTooLong.With(LongestReason);
        }

        await drawn.Say(session, actor, AgreementStep.Returned, reason);
        await Trace.Write(session, actor, nameof(DecideAgreement), drawn.Number, drawn.ResidentId);
        return AgreementState.Returned;
    }

    private static async Task<Outcome<AgreementState>> Approve(Session session, Actor actor, DrawnUp drawn, PersonalBudget budget)
    {
        // What was signed may be of a budget that ended meanwhile.
        if (budget.Days is not { } days || !days.Covers(drawn.Period))
        {
            return Refusal.DayOutsideBudget;
        }

        // Behind the row on which claims are booked, as who says that the helper is back.
        if (await StandIn.OfProposal(session, drawn.Id) is { } stoodInFor)
        {
            await BudgetLock.Take(session, drawn.BudgetId);
            if (!(await HelperAway.Of(session, stoodInFor)).Any(absence => absence.Days.Overlaps(drawn.Period)))
            {
                return Refusal.HelperNotAway;
            }
        }

        var subject = new { drawn.Id, drawn.HelperId, drawn.ResidentId, actor.UserId, Replaces = drawn.ReplacesId, drawn.StartsOn };
        if (drawn.State == AgreementState.WaitsForSecond)
        {
            if (await session.Single<long>(IsFirstSql, subject) > 0)
            {
                return Refusal.OwnProposal;
            }
        }
        else if (await session.Single<long>(ActsForHolderSql, subject) > 0)
        {
            await drawn.Say(session, actor, AgreementStep.Agreed);
            await Trace.Write(session, actor, nameof(DecideAgreement), drawn.Number, drawn.ResidentId);
            return AgreementState.WaitsForSecond;
        }

        if (drawn.ReplacesId is { } before)
        {
            // Behind the row on which claims are booked.
            await BudgetLock.Take(session, drawn.BudgetId);
            if (await session.Single<long>(ClaimedSql, subject) > 0)
            {
                return Refusal.AgreementClaimedBeyond.With(drawn.StartsOn.InDigits());
            }

            // Holder or helper may have ended it since this was drawn up.
            if (await session.FirstOrNone<Ended>(EndedSql, subject) is not { } ended)
            {
                await EndCareAgreement.Write(session, actor, before, drawn.StartsOn.AddDays(-1), EndCareAgreement.Reason.Replaced);
            }
            else if (ended.EndedOn >= drawn.StartsOn)
            {
                return Refusal.AgreementEnded.With(ended.EndedOn.InDigits());
            }
        }

        await drawn.Say(session, actor, AgreementStep.Approved);
        var approved = new AgreementId(session.NewId());
        await session.Execute(InsertSql, new { Id = approved, Proposal = drawn.Id, actor.UserId, session.Now });
        await KeepAccount(session, actor, drawn, approved);
        await Trace.Write(session, actor, nameof(DecideAgreement), drawn.Number, drawn.ResidentId);
        return AgreementState.Approved;
    }

    /// <summary>On which the helper is paid, until the holder gives another.</summary>
    private static async Task KeepAccount(Session session, Actor actor, DrawnUp drawn, AgreementId approved)
    {
        var words = await ResidentKey.Of(session, drawn.ResidentId);
        var signed = await session.Single<SignedAccount>(AccountSql, new { drawn.Id });
        var iban = Iban.TryParse(words.Show(HiddenColumn.HelperIban, drawn.Id, signed.Iban), out var read) ? read : throw new InvalidDataException($"Agreement {drawn.Number} has no IBAN that can be read.");
        await HelperAccount.Write(session, actor, approved, drawn.ResidentId, signed.OnBehalfOf, words, number: 1, signed.HelperName, iban, signed.DrawnBy);
    }

    private sealed record SignedAccount(string HelperName, string Iban, UserId DrawnBy, ResidentId? OnBehalfOf);

    private const string AccountSql = """
        SELECT helper_name AS HelperName, iban AS Iban, drawn_by AS DrawnBy, on_behalf_of AS OnBehalfOf
        FROM agreement_proposals
        WHERE id = @Id
        """;

    private sealed record Ended(DateOnly EndedOn);

    private const string EndedSql = """
        SELECT ended_on AS EndedOn
        FROM care_agreement_ends
        WHERE agreement_id = @Replaces
        """;

    private const string IsFirstSql = """
        SELECT COUNT(*)
        FROM agreement_steps
        WHERE proposal_id = @Id
          AND kind = 'agreed'
          AND said_by = @UserId
        """;

    // Whatever the days: who acted for the holder, or will, chose this helper.
    private const string ActsForHolderSql = """
        SELECT COUNT(*)
        FROM resident_access
        WHERE user_id = @HelperId
          AND resident_id = @ResidentId
        """;

    private const string ClaimedSql = $"""
        SELECT COUNT(*)
        FROM ({ClaimLineStanding.DaysSql}) claimed
        WHERE claimed.agreement_id = @Replaces
          AND claimed.ends_on >= @StartsOn
        """;

    private const string InsertSql = """
        INSERT INTO care_agreements (
            id, number, budget_id, helper_name, helper_kind, rate_cents, monthly_volume_hundredths, starts_on, ends_on, approved_by, approved_at, proposal_id)
        SELECT @Id, number, budget_id, helper_name, helper_kind, rate_cents, monthly_volume_hundredths, starts_on, ends_on, @UserId, @Now, id
        FROM agreement_proposals
        WHERE id = @Proposal
        """;
}
