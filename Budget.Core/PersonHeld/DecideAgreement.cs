using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.HelperPayments;
using Budget.Core.Ledger;
using Budget.Core.Mail;
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
                return Refusal.AgreedFirst;
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
        await KeepAccount(session, drawn, approved);
        await BudgetTurns.Tell(session, drawn.BudgetId);
        await Trace.Write(session, actor, nameof(DecideAgreement), drawn.Number, drawn.ResidentId);
        return AgreementState.Approved;
    }

    /// <summary>
    /// On which the helper is paid, until the holder gives another. Whose account is known already keeps it when it was given after this was drawn up; another in the signed text is a change like any other, at which a caseworker looks
    /// (<see cref="HelperAccount.Change"/>), and so is one that was not trusted before.
    /// </summary>
    private static async Task KeepAccount(Session session, DrawnUp drawn, AgreementId approved)
    {
        var words = await ResidentKey.Of(session, drawn.ResidentId);
        var signed = await session.Single<SignedAccount>(AccountSql, new { drawn.Id });
        if (signed.Iban.Length == 0)
        {
            // From paper: there is no account until the holder gives one.
            return;
        }

        var iban = Iban.TryParse(words.Show(HiddenColumn.HelperIban, drawn.Id, signed.Iban), out var read) ? read : throw new InvalidDataException($"Agreement {drawn.Number} has no IBAN that can be read.");
        var inText = new Known(signed.HelperName, iban, signed.DrawnBy, signed.OnBehalfOf, signed.DrawnAt);
        var known = await session.FirstOrNone<KnownAccount>(KnownSql, new { drawn.Id, approved }) is { } row ? row.Read(words) : inText;
        // The later of the two counts, beside the earlier: a caseworker has looked at neither when they differ.
        var (before, paidOn) = known.Iban == inText.Iban ? (known, known) : known.SetAt > inText.SetAt ? (inText, known) : (known, inText);
        await HelperAccount.Write(session, approved, drawn.ResidentId, before.OnBehalfOf, words, number: 1, before.Holder, before.Iban, before.SetBy, before.SetAt);
        if (paidOn != before || await HelperAccount.IsDistrustedInTown(session, drawn.ResidentId, paidOn.Iban))
        {
            await HelperAccount.Change(session, approved, drawn.ResidentId, paidOn.OnBehalfOf, words, number: 2, paidOn.Holder, paidOn.Iban, paidOn.SetBy, paidOn.SetAt);
        }
    }

    private sealed record SignedAccount(string HelperName, string Iban, UserId DrawnBy, ResidentId? OnBehalfOf, DateTimeOffset DrawnAt);

    private sealed record Known(string Holder, Iban Iban, UserId SetBy, ResidentId? OnBehalfOf, DateTimeOffset SetAt);

    private sealed record KnownAccount(HelperAccountId Id, string Holder, string Iban, UserId SetBy, ResidentId? OnBehalfOf, DateTimeOffset SetAt)
    {
        public Known Read(TextKey words)
        {
            var account = new HelperAccount.Row(Id, 0, Holder, Iban).Read(words);
            return new(account.Holder, account.Iban, SetBy, OnBehalfOf, SetAt);
        }
    }

    // Of the agreement that it replaces, or of the same helper with the same holder.
    private const string KnownSql = $"""
        SELECT account.id AS Id, account.holder AS Holder, account.iban AS Iban, account.set_by AS SetBy, account.on_behalf_of AS OnBehalfOf, account.set_at AS SetAt
        FROM agreement_proposals mine
        JOIN budgets b ON b.resident_id = mine.resident_id
        JOIN care_agreements agreement ON agreement.budget_id = b.id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        JOIN helper_accounts account ON {HelperAccount.IsCurrent}
        WHERE mine.id = @Id
          AND agreement.id <> @approved
          AND (agreement.id = mine.replaces_id OR (mine.identifier_hash <> '' AND drawn.identifier_hash = mine.identifier_hash))
        ORDER BY account.set_at DESC, account.id DESC
        LIMIT 1
        """;

    private const string AccountSql = """
        SELECT helper_name AS HelperName, iban AS Iban, drawn_by AS DrawnBy, on_behalf_of AS OnBehalfOf, drawn_at AS DrawnAt
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
