using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Tests.Properties;

/// <summary>What holds the two ways of hashing a posting together, and the tree of heads to its definition.</summary>
public sealed class StoredPostingProperties
{
    private static readonly string[] Texts = ["", "declaration 2026-1 line 3", "a|b", "één €", new('x', 2_000), "|", "\U0001F600"];

    [Test]
    public void A_row_hashes_to_what_its_posting_hashes_to([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var hash = new byte[64];
        for (var trial = 0; trial < 500; trial++)
        {
            var posting = Random(random);
            var previous = Convert.ToHexStringLower(Bytes(random, 32));

            StoredPosting.ComputeHash(new PostingAsRow(posting), Encoding.UTF8.GetBytes(previous), hash);

            Assert.That(Encoding.UTF8.GetString(hash), Is.EqualTo(posting.ComputeHash(previous)), $"{posting}");
        }
    }

    [Test]
    public void A_seal_keeps_columns_apart()
    {
        object?[][] different = [["a|b", "c"], ["a", "b|c"], ["a", "2|1|b", "c"], ["a|2|1", "b", "c"], [null], [""], [null, ""], ["0|"], ["a"], [null, "a"]];

        Assert.That(different.Select(facts => Seal.Of(facts)), Is.Unique);
        Assert.That(Seal.Of(["a"], ["b"]), Is.Not.EqualTo(Seal.Of(["a", "b"])));
        Assert.That(Seal.Of(["één", null, 12L, new DateOnly(2026, 1, 2)], ["b"]), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData("1|5|één|3|2|12|4|10|2026-01-02|101|1|b"u8))));
    }

    [Test]
    public void A_column_that_comes_later_and_holds_nothing_leaves_a_seal_as_it_is() =>
        Assert.That(Seal.Of(["a", null], ["b", null, null]), Is.EqualTo(Seal.Of(["a"], ["b"])));

    [Test]
    public void A_column_that_comes_later_and_holds_something_is_sealed()
    {
        Assert.That(Seal.Of(["a", "c"], ["b"]), Is.Not.EqualTo(Seal.Of(["a"], ["b"])));
    }

    [Test]
    public void The_root_is_the_one_of_RFC_6962()
    {
        Assert.That(Convert.ToHexStringLower(MerkleTree.Root([])), Is.EqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        Assert.That(Convert.ToHexStringLower(MerkleTree.Root([[]])), Is.EqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
        var random = new Random(6962);
        for (var count = 1; count < 70; count++)
        {
            var entries = Enumerable.Range(0, count).Select(_ => Bytes(random, 32)).ToArray();
            Assert.That(MerkleTree.Root(entries), Is.EqualTo(Defined(entries)), $"{count} entries");
        }
    }

    [Test]
    public void A_day_is_read_only_as_it_is_written()
    {
        Assert.That(StoredRows.ParseDay("2024-02-29"u8), Is.EqualTo(new DateOnly(2024, 2, 29)));
        foreach (var wrong in new[] { "", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024/01/01", "24-01-01", "2024-1-01 ", "202a-01-01", "2024-01-01T", "0000-01-01" })
        {
            Assert.That(StoredRows.ParseDay(Encoding.UTF8.GetBytes(wrong)), Is.Null, wrong);
        }
    }

    /// <summary>Section 2.1, word for word.</summary>
    private static byte[] Defined(byte[][] entries)
    {
        if (entries.Length == 1)
        {
            return SHA256.HashData([0x00, .. entries[0]]);
        }

        var split = 1;
        while (split * 2 < entries.Length)
        {
            split *= 2;
        }

        return SHA256.HashData([0x01, .. Defined(entries[..split]), .. Defined(entries[split..])]);
    }

    private static Posting Random(Random random)
    {
        var occurred = new DateOnly(2020, 1, 1).AddDays(random.Next(3_000));
        var posted = new DateOnly(2020, 1, 1).AddDays(random.Next(3_000));
        var reserved = random.Next(2) == 0;
        return new Posting(
            new(Id(random)), random.NextInt64(1, 1_000_000), random.GetItems(Enum.GetValues<PostingKind>(), 1)[0],
            random.GetItems(Enum.GetValues<Account>(), 1)[0], random.GetItems(Enum.GetValues<Account>(), 1)[0], new(random.NextInt64(1, long.MaxValue)),
            occurred, Posting.EffectiveDay(occurred, posted, random.Next(2) == 0 ? null : new DateOnly(2020, 1, 1).AddDays(random.Next(3_000))), posted,
            DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(-1_000_000, 4_000_000_000_000)),
            new(new(random.Next()), new(random.Next()), new(0), new(random.NextInt64())),
            reserved ? new(Id(random)) : null, reserved ? new(random.Next()) : null, random.GetItems(Texts, 1)[0],
            random.GetItems(Enum.GetValues<OriginKind>(), 1)[0], Id(random), random.Next(2) == 0 ? random.Next() : null,
            new(Id(random)), random.Next(2) == 0 ? new(Id(random)) : null, random.GetItems(Texts, 1)[0],
            random.Next(2) == 0 ? null : Convert.ToHexStringLower(Bytes(random, 32)), Hash: "");
    }

    private static Guid Id(Random random) => new(Bytes(random, 16));

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A posting in the form in which SQLite keeps it.</summary>
    private sealed class PostingAsRow(Posting posting) : StoredRows
    {
        private readonly object?[] columns =
        [
            posting.BudgetId.Value.ToString("D"), posting.Number, posting.Kind.Stored(), posting.From.Stored(), posting.To.Stored(), posting.Amount.Cents,
            Text(posting.OccurredOn), Text(posting.EffectiveOn), Text(posting.PostedOn), posting.PostedAt.ToUnixTimeMilliseconds(),
            posting.After.Available.Cents, posting.After.Reserved.Cents, posting.After.Payable.Cents, posting.After.Paid.Cents,
            posting.ReservationId?.Value.ToString("D"), posting.ReservationLeft?.Cents, posting.Counterparty,
            posting.OriginKind.Stored(), posting.OriginId.ToString("D"), posting.ReversesNumber,
            posting.ActorId.Value.ToString("D"), posting.OnBehalfOf?.Value.ToString("D"), posting.Reason, posting.Seal, posting.Hash,
        ];

        public override bool Next() => false;

        public override bool TryPlain(int column, out ReadOnlySpan<byte> plain) => throw new NotSupportedException();

        protected override bool TryText(int column, out ReadOnlySpan<byte> text)
        {
            text = columns[column] is string there ? Encoding.UTF8.GetBytes(there) : default;
            return columns[column] is not null;
        }

        protected override bool TryDay(int column, out ReadOnlySpan<byte> day) => TryText(column, out day);

        protected override bool TryNumber(int column, out long number)
        {
            number = columns[column] is long there ? there : NoNumber;
            return columns[column] is not null;
        }

        protected override bool TryInstant(int column, out long instant) => TryNumber(column, out instant);

        protected override void Dispose(bool disposing)
        {
        }

        private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
