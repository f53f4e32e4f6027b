namespace Budget.Core.Payments;

/// <summary>What the bank says of a file, a block or one payment, and why.</summary>
/// <param name="Remark">In the bank's own words. They may name somebody: for the screen of who may see the payment, never for a log.</param>
public sealed record BankVerdict(BankStatus Status, IReadOnlyList<BankReason> Reasons, string? Remark)
{
    /// <summary>Codes only: a log may meet this text.</summary>
    public override string ToString() => $"{Status} {string.Join(' ', Reasons)}".TrimEnd();
}

/// <summary>The verdict on one block of the run; none when the bank only speaks of payments in it.</summary>
public sealed record BlockVerdict(string BlockIdentification, BankVerdict? Verdict);

/// <summary>The verdict on one payment; that of its block or of the whole where the bank says nothing of its own.</summary>
/// <param name="Amount">As the bank repeats it; none when it does not.</param>
/// <param name="XmlLine">Line of the file on which it starts.</param>
public sealed record PaymentVerdict(string EndToEndId, BankVerdict Verdict, Money? Amount, int XmlLine);

/// <summary>The bank's answer to a file of payments (pain.002). A later answer to the same file takes the place of what it speaks of.</summary>
/// <param name="Identification">Of the answer itself, by the bank.</param>
/// <param name="RunIdentification">Of the run that it answers.</param>
/// <param name="Whole">None when the bank only speaks of blocks or payments.</param>
/// <param name="Payments">Only those that the bank names: often just the rejected ones.</param>
public sealed record PaymentStatusReport(
    string Identification,
    string RunIdentification,
    BankVerdict? Whole,
    IReadOnlyList<BlockVerdict> Blocks,
    IReadOnlyList<PaymentVerdict> Payments)
{
    /// <summary>
    /// What this answer says of each payment of its run, by EndToEndId: of itself, else of its block, else of the whole. A payment is not there
    /// when the answer does not say: "partly accepted" says nothing of one.
    /// </summary>
    /// <exception cref="ArgumentException">It answers another run.</exception>
    public IReadOnlyDictionary<string, BankVerdict> Of(PaymentRun run) =>
        Of(run.Identification, [.. run.Blocks.Select(block => (block.Identification, (IReadOnlyList<string>)[.. block.Payments.Select(payment => payment.EndToEndId)]))]);

    /// <summary>As <see cref="Of(PaymentRun)"/>, of a run of which only the names are at hand.</summary>
    /// <param name="blocks">Each with its payments, by EndToEndId.</param>
    public IReadOnlyDictionary<string, BankVerdict> Of(string run, IReadOnlyList<(string Identification, IReadOnlyList<string> Payments)> blocks)
    {
        if (run != RunIdentification)
        {
            throw new ArgumentException($"This is an answer to {RunIdentification}, not to run {run}.", nameof(run));
        }

        var named = Payments.ToDictionary(payment => payment.EndToEndId, payment => payment.Verdict, StringComparer.Ordinal);
        var said = new Dictionary<string, BankVerdict>(StringComparer.Ordinal);
        foreach (var block in blocks)
        {
            var ofAll = ForEach(Blocks.LastOrDefault(answered => answered.BlockIdentification == block.Identification)?.Verdict ?? Whole);
            foreach (var payment in block.Payments)
            {
                if ((named.GetValueOrDefault(payment) ?? ofAll) is { } verdict)
                {
                    said.Add(payment, verdict);
                }
            }
        }

        return said;
    }

    /// <summary>Payments that the bank names and that the run does not have: somebody has to look.</summary>
    public IReadOnlyList<PaymentVerdict> NotIn(PaymentRun run)
    {
        var ours = run.Payments.Select(payment => payment.EndToEndId).ToHashSet(StringComparer.Ordinal);
        return [.. Payments.Where(payment => !ours.Contains(payment.EndToEndId))];
    }

    /// <summary>Without the bank's words: a log may meet this text.</summary>
    public override string ToString() => $"answer {Identification} to {RunIdentification}";

    internal static BankVerdict? ForEach(BankVerdict? verdict) => verdict is { Status.HoldsForEach: true } ? verdict : null;
}
