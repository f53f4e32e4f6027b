using System.Text;
using Budget.Core;
using Budget.Core.Iwmo;

namespace Budget.Tests.Unit;

/// <summary>A kind of message about assignments, with one valid message and the way to read any.</summary>
/// <param name="Facts">What two readings of one message must agree on; the place in the file is not part of it.</param>
/// <param name="Read">The facts, or the fault.</param>
/// <param name="Random">The bytes of a message of strange but permitted values, and its facts.</param>
internal sealed record AssignmentKind(
    MessageKind Kind, string Text, object[] Facts, Func<byte[], (object[]? Facts, MessageFault? Fault)> Read, Func<int, (byte[] File, object[] Facts)> Random)
{
    public override string ToString() => Kind.Name;
}

/// <summary>A small valid message of each kind that a provider sends about assignments, to break in one place at a time.</summary>
internal static class AssignmentExample
{
    public static readonly MessageHeader Header = new("65656055", "0406", "BERICHT1", new DateOnly(2026, 6, 6), "1.0.0", "1.0.0");
    public static readonly MessageClient TheClient = new("999900006", new DateOnly(1967, 8, 13), Gender.Unknown, "Wit", "de");
    public static readonly MessageProduct Product = new("01", "01A11");
    public static readonly Extent ThreeHoursAWeek = new(3, "04", ExtentFrequency.Week);

    public static readonly StartMessage Start = new(Header, TheClient,
    [
        new StartedProduct(300201, Product, new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 3), DeliveryStatus.First, XmlLine: 0),
        new StartedProduct(AssignmentNumber: null, Product: null, AllottedFrom: null, new DateOnly(2026, 4, 4), DeliveryStatus.Removed, XmlLine: 0),
    ]);

    public static readonly StopMessage Stop = new(Header, TheClient,
    [
        new StoppedProduct(300201, Product, new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 3), ReasonOfEnd.OtherProvider, new DateOnly(2026, 5, 31), DeliveryStatus.First, XmlLine: 0),
    ]);

    public static readonly AllocationRequest Request = new(Header, TheClient,
    [
        new RequestedProduct(
            "ONZE-REF-1", 1234, Product, new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1), new DateOnly(2026, 12, 31), ThreeHoursAWeek, Budget: null,
            new Referrer(ReferrerType.Municipality, "Wijkteam", "42420001"), XmlLine: 0),
    ]);

    public static readonly ChangeRequest Change = new(
        Header, "999900006", "ONZE-REF-2", ReasonOfRequest.Situation, [300201],
        [new ChangedProduct(300202, new DateOnly(2026, 7, 1), new DateOnly(2026, 12, 31), Extent: null, new Money(150_000), XmlLine: 0)],
        [new AddedProduct(Product, new DateOnly(2026, 7, 1), EndsOn: null, ThreeHoursAWeek, Budget: null, XmlLine: 0)]);

    public static IReadOnlyList<AssignmentKind> All { get; } =
    [
        Of(MessageKind.Start, Start, WriteStart.Write, ReadStart.Read, Facts, random => random.Start()),
        Of(MessageKind.Stop, Stop, WriteStop.Write, ReadStop.Read, Facts, random => random.Stop()),
        Of(MessageKind.AllocationRequest, Request, WriteAllocationRequest.Write, ReadAllocationRequest.Read, Facts, random => random.Request()),
        Of(MessageKind.ChangeRequest, Change, WriteChangeRequest.Write, ReadChangeRequest.Read, Facts, random => random.Change()),
    ];

    public static AssignmentKind KindOf(string name) => All.Single(one => one.Kind.Name == name);

    public static byte[] Bytes<T>(T message, Action<Stream, T> write)
    {
        using var file = new MemoryStream();
        write(file, message);
        return file.ToArray();
    }

    public static object[] Facts(StartMessage message) => [message.Header, message.Client, .. message.Products.Select(product => product with { XmlLine = 0 })];

    public static object[] Facts(StopMessage message) => [message.Header, message.Client, .. message.Products.Select(product => product with { XmlLine = 0 })];

    public static object[] Facts(AllocationRequest message) => [message.Header, message.Client, .. message.Products.Select(product => product with { XmlLine = 0 })];

    public static object[] Facts(ChangeRequest message) =>
    [
        message.Header, message.Bsn, message.Reference, message.Reason, .. message.Unchanged.Cast<object>(),
        .. message.Changed.Select(product => product with { XmlLine = 0 }), .. message.Added.Select(product => product with { XmlLine = 0 }),
    ];

    private static AssignmentKind Of<T>(
        MessageKind kind, T valid, Action<Stream, T> write, Func<Stream, MessageReading<T>> read, Func<T, object[]> facts, Func<RandomMessages, T> random)
        where T : class
    {
        (object[]?, MessageFault?) Read(byte[] bytes)
        {
            using var file = new MemoryStream(bytes);
            var reading = read(file);
            return (reading.Message is { } message ? facts(message) : null, reading.Fault);
        }

        (byte[], object[]) Random(int seed)
        {
            var message = random(new RandomMessages(seed));
            return (Bytes(message, write), facts(message));
        }

        return new AssignmentKind(kind, Encoding.UTF8.GetString(Bytes(valid, write)), facts(valid), Read, Random);
    }
}
