using Budget.Core.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>A ledger that was changed does not prove what it proved: one field, one posting, one leaf.</summary>
public sealed class LedgerLawsOfTheChain
{
    private static readonly DateOnly Origin = new(2026, 1, 1);

    private static readonly Gen<Guid> Ids =
        from first in Gen.Choose(0, int.MaxValue)
        from second in Gen.Choose(0, int.MaxValue)
        select new Guid(first, (short)second, (short)(second >> 16), [.. BitConverter.GetBytes(first ^ ((long)second << 32))]);

    private static readonly Gen<Money> Amounts = Gen.Choose(0, 5_000).Select(cents => new Money(cents));

    /// <summary>A reason as people type it; the sign between the fields is among the letters.</summary>
    private static readonly Gen<string> Reasons = Gen.Elements("ab |;-0261é\n".ToCharArray()).ArrayOf().Select(signs => new string(signs));

    private static readonly Gen<Posting> AnyPosting =
        from ids in Ids.ArrayOf(5)
        from kind in Gen.Elements(Enum.GetValues<PostingKind>())
        from accounts in Gen.Shuffle(Enum.GetValues<Account>())
        from amounts in Amounts.ArrayOf(6)
        from days in Gen.Choose(0, 60).ArrayOf(3)
        from present in Gen.Elements(true, false).ArrayOf(4)
        from reverses in Gen.Choose(1, 9)
        from origin in Gen.Elements(Enum.GetValues<OriginKind>())
        from reason in Reasons
        let postedOn = Origin.AddDays(days[0])
        let occurredOn = Origin.AddDays(days[1])
        select new Posting(
            new BudgetId(ids[0]), 1 + days[2], kind, accounts[0], accounts[1], amounts[0],
            occurredOn, Posting.EffectiveDay(occurredOn, postedOn, present[3] ? postedOn.AddDays(-1 - days[2]) : null), postedOn,
            AmsterdamDay.At(postedOn, new TimeOnly(12, 0)), new Balance(amounts[1], amounts[2], amounts[3], amounts[4]),
            present[0] ? new AssignmentId(ids[1]) : null, present[0] ? amounts[5] : null, present[1] ? "12345678" : "", origin, ids[2],
            present[2] ? reverses : null, new UserId(ids[3]), present[1] ? new ResidentId(ids[4]) : null, reason,
            present[2] ? Seal.Of([ids[0], reason]) : null, "");

    private static readonly Arbitrary<Posting> Postings = AnyPosting.ToArbitrary();

    /// <summary>Every field, each changed a little: what somebody with a query tool would do.</summary>
    private static readonly (string Field, Func<Posting, Posting> Change)[] Changes =
    [
        (nameof(Posting.BudgetId), posting => posting with { BudgetId = new(Flip(posting.BudgetId.Value)) }),
        (nameof(Posting.Number), posting => posting with { Number = posting.Number + 1 }),
        (nameof(Posting.Kind), posting => posting with { Kind = Next(posting.Kind) }),
        (nameof(Posting.From), posting => posting with { From = Next(posting.From) }),
        (nameof(Posting.To), posting => posting with { To = Next(posting.To) }),
        (nameof(Posting.Amount), posting => posting with { Amount = posting.Amount + new Money(1) }),
        (nameof(Posting.OccurredOn), posting => posting with { OccurredOn = posting.OccurredOn.AddDays(1) }),
        (nameof(Posting.EffectiveOn), posting => posting with { EffectiveOn = posting.EffectiveOn.AddDays(-1) }),
        (nameof(Posting.PostedOn), posting => posting with { PostedOn = posting.PostedOn.AddDays(1) }),
        (nameof(Posting.PostedAt), posting => posting with { PostedAt = posting.PostedAt.AddMilliseconds(1) }),
        (nameof(Balance.Available), posting => posting with { After = posting.After with { Available = posting.After.Available + new Money(1) } }),
        (nameof(Balance.Reserved), posting => posting with { After = posting.After with { Reserved = posting.After.Reserved + new Money(1) } }),
        (nameof(Balance.Payable), posting => posting with { After = posting.After with { Payable = posting.After.Payable + new Money(1) } }),
        (nameof(Balance.Paid), posting => posting with { After = posting.After with { Paid = posting.After.Paid + new Money(1) } }),
        (nameof(Posting.ReservationId), posting => posting with { ReservationId = posting.ReservationId is { } id ? new(Flip(id.Value)) : new(posting.OriginId) }),
        (nameof(Posting.ReservationLeft), posting => posting with { ReservationLeft = posting.ReservationLeft is { } left ? left + new Money(1) : Money.Zero }),
        (nameof(Posting.Counterparty), posting => posting with { Counterparty = posting.Counterparty + "1" }),
        (nameof(Posting.OriginKind), posting => posting with { OriginKind = Next(posting.OriginKind) }),
        (nameof(Posting.OriginId), posting => posting with { OriginId = Flip(posting.OriginId) }),
        (nameof(Posting.ReversesNumber), posting => posting with { ReversesNumber = posting.ReversesNumber + 1 ?? 1 }),
        (nameof(Posting.ActorId), posting => posting with { ActorId = new(Flip(posting.ActorId.Value)) }),
        (nameof(Posting.OnBehalfOf), posting => posting with { OnBehalfOf = posting.OnBehalfOf is { } id ? new(Flip(id.Value)) : new(posting.OriginId) }),
        (nameof(Posting.Reason), posting => posting with { Reason = posting.Reason + "x" }),
        (nameof(Posting.Seal), posting => posting with { Seal = posting.Seal is null ? Seal.Of([posting.Reason]) : null }),
    ];

    private static readonly Arbitrary<byte[][]> Leaves =
        Gen.Choose(1, 40).SelectMany(count => Gen.Choose(0, 1 << 20).Select(value => BitConverter.GetBytes((long)value)).ArrayOf(count)).ToArbitrary();

    [Test]
    public void Every_field_of_a_posting_is_among_the_changes() => Assert.That(
        typeof(Posting).GetProperties().Select(property => property.Name).Except(["Hash", "After", "EqualityContract"]), Is.SubsetOf(Changes.Select(change => change.Field)));

    [Test]
    public void A_changed_field_changes_the_hash_of_the_posting() => Thorough.Check(Prop.ForAll(Postings, Gen.Elements(Changes).ToArbitrary(), (posting, change) =>
        posting.ComputeHash(Posting.NoHash) != change.Change(posting).ComputeHash(Posting.NoHash)));

    [Test]
    public void Two_postings_that_differ_have_two_hashes_however_their_fields_are_cut() => Thorough.Check(Prop.ForAll(Postings, Reasons.ToArbitrary(), Gen.Choose(0, 60).ToArbitrary(), (posting, reason, day) =>
    {
        var other = posting with { Reason = reason, EffectiveOn = Origin.AddDays(day) };
        return other == posting || other.ComputeHash(Posting.NoHash) != posting.ComputeHash(Posting.NoHash);
    }));

    [Test]
    public void A_day_typed_at_the_end_of_a_reason_is_no_effective_day() => Thorough.Check(Prop.ForAll(Postings, posting =>
    {
        var counted = Posting.EffectiveDay(posting.OccurredOn, posting.PostedOn, closedUntil: null);
        var moved = posting with { EffectiveOn = counted.AddDays(-1) };
        string[] endings = ["|", "|\0|", "\0|", "|\0"];
        return endings.All(ending => moved.ComputeHash(Posting.NoHash)
            != (posting with { EffectiveOn = counted, Reason = $"{posting.Reason}{ending}{moved.EffectiveOn:yyyy-MM-dd}" }).ComputeHash(Posting.NoHash));
    }));

    [Test]
    public void A_changed_posting_changes_every_hash_after_it_and_none_before() => Thorough.Check(Prop.ForAll(
        AnyPosting.ArrayOf(6).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), Gen.Elements(Changes).ToArbitrary(), (postings, at, change) =>
    {
        var (honest, forged) = (Chain(postings), Chain([.. postings.Select((posting, index) => index == at ? change.Change(posting) : posting)]));
        return Enumerable.Range(0, 6).All(index => honest[index] == forged[index] == index < at);
    }));

    [Test]
    public void A_posting_taken_out_or_two_exchanged_change_the_last_hash() => Thorough.Check(Prop.ForAll(AnyPosting.ArrayOf(6).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (postings, at) =>
    {
        var exchanged = postings.ToArray();
        (exchanged[at], exchanged[at + 1]) = (exchanged[at + 1], exchanged[at]);
        return Chain(postings)[^1] != Chain([.. postings.Where((_, index) => index != at)])[^1]
            && (postings[at] == postings[at + 1] || Chain(postings)[^1] != Chain(exchanged)[^1]);
    }));

    [Test]
    public void The_path_of_any_leaf_leads_to_the_root() => Thorough.Check(Prop.ForAll(Leaves, Gen.Choose(0, 1_000).ToArbitrary(), (leaves, pick) =>
    {
        var index = pick % leaves.Length;
        return MerkleTree.RootFrom(leaves[index], index, leaves.Length, MerkleTree.Path(leaves, index)).SequenceEqual(MerkleTree.Root(leaves));
    }));

    [Test]
    public void The_path_of_a_leaf_proves_no_other_leaf_and_no_other_place() => Thorough.Check(Prop.ForAll(Leaves, Gen.Choose(0, 1_000).ToArbitrary(), (leaves, pick) =>
    {
        var (root, index) = (MerkleTree.Root(leaves), pick % leaves.Length);
        var path = MerkleTree.Path(leaves, index);
        var other = (index + 1) % leaves.Length;
        var forged = leaves[index].Select((value, at) => at == pick % 8 ? (byte)(value ^ 1) : value).ToArray();
        return !MerkleTree.RootFrom(forged, index, leaves.Length, path).SequenceEqual(root)
            && (leaves[other].SequenceEqual(leaves[index]) || !MerkleTree.RootFrom(leaves[other], index, leaves.Length, path).SequenceEqual(root))
            && (leaves.Length == 1 || leaves[other].SequenceEqual(leaves[index]) || !MerkleTree.RootFrom(leaves[index], other, leaves.Length, path).SequenceEqual(root))
            && !MerkleTree.RootFrom(leaves[index], leaves.Length, leaves.Length, path).SequenceEqual(root);
    }));

    [Test]
    public void A_path_cut_short_or_made_longer_proves_nothing() => Thorough.Check(Prop.ForAll(Leaves, Gen.Choose(0, 1_000).ToArbitrary(), (leaves, pick) =>
    {
        var (root, index) = (MerkleTree.Root(leaves), pick % leaves.Length);
        var path = MerkleTree.Path(leaves, index);
        return (path.Count == 0 || !MerkleTree.RootFrom(leaves[index], index, leaves.Length, [.. path.Take(path.Count - 1)]).SequenceEqual(root))
            && !MerkleTree.RootFrom(leaves[index], index, leaves.Length, [.. path, root]).SequenceEqual(root);
    }));

    [Test]
    public void Another_leaf_another_order_or_another_number_of_leaves_is_another_root() => Thorough.Check(Prop.ForAll(Leaves, Gen.Choose(0, 1_000).ToArbitrary(), (leaves, pick) =>
    {
        var (root, index) = (MerkleTree.Root(leaves), pick % leaves.Length);
        var reversed = leaves.Reverse().ToArray();
        return !MerkleTree.Root([.. leaves, leaves[index]]).SequenceEqual(root)
            && !MerkleTree.Root([.. leaves.Where((_, at) => at != index)]).SequenceEqual(root)
            && (leaves.Zip(reversed).All(pair => pair.First.SequenceEqual(pair.Second)) || !MerkleTree.Root(reversed).SequenceEqual(root));
    }));

    [Test]
    public void A_path_is_no_longer_than_the_tree_is_high() => Thorough.Check(Prop.ForAll(Leaves, Gen.Choose(0, 1_000).ToArbitrary(), (leaves, pick) =>
        1 << Math.Max(0, MerkleTree.Path(leaves, pick % leaves.Length).Count - 1) <= leaves.Length));

    private static string[] Chain(IEnumerable<Posting> postings)
    {
        var hash = Posting.NoHash;
        return [.. postings.Select(posting => hash = posting.ComputeHash(hash))];
    }

    private static T Next<T>(T value) where T : struct, Enum => Enum.GetValues<T>() is var all ? all[(Array.IndexOf(all, value) + 1) % all.Length] : value;

    private static Guid Flip(Guid id)
    {
        var bytes = id.ToByteArray();
        bytes[7] ^= 1;
        return new Guid(bytes);
    }
}
