using System.Globalization;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The ledger as a plain-text journal for hledger. Accounts: fund:YEAR, budget:NUMBER:available, budget:NUMBER:reserved,
/// payable:WHO and paid:WHO, where WHO is a provider's AGB or the number of a care agreement; EUR, positive on the account that receives.
/// The date is the day of booking, the second date the day of the care. Every amount on a budget's account asserts the balance after it,
/// so that <c>hledger check</c> computes our balances again. Tags hold what hledger has no place for, hash included, so that the ledger can be
/// built again from the journal (<see cref="RebuildLedger"/>).
/// </summary>
public sealed class HledgerJournal(Database database)
{
    /// <summary>Begins the last line, which says how many postings there are: a journal that was cut off is known by it.</summary>
    internal const string EndMark = "; end of the journal, postings: ";

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
        await foreach (var row in session.Stream<Row>(PostingsSql, filter))
        {
            count++;
            await journal.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                $"\n{row.PostedOn:yyyy-MM-dd}={row.OccurredOn:yyyy-MM-dd} * ({row.Budget}/{row.Number}) {row.Kind} | {OneLine(row.Reason)}\n{Tags(row)}" +
                $"    {Line(row, row.ToAccount, row.Amount)}\n    {Line(row, row.FromAccount, -row.Amount)}\n"));
        }

        await journal.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"\n{EndMark}{count}\n"));
        return count;
    });

    /// <summary>What somebody typed stays a description: a new line would begin a posting, a semicolon a comment.</summary>
    private static string OneLine(string reason) =>
        string.Concat(reason.Select(sign => char.IsControl(sign) ? ' ' : sign == ';' ? ',' : sign));

    /// <summary>Three lines of comment with hledger's tags, "name:value" with commas between; a reason that had to be changed to fit stands here as it was.</summary>
    private static string Tags(Row row)
    {
        var reason = OneLine(row.Reason) == row.Reason ? "" : $", reason:{Uri.EscapeDataString(row.Reason)}";
        var behalf = row.OnBehalfOf is { } resident ? $", behalf:{resident.Value:D}" : "";
        var reservation = row.ReservationId is { } reserved ? $", reservation:{reserved.Value:D}" : "";
        var reverses = row.ReversesNumber is { } reversed ? string.Create(CultureInfo.InvariantCulture, $", reverses:{reversed}") : "";
        var counterparty = row.Counterparty.Length > 0 ? $", counterparty:{row.Counterparty}" : "";
        var seal = row.Seal is null ? "" : $"seal:{row.Seal}, ";
        return string.Create(CultureInfo.InvariantCulture,
            $"    ; effective:{row.EffectiveOn:yyyy-MM-dd}, posted:{row.PostedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}, actor:{row.ActorId.Value:D}{behalf}{reason}\n" +
            $"    ; origin:{row.OriginKind} {row.OriginId}{reservation}{reverses}{counterparty}\n    ; {seal}hash:{row.Hash}\n");
    }

    private static string Line(Row row, string account, Money amount)
    {
        var assertion = account switch
        {
            "available" => $" = EUR {row.Available.ToDecimalPoint()}",
            "reserved" => $" = EUR {row.Reserved.ToDecimalPoint()}",
            _ => "",
        };
        return $"{Name(account, row.Budget, row.StartsOn, row.Counterparty),-40}  EUR {amount.ToDecimalPoint()}{assertion}";
    }

    private static string Name(string account, string budget, DateOnly startsOn, string counterparty) => account switch
    {
        "fund" => $"fund:{startsOn.Year}",
        "payable" or "paid" => $"{account}:{counterparty}",
        _ => $"budget:{budget}:{account}",
    };

    private sealed record AccountRow(string Account, string Budget, DateOnly StartsOn, string Counterparty);

    private sealed record Row(
        string Budget, DateOnly StartsOn, long Number, string Kind, string FromAccount, string ToAccount, Money Amount,
        DateOnly OccurredOn, DateOnly EffectiveOn, DateOnly PostedOn, DateTimeOffset PostedAt, Money Available, Money Reserved,
        AssignmentId? ReservationId, string Counterparty, string OriginKind, string OriginId, long? ReversesNumber,
        UserId ActorId, ResidentId? OnBehalfOf, string Reason, string? Seal, string Hash);

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
