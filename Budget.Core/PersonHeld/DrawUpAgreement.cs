using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.HelperPayments;
using Budget.Core.Ledger;
using Budget.Core.Mandates;
using Budget.Core.Payments;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.Supporters;

namespace Budget.Core.PersonHeld;

/// <summary>
/// A holder, or who acts for the holder, draws up a care agreement with a helper and signs it by sending it. Held against the decision and the by-law first. It has a code, which the holder passes on to the helper, who signs with it
/// (<see cref="AnswerAsHelper"/>); then the municipality approves it (<see cref="DecideAgreement"/>). Another text is another agreement: one that replaces another ends that the day before it starts.
/// </summary>
public sealed class DrawUpAgreement(Database database)
{
    /// <summary>How long the helper can use the code.</summary>
    public const int CodeDays = 28;

    /// <param name="Replaces">The number of the agreement that this is a next version of; none for a new one.</param>
    /// <param name="StandsInFor">The number of the agreement whose helper is away, and for whom this helper stands in; of others none. A next version of one that stands in does so as well.</param>
    public sealed record Entry(string BudgetNumber, AgreementTerms Terms, string? Replaces = null, string? StandsInFor = null);

    /// <returns>The number of the agreement.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(DrawUpAgreement), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget || !await ResidentFile.Lock(session, budget.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (await Departure.AgainstRequest(session, budget.ResidentId) is { } gone)
            {
                return gone;
            }

            var terms = entry.Terms.Tidy();
            var print = await Fingerprint(session, terms);
            var standIn = await StandsIn(session, budget, entry);
            if (await Fault(session, budget, entry, terms, print, standIn) is { } fault)
            {
                return fault;
            }

            var (unfit, replaces) = await Beside(session, budget, entry, terms, print);
            if (unfit is not null)
            {
                return unfit;
            }

            var id = session.NewId();
            var words = await ResidentKey.Of(session, budget.ResidentId);
            var onBehalfOf = await Access.OnBehalfOf(session, actor, budget.ResidentId);
            if (await ChangesAccount(session, budget, onBehalfOf, terms, print, replaces, words))
            {
                await MandateActs.Check(session, actor, nameof(ChangeHelperAccount), budget.ResidentId);
            }

            var year = session.Today.Year;
            var agreement = $"{year}-{await session.NextNumber($"agreement-{year}"):D6}";
            await session.Execute(InsertSql, new
            {
                Id = $"{id:D}",
                agreement,
                BudgetId = budget.Id,
                budget.ResidentId,
                Replaces = replaces,
                terms.HelperName,
                HelperKind = terms.HelperKind.Stored(),
                Form = terms.Form.Stored(),
                Pay = terms.Pay.Stored(),
                terms.Rate,
                terms.MonthlyVolume,
                terms.OwnPart,
                terms.Period.StartsOn,
                terms.Period.EndsOn,
                Identifier = words.Hide(HiddenColumn.HelperIdentifier, $"{id:D}", terms.Identifier),
                print,
                Iban = words.Hide(HiddenColumn.HelperIban, $"{id:D}", Iban.TryParse(terms.Iban.Trim(), out var iban) ? iban.Compact : ""),
                Tasks = words.Hide(HiddenColumn.HelperTasks, $"{id:D}", terms.Tasks),
                CodeHash = await InvitationCode.Fingerprint(session, await InvitationCode.Of(session, id)),
                CodeUntil = session.Now.AddDays(CodeDays),
                actor.UserId,
                onBehalfOf,
                session.Now,
            });
            if (standIn is not null)
            {
                await StandIn.Write(session, $"{id:D}", standIn.Id);
            }

            // Who signed the agreement before needs no code for the next.
            await session.Execute(SameHelperSql, new { Id = $"{id:D}", Replaces = replaces, session.Now });
            await Trace.Write(session, actor, nameof(DrawUpAgreement), agreement, budget.ResidentId, onBehalfOf);
            return agreement;
        });

    /// <param name="IsOfAccount">Nothing is wrong with it but that it gives the helper another account, which this mandate leaves out.</param>
    public sealed record Checked(Refusal? Fault, bool IsOfAccount);

    /// <summary>What is wrong with what was filled in, before anything is sent: what signing it would be refused for, by the same rules.</summary>
    public Task<Checked> Check(Actor actor, Entry entry) => database.Read(async session =>
    {
        if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget)
        {
            return new Checked(Refusal.NotFound, IsOfAccount: false);
        }

        var terms = entry.Terms.Tidy();
        var print = await Fingerprint(session, terms);
        if ((await Departure.AgainstRequest(session, budget.ResidentId) ?? await Fault(session, budget, entry, terms, print, await StandsIn(session, budget, entry))) is { } fault)
        {
            return new Checked(fault, IsOfAccount: false);
        }

        var (unfit, replaces) = await Beside(session, budget, entry, terms, print);
        return new Checked(
            unfit,
            unfit is null && await MandateActs.LeavesOut(session, actor, nameof(ChangeHelperAccount), budget.ResidentId)
                && await ChangesAccount(session, budget, await Access.OnBehalfOf(session, actor, budget.ResidentId), terms, print, replaces, await ResidentKey.Of(session, budget.ResidentId)));
    });

    /// <summary>What is wrong with it beside the other agreements of this budget; and which one it takes the place of.</summary>
    private static async Task<(Refusal? Fault, AgreementId? Replaces)> Beside(Session session, PersonalBudget budget, Entry entry, AgreementTerms terms, string print)
    {
        AgreementId? replaces = null;
        if (entry.Replaces is { } number)
        {
            if (await session.FirstOrNone<Replaced>(ReplacedSql, new { number, budget.Id }) is not { } before)
            {
                return (Refusal.NotFound, null);
            }

            if (terms.Period.StartsOn <= before.StartsOn)
            {
                return (Refusal.AgreementStartsTooEarly.With(before.StartsOn.AddDays(1).InDigits()), null);
            }

            replaces = before.Id;
        }

        var same = new { budget.Id, print, terms.HelperName, Replaces = replaces, terms.Period.StartsOn, terms.Period.EndsOn };
        if (await session.Single<long>(WaitingSql, same) > 0)
        {
            return (Refusal.AgreementWaits, replaces);
        }

        return (await session.Single<long>(OverlapsSql, same) > 0 ? Refusal.AgreementOverlaps : null, replaces);
    }

    /// <summary>Another version, or another agreement with the same helper, with another account is a way of changing it. Asked of who acts for the holder, and of nobody else.</summary>
    private static async Task<bool> ChangesAccount(Session session, PersonalBudget budget, ResidentId? onBehalfOf, AgreementTerms terms, string print, AgreementId? replaces, TextKey words) =>
        onBehalfOf is not null
        && (replaces ?? (await session.FirstOrNone<Replaced>(SameBeforeSql, new { budget.ResidentId, print }))?.Id) is { } earlier
        && (await HelperAccount.Of(session, earlier, words))?.Iban.Compact != (Iban.TryParse(terms.Iban.Trim(), out var next) ? next.Compact : "");

    /// <summary>What is wrong with the terms, and with who helps on them: not the holder, and nobody stands in for oneself.</summary>
    private static async Task<Refusal?> Fault(Session session, PersonalBudget budget, Entry entry, AgreementTerms terms, string print, StandIn? standIn) =>
        await Fault(session, budget, terms)
        ?? (standIn is null && entry.StandsInFor is not null ? Refusal.NotFound
            : standIn?.Fault(terms) is { } unfit ? unfit
            : !AgreementTerms.IsKnownByKvk(terms.HelperKind) && print == await session.Single<string>(OwnSql, new { budget.ResidentId }) ? Refusal.HelperIsHolder
            : standIn?.IsTheSame(print, terms.HelperName) == true ? Refusal.StandsInForOneself
            : null);

    /// <summary>What somebody who stands in is held against: also of a next version, which stays what it was. None of others.</summary>
    private static async Task<StandIn?> StandsIn(Session session, PersonalBudget budget, Entry entry) =>
        entry.StandsInFor is { } number ? await StandIn.For(session, budget.Id, number)
        : entry.Replaces is { } before && await StandIn.For(session, budget.Id, before) is { IsOfStandIn: true } next ? next
        : null;

    private static async Task<Refusal?> Fault(Session session, PersonalBudget budget, AgreementTerms terms) =>
        !budget.IsPersonHeld ? Refusal.NotPersonHeld
        : budget.LastDay < session.Today || budget.Days is not { } days ? Refusal.BudgetEnded
        : terms.FaultOfItself(budget.Unit) ?? terms.FaultBeside(
            days, budget.Rate,
            await HeldRules.LimitOn(session, budget.MunicipalityCode, budget.ProductCode, terms.HelperKind, terms.Period.StartsOn),
            budget.Unit == CareUnit.Hour ? await HeldRules.FloorOn(session, budget.MunicipalityCode, terms.Period.StartsOn) : Money.Zero);

    /// <summary>Of a person the same as of a resident with that BSN, so that one is known in the other.</summary>
    private static Task<string> Fingerprint(Session session, AgreementTerms terms) =>
        session.Keys.Fingerprint(session, AgreementTerms.IsKnownByKvk(terms.HelperKind) ? "kvk" : ResidentByBsn.Kind, terms.Identifier);

    private sealed record Replaced(AgreementId Id, DateOnly StartsOn);

    private const string OwnSql = """
        SELECT COALESCE(bsn_hash, '')
        FROM residents
        WHERE id = @ResidentId
        """;

    private const string SameBeforeSql = """
        SELECT agreement.id AS Id, agreement.starts_on AS StartsOn
        FROM agreement_proposals drawn
        JOIN care_agreements agreement ON agreement.proposal_id = drawn.id
        WHERE drawn.resident_id = @ResidentId
          AND drawn.identifier_hash = @print
        ORDER BY agreement.approved_at DESC, agreement.id DESC
        LIMIT 1
        """;

    private const string ReplacedSql = $"""
        SELECT agreement.id AS Id, agreement.starts_on AS StartsOn
        FROM care_agreements agreement
        WHERE agreement.number = @number
          AND agreement.budget_id = @Id
          AND NOT EXISTS (SELECT 1 FROM care_agreement_ends stop WHERE stop.agreement_id = agreement.id)
        """;

    // The same helper, or another version of the same agreement.
    private const string WaitingSql = $"""
        SELECT COUNT(*)
        FROM agreement_proposals proposal
        WHERE proposal.budget_id = @Id
          AND (proposal.identifier_hash = @print OR proposal.replaces_id = @Replaces)
          AND {AgreementStates.IsOpen}
        """;

    // On paper nobody's number is known, so there it goes by the name.
    private const string OverlapsSql = $"""
        SELECT COUNT(*)
        FROM care_agreements agreement
        LEFT JOIN agreement_proposals proposal ON proposal.id = agreement.proposal_id
        WHERE agreement.budget_id = @Id
          AND (proposal.identifier_hash = @print OR (COALESCE(proposal.identifier_hash, '') = '' AND LOWER(agreement.helper_name) = LOWER(@HelperName)))
          AND agreement.id <> COALESCE(@Replaces, '')
          AND agreement.starts_on <= @EndsOn
          AND {AgreementEnd.Of} >= @StartsOn
        """;

    private const string InsertSql = """
        INSERT INTO agreement_proposals (
            id, number, budget_id, resident_id, replaces_id, helper_name, helper_kind, form, pay, rate_cents, monthly_volume_hundredths, own_part_cents, starts_on, ends_on,
            identifier, identifier_hash, iban, tasks, code_hash, code_until, drawn_by, on_behalf_of, drawn_at)
        VALUES (
            @Id, @agreement, @BudgetId, @ResidentId, @Replaces, @HelperName, @HelperKind, @Form, @Pay, @Rate, @MonthlyVolume, @OwnPart, @StartsOn, @EndsOn,
            @Identifier, @print, @Iban, @Tasks, @CodeHash, @CodeUntil, @UserId, @onBehalfOf, @Now)
        """;

    private const string SameHelperSql = """
        INSERT INTO agreement_helpers (proposal_id, user_id, since)
        SELECT next.id, helper.user_id, @Now
        FROM agreement_proposals next
        JOIN care_agreements agreement ON agreement.id = next.replaces_id
        JOIN agreement_proposals before ON before.id = agreement.proposal_id AND before.identifier_hash = next.identifier_hash
        JOIN agreement_helpers helper ON helper.proposal_id = before.id
        WHERE next.id = @Id
        """;
}
