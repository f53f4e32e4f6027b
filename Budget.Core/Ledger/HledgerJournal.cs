using System.Globalization;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The ledger as a plain-text journal for hledger. Accounts: fund:YEAR, budget:NUMBER:available, budget:NUMBER:reserved,
/// payable:WHO and paid:WHO, where WHO is a provider's AGB or the number of a care agreement; EUR, positive on the account that receives.
/// The date is the day of booking, the second date the day of the care. Every amount on a budget's account asserts the balance after it,
/// so that <c>hledger check</c> computes our balances again.
/// </summary>
public sealed class HledgerJournal(Database database)
{
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
                $"\n{row.PostedOn:yyyy-MM-dd}={row.OccurredOn:yyyy-MM-dd} * ({row.Budget}/{row.Number}) {row.Kind} | {OneLine(row.Reason)}\n" +
                $"    {Line(row, row.ToAccount, row.Amount)}\n    {Line(row, row.FromAccount, -row.Amount)}\n"));
        }

        return count;
    });

    /// <summary>What somebody typed stays a description: a new line would begin a posting, a semicolon a comment.</summary>
    private static string OneLine(string reason) =>
        string.Concat(reason.Select(sign => char.IsControl(sign) ? ' ' : sign == ';' ? ',' : sign));

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
        DateOnly OccurredOn, DateOnly PostedOn, Money Available, Money Reserved, string Counterparty, string Reason);

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
               p.to_account AS ToAccount, p.amount_cents AS Amount, p.occurred_on AS OccurredOn, p.posted_on AS PostedOn,
               p.available_cents AS Available, p.reserved_cents AS Reserved, p.counterparty AS Counterparty, p.reason AS Reason
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        WHERE @Number = '' OR b.number = @Number
        ORDER BY p.posted_on, p.posted_at, b.number, p.number
        """;
}
