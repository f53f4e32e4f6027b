using System.Globalization;
using Budget.Core;
using Budget.Core.Iwmo;
using Budget.Core.Providers;

namespace Budget.Tests.Unit;

/// <summary>Messages about assignments with what a schema permits at its strangest: everything or nothing filled, the longest texts, letters of every neighbour.</summary>
internal sealed class RandomMessages(int seed)
{
    private readonly Random random = new(seed);

    public StartMessage Start() => new(Header(), Client(), Several(() =>
        new StartedProduct(Maybe(Number), MaybeProduct(), Maybe(Day), Day(), OneOf(DeliveryStatus.All), XmlLine: 0)));

    public StopMessage Stop() => new(Header(), Client(), Several(() =>
    {
        var startedOn = Day();
        return new StoppedProduct(
            Maybe(Number), MaybeProduct(), Maybe(Day), startedOn, OneOf(ReasonOfEnd.All), After(startedOn), OneOf(DeliveryStatus.All), XmlLine: 0);
    }));

    public AllocationRequest Request() => new(Header(), Client(), Several(() =>
    {
        var startsOn = Day();
        return new RequestedProduct(
            Words(36), Maybe(Number), MaybeProduct(), Maybe(Day), startsOn, Maybe(() => After(startsOn)), MaybeExtent(), Maybe(Budget),
            new Referrer(OneOf(ReferrerType.All), MaybeWords(64), random.Next(2) == 0 ? null : "42420001"), XmlLine: 0);
    }));

    public ChangeRequest Change() => new(
        Header(), Bsn(), Words(36), OneOf(ReasonOfRequest.All), random.Next(2) == 0 ? [] : Several(Number),
        random.Next(2) == 0 ? [] : Several(() =>
        {
            var startsOn = Day();
            return new ChangedProduct(Number(), startsOn, Maybe(() => After(startsOn)), MaybeExtent(), Maybe(Budget), XmlLine: 0);
        }),
        random.Next(2) == 0 ? [] : Several(() =>
        {
            var startsOn = Day();
            return new AddedProduct(MaybeProduct(), startsOn, Maybe(() => After(startsOn)), MaybeExtent(), Maybe(Budget), XmlLine: 0);
        }));

    public Allocation Allocation() => new(Outgoing(), Client(), NameUse.Own, OneOf(["01", "02", "03", "04"]), Several(() =>
    {
        var startsOn = Day();
        return new AllottedProduct(
            Number(), MaybeWords(36), MaybeProduct() ?? new MessageProduct("18", Words(5)), Day(), new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay)), startsOn,
            Maybe(() => After(startsOn)), OneOf<string?>([null, ReasonOfChange.OtherForm, ReasonOfChange.OtherProvider, ReasonOfChange.Removed]), MaybeExtent(), Maybe(Budget));
    }));

    public RequestAnswer Answer() => random.Next(2) == 0
        ? RequestAnswer.Investigate(Outgoing(), Words(36))
        : RequestAnswer.Refuse(Outgoing(), Words(36), OneOf(ReasonOfRefusal.All));

    private MessageHeader Header() => new(Digits(8), Digits(4), Words(12), Day(), "1.0.0", "1.0.0");

    private OutgoingHeader Outgoing() => new(Digits(4), Digits(8), Words(12), Day());

    private MessageClient Client() => new(
        Bsn(), new DateOnly(1900, 1, 1).AddDays(random.Next(45_000)), OneOf(Gender.All), Words(200), MaybeWords(10), OneOf<string?>([null, .. UnknownOfBirth.Codes]));

    private string Bsn() => OneOf(["999900006", "999900018", "999990019"]);

    private MessageProduct? MaybeProduct() => random.Next(3) == 0 ? null : new MessageProduct(OneOf(["01", "02", "10", "18"]), MaybeWords(5));

    private Extent? MaybeExtent() => random.Next(3) == 0 ? null : new Extent(random.Next(100_000_000), OneOf(CareUnit.All), OneOf(ExtentFrequency.All));

    private Money Budget() => new(random.Next(100_000_000));

    private long Number() => random.Next(1_000_000_000);

    private DateOnly Day() => new DateOnly(2015, 1, 1).AddDays(random.Next(7_000));

    private DateOnly After(DateOnly day) => day.AddDays(random.Next(500));

    private string Digits(int length) => random.NextInt64((long)Math.Pow(10, length)).ToString($"D{length}", CultureInfo.InvariantCulture);

    private string? MaybeWords(int maximum) => random.Next(2) == 0 ? null : Words(maximum);

    /// <summary>Something on one line, every fourth time as long as may be.</summary>
    private string Words(int maximum)
    {
        const string from = "aZ09 <>&'\"]-éëüßçøŁŠžğ\t";
        var length = random.Next(4) == 0 ? maximum : random.Next(1, maximum + 1);
        return "x" + string.Concat(Enumerable.Range(1, length - 1).Select(_ => from[random.Next(from.Length)]));
    }

    private T? Maybe<T>(Func<T> value)
        where T : struct => random.Next(2) == 0 ? null : value();

    private T OneOf<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private List<T> Several<T>(Func<T> one) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => one())];
}
