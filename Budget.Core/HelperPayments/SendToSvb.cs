using System.Globalization;
using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// Somebody of finance makes the file with which the SVB pays the helpers: every claim that a holder approved and that was not paid, once, on the account that counts now; and what was paid too much, set off. Nothing is booked as paid before
/// the SVB says so (<see cref="TakeSvbAnswer"/>). Holder and municipality said yes to each amount; what came back is sent again by another than who took that in.
/// </summary>
public sealed class SendToSvb(Database database)
{
    /// <param name="Seen">What was shown (<see cref="ClaimsToPay.Answer.Seen"/>): something else is refused. None of who was shown nothing.</param>
    public sealed record Entry(string? Seen = null);

    /// <summary>Answers the number of the order.</summary>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<string>(actor, key, nameof(SendToSvb), entry, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        // Two who make one at once: the second sees what the first took. And nobody takes a claim back meanwhile.
        await TownLock.Take(session, actor.MunicipalityCode);
        var budgets = (await ClaimToPay.Of(session, actor.MunicipalityCode)).Select(claim => claim.BudgetId).ToHashSet();
        await BudgetLedger.OpenAll(session, actor, budgets);
        var claims = (await ClaimToPay.Of(session, actor.MunicipalityCode)).Where(claim => budgets.Contains(claim.BudgetId)).ToList();
        var colleagues = claims.Exists(claim => claim.Obstacle is null && !claim.CanBeSentBy(actor.UserId));
        claims.RemoveAll(claim => !claim.CanBeSentBy(actor.UserId));
        if (claims.Count == 0)
        {
            return colleagues ? Refusal.OwnProposal : Refusal.NothingToPay;
        }

        if (entry.Seen is not null && entry.Seen != SeenOf(claims))
        {
            return Refusal.PaymentsChanged;
        }

        var (id, year) = (session.NewId(), session.Today.Year);
        var number = $"S{year}-{await session.NextNumber($"svb-{year}"):D6}";
        await session.Wire.Send(InsertOrderSql, [id, number, actor.MunicipalityCode, actor.UserId.Value, session.Now]);
        var parties = new Dictionary<AgreementId, Party>();
        foreach (var (claim, index) in claims.Select((claim, index) => (claim, index)))
        {
            if (!parties.TryGetValue(claim.AgreementId, out var party))
            {
                parties[claim.AgreementId] = party = await Party.Of(session, claim);
            }

            var reference = string.Create(CultureInfo.InvariantCulture, $"{number}-{index + 1:D5}");
            var content = party.Words.Hide(HiddenColumn.SvbLine, reference, SvbFile.Content(reference, actor.MunicipalityCode, party.Bsn, claim, party.Account, party.IsKvk, party.Identifier));
            await session.Wire.Send(InsertLineSql, [reference, id, claim.Id.Value, party.Account.Id.Value, claim.ResidentId.Value, claim.Due.Cents, content]);
            await session.Wire.Send(InsertWaitingSql, [claim.Id.Value, reference]);
        }

        await Trace.Write(session, actor, nameof(SendToSvb), number);
        return number;
    });

    /// <summary>Which claims, of how much, to which account each.</summary>
    internal static string SeenOf(IEnumerable<ClaimToPay> claims)
    {
        var sheet = new HashSheet(stackalloc byte[1024]);
        foreach (var claim in claims)
        {
            sheet.Add(claim.Id.Value);
            sheet.Add(claim.Due.Cents);
            sheet.Add(claim.AccountId!.Value.Value);
        }

        return sheet.Hash();
    }

    /// <summary>Holder and helper of one agreement, as the SVB has to know them.</summary>
    private sealed record Party(TextKey Words, string Bsn, HelperAccount Account, bool IsKvk, string Identifier)
    {
        public static async Task<Party> Of(Session session, ClaimToPay claim)
        {
            var words = await ResidentKey.Of(session, claim.ResidentId);
            var row = await session.Single<Row>(PartySql, new { claim.AgreementId });
            return new Party(
                words, words.Show(HiddenColumn.ResidentBsn, "", row.Bsn), (await HelperAccount.Of(session, claim.AgreementId, words))!,
                row.HelperKind is { } kind && AgreementTerms.IsKnownByKvk(StoredNames.Parse<HelperKind>(kind)), row.ProposalId is { } drawn ? words.Show(HiddenColumn.HelperIdentifier, drawn, row.Identifier!) : "");
        }

        private sealed record Row(string Bsn, string? ProposalId, string? HelperKind, string? Identifier);
    }

    /// <summary>What each payment seals of its order and line, in that order.</summary>
    internal const string OrderColumns = "id, number, municipality_code, made_by, made_at";

    /// <inheritdoc cref="OrderColumns"/>
    internal const string LineColumns = "reference, order_id, claim_id, account_id, resident_id, amount_cents, content";

    private const string PartySql = """
        SELECT r.bsn AS Bsn, drawn.id AS ProposalId, drawn.helper_kind AS HelperKind, drawn.identifier AS Identifier
        FROM care_agreements agreement
        JOIN budgets b ON b.id = agreement.budget_id
        JOIN residents r ON r.id = b.resident_id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        WHERE agreement.id = @AgreementId
        """;

    private const string InsertOrderSql = $"""
        INSERT INTO svb_orders ({OrderColumns})
        VALUES ($1, $2, $3, $4, $5)
        """;

    private const string InsertLineSql = $"""
        INSERT INTO svb_order_lines ({LineColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string InsertWaitingSql = """
        INSERT INTO svb_waiting (claim_id, reference)
        VALUES ($1, $2)
        """;
}
