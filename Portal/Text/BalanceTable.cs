using Budget.Core.Ledger;

namespace Portal.Text;

/// <summary>Balances of a municipality under one another.</summary>
/// <param name="Counted">The heading of the first column: what its rows are.</param>
public sealed record BalanceTable(string Caption, string Counted, IReadOnlyList<BalanceTable.Row> Rows)
{
    /// <param name="Note">A small line under the label.</param>
    public sealed record Row(string Label, Balance Balance, string? Note = null);
}
