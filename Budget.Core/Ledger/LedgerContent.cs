using System.Buffers.Binary;
using System.Globalization;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// What the books of all municipalities say, as one number of 64 digits: of each posting its budget, the day of the care, what moved from where to where, for whom and why. The same postings give the same
/// number in whatever order they were written, by whom and when; so two towns that took in the same messages in another order can be held beside each other. It proves no
/// order and no authorship: that is what the chain is for (docs/decisions/0006-the-chain-and-its-daily-head.md).
/// </summary>
public sealed class LedgerContent(Database database)
{
    /// <summary>The sum of the postings' SHA-256, each as four numbers of 64 bits that run over.</summary>
    public Task<string> Of() => database.Read(session =>
    {
        var sum = new ulong[4];
        using var row = session.Rows(PostingsSql);
        while (row.Next())
        {
            Add(row, sum);
        }

        return Task.FromResult(string.Concat(sum.Select(part => part.ToString("x16", CultureInfo.InvariantCulture))));
    });

    private static void Add(StoredRows posting, ulong[] sum)
    {
        var sheet = new HashSheet(stackalloc byte[512]);
        for (var column = 0; column < Columns; column++)
        {
            sheet.AddWithoutBars(posting.TryPlain(column, out var plain) ? plain : default);
        }

        var hash = Convert.FromHexString(sheet.Hash());
        for (var part = 0; part < sum.Length; part++)
        {
            sum[part] += BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(part * sizeof(ulong)));
        }
    }

    private const int Columns = 8;

    private const string PostingsSql = """
        SELECT b.number, p.occurred_on, p.kind, p.from_account, p.to_account, p.amount_cents, p.counterparty, p.reason
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        """;
}
