using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>The words of a posting as what they mean.</summary>
internal readonly record struct Entry(PostingKind Kind, Account From, Account To, Money Amount)
{
    public static Entry? Read(StoredRows row) =>
        StoredNames.Parse<PostingKind>(row.Text(StoredPosting.Kind)) is { } kind
        && StoredNames.Parse<Account>(row.Text(StoredPosting.From)) is { } from
        && StoredNames.Parse<Account>(row.Text(StoredPosting.To)) is { } to
        && from != to
            ? new Entry(kind, from, to, row.Amount(StoredPosting.Amount))
            : null;

    public Movement Movement(bool isFirst) =>
        new(1, isFirst ? 1 : 0, On(Account.Available), On(Account.Reserved), On(Account.Payable), On(Account.Paid));

    public Money On(Account account) => To == account ? Amount : From == account ? -Amount : Money.Zero;
}

/// <summary>A posting as far as a reversal of it must agree with it.</summary>
/// <param name="IsSpent">It is a reversal, or was reversed.</param>
internal readonly record struct Original(bool IsSpent, Account From, Account To, Money Amount, ulong Origin);
