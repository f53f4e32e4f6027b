using System.Buffers;
using System.Globalization;
using System.Text;
using Budget.Core.Funds;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The ledger as a plain-text journal for hledger. Accounts: fund:YEAR (<see cref="FundYear"/>), budget:NUMBER:available, budget:NUMBER:reserved,
/// payable:WHO and paid:WHO, where WHO is a provider's AGB or the number of a care agreement; EUR, positive on the account that receives.
/// The date is the day of booking, the second date the day of the care. Every amount on a budget's account asserts the balance after it,
/// so that <c>hledger check</c> computes our balances again. Tags hold what hledger has no place for, hash included, so that the ledger can be
/// built again from the journal (<see cref="RebuildLedger"/>).
/// </summary>
public sealed class HledgerJournal(Database database)
{
    /// <summary>Begins the last line, which says how many postings there are: a journal that was cut off is known by it.</summary>
    internal const string EndMark = "; end of the journal, postings: ";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private static readonly SearchValues<char> Unfit = SearchValues.Create([.. Enumerable.Range(0, 0x100).Select(sign => (char)sign).Where(char.IsControl), ';']);

    /// <param name="target">Emptied first: when the question must be asked again after a passing fault, the journal begins again too.</param>
    /// <returns>How many postings were written.</returns>
    public Task<long> Write(Stream target, string? budgetNumber = null) => database.Read(async session =>
    {
        target.SetLength(0);
        await using var journal = new StreamWriter(target, leaveOpen: true);
        var filter = new { Number = budgetNumber ?? "" };
        await journal.WriteAsync("; Eigen Regie: every posting of the ledger, in the order of the books\ncommodity EUR 1000.00\n\n");
        var accounts = await session.List<AccountRow>(AccountsSql, filter);
        foreach (var name in accounts.Select(row => Name(row.Account, row.Budget, row.StartsOn, row.Counterparty)).Distinct().Order(StringComparer.Ordinal))
        {
            await journal.WriteAsync($"account {name}\n");
        }

        var count = 0L;
        var text = new StringBuilder();
        await foreach (var row in session.Stream<Row>(PostingsSql, filter))
        {
            count++;
            Say(row, text.Clear().Append('\n'));
            await journal.WriteAsync(text);
        }

        await journal.WriteAsync(string.Create(Invariant, $"\n{EndMark}{count}\n"));
        return count;
    });

    /// <summary>One posting: the line of the day, three of comment, and the two accounts.</summary>
    internal static void Say(Row row, StringBuilder text)
    {
        var reason = OneLine(row.Reason);
        text.Append(Invariant, $"{row.PostedOn:O}={row.OccurredOn:O} * ({row.Budget}/{row.Number}) {row.Kind} | {reason}\n");
        Tags(row, isWhole: reason == row.Reason, text);
        Side(row, row.ToAccount, row.Amount, text);
        Side(row, row.FromAccount, -row.Amount, text);
    }

    /// <summary>
    /// What somebody typed stays a description: a new line would begin a posting, a semicolon a comment. What is hidden is not readable here either: the
    /// journal is made without keys, and holds it so that the ledger can be built again.
    /// </summary>
    private static string OneLine(string reason) => TextKey.IsHidden(reason) ? "hidden"
        : !reason.AsSpan().ContainsAny(Unfit) ? reason
        : string.Concat(reason.Select(sign => char.IsControl(sign) ? ' ' : sign == ';' ? ',' : sign));

    /// <summary>hledger's tags, "name:value" with commas between; a reason that had to be changed to fit stands here as it was.</summary>
    private static void Tags(Row row, bool isWhole, StringBuilder text)
    {
        text.Append(Invariant, $"    ; effective:{row.EffectiveOn:O}, posted:{row.PostedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}, actor:{row.ActorId.Value:D}");
        Tag("behalf", row.OnBehalfOf?.Value);
        Tag("reason", isWhole ? null : Uri.EscapeDataString(row.Reason));
        text.Append(Invariant, $"\n    ; origin:{row.OriginKind} {row.OriginId}");
        Tag("reservation", row.ReservationId?.Value);
        Tag("reverses", row.ReversesNumber);
        Tag("counterparty", row.Counterparty.Length == 0 ? null : row.Counterparty);
        text.Append(Invariant, $"\n    ; {(row.Seal is null ? "" : $"seal:{row.Seal}, ")}hash:{row.Hash}\n");

        void Tag<T>(string name, T? value)
        {
            if (value is not null)
            {
                text.Append(Invariant, $", {name}:{value}");
            }
        }
    }

    private static void Side(Row row, string account, Money amount, StringBuilder text)
    {
        text.Append(Invariant, $"    {Name(account, row.Budget, row.StartsOn, row.Counterparty),-40}  EUR {amount.ToDecimalPoint()}");
        if (account is "available" or "reserved")
        {
            text.Append(Invariant, $" = EUR {(account == "available" ? row.Available : row.Reserved).ToDecimalPoint()}");
        }

        text.Append('\n');
    }

    private static string Name(string account, string budget, DateOnly startsOn, string counterparty) => account switch
    {
        "fund" => $"fund:{FundYear.Of(startsOn)}",
        "payable" or "paid" => $"{account}:{counterparty}",
        _ => $"budget:{budget}:{account}",
    };

    private sealed record AccountRow(string Account, string Budget, DateOnly StartsOn, string Counterparty);

    /// <summary>What the journal says of a posting.</summary>
    internal sealed record Row(
        string Budget, DateOnly StartsOn, long Number, string Kind, string FromAccount, string ToAccount, Money Amount,
        DateOnly OccurredOn, DateOnly EffectiveOn, DateOnly PostedOn, DateTimeOffset PostedAt, Money Available, Money Reserved,
        AssignmentId? ReservationId, string Counterparty, string OriginKind, string OriginId, long? ReversesNumber,
        UserId ActorId, ResidentId? OnBehalfOf, string Reason, string? Seal, string Hash)
    {
        public static Row Of(string budget, DateOnly startsOn, Posting posting) => new(
            budget, startsOn, posting.Number, posting.Kind.Stored(), posting.From.Stored(), posting.To.Stored(), posting.Amount, posting.OccurredOn,
            posting.EffectiveOn, posting.PostedOn, posting.PostedAt, posting.After.Available, posting.After.Reserved, posting.ReservationId,
            posting.Counterparty, posting.OriginKind.Stored(), posting.OriginId.ToString("D"), posting.ReversesNumber, posting.ActorId,
            posting.OnBehalfOf, posting.Reason, posting.Seal, posting.Hash);
    }

    private const string AccountsSql = """
        SELECT DISTINCT side.account AS Account, b.number AS Budget, b.starts_on AS StartsOn, side.counterparty AS Counterparty
        FROM (
            SELECT budget_id, from_account AS account, counterparty FROM postings
            UNION
            SELECT budget_id, to_account AS account, counterparty FROM postings
        ) side
        JOIN budgets b ON b.id = side.budget_id
        WHERE @Number = '' OR b.number = @Number
        """;

    private const string PostingsSql = """
        SELECT b.number AS Budget, b.starts_on AS StartsOn, p.number AS Number, p.kind AS Kind, p.from_account AS FromAccount,
               p.to_account AS ToAccount, p.amount_cents AS Amount, p.occurred_on AS OccurredOn, p.effective_on AS EffectiveOn,
               p.posted_on AS PostedOn, p.posted_at AS PostedAt, p.available_cents AS Available, p.reserved_cents AS Reserved,
               p.reservation_id AS ReservationId, p.counterparty AS Counterparty, p.origin_kind AS OriginKind, p.origin_id AS OriginId,
               p.reverses_number AS ReversesNumber, p.actor_id AS ActorId, p.on_behalf_of AS OnBehalfOf, p.reason AS Reason, p.seal AS Seal, p.hash AS Hash
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        WHERE @Number = '' OR b.number = @Number
        ORDER BY p.posted_on, p.posted_at, b.number, p.number
        """;
}
