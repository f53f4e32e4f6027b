namespace Budget.Core.Ledger;

/// <summary>What the lines of one declaration message add up to.</summary>
internal sealed class MessageTotals
{
    private long lines;
    private long rejected;
    private long submitted;
    private long accepted;

    /// <summary>Unchecked: an amount that was made too large by hand must be found, not stumbled over.</summary>
    public void Add(long cents, bool isAccepted)
    {
        lines++;
        rejected += isAccepted ? 0 : 1;
        submitted = unchecked(submitted + cents);
        accepted = unchecked(accepted + (isAccepted ? cents : 0));
    }

    public bool Are(long lines, long rejected, long submitted, long accepted) =>
        (lines, rejected, submitted, accepted) == (this.lines, this.rejected, this.submitted, this.accepted);
}
