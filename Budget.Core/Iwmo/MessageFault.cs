using System.Globalization;
using System.Resources;

namespace Budget.Core.Iwmo;

/// <summary>
/// Why a file as a whole is no message we can judge: one catalogue for every kind of message. It is closed: every code has a sentence in each language
/// (MessageFaults.resx beside this file), and a test holds the two together.
/// </summary>
/// <param name="XmlLine">Where in the file, counted from 1; the {0} of the sentence.</param>
/// <param name="Detail">The {1} of the sentence: the name of an element, a number, a date or an amount; never something a person is known by.</param>
/// <param name="Header">The header, when it had been read: an answer can then be sent to its sender.</param>
/// <param name="Kind">What the file should have been; its name is the {2} of the sentence.</param>
public sealed record MessageFault(string Code, int? XmlLine = null, string? Detail = null, MessageHeader? Header = null, MessageKind? Kind = null)
{
    public static readonly MessageFault Empty = new("empty");
    public static readonly MessageFault TooLarge = new("too-large");
    public static readonly MessageFault EncodingUnknown = new("encoding-unknown");
    public static readonly MessageFault NotXml = new("not-xml");
    public static readonly MessageFault TooDeep = new("too-deep");
    public static readonly MessageFault TooManyNames = new("too-many-names");
    public static readonly MessageFault OtherMessage = new("other-message");
    public static readonly MessageFault OtherVersion = new("other-version");
    public static readonly MessageFault ElementUnexpected = new("element-unexpected");
    public static readonly MessageFault FieldInvalid = new("field-invalid");
    public static readonly MessageFault DateOutOfRange = new("date-out-of-range");
    public static readonly MessageFault PeriodReversed = new("period-reversed");
    public static readonly MessageFault PeriodNotAMonth = new("period-not-a-month");
    public static readonly MessageFault ProductPeriodOverMonths = new("product-period-over-months");
    public static readonly MessageFault BsnInvalid = new("bsn-invalid");
    public static readonly MessageFault PreviousReferenceMissing = new("previous-reference-missing");
    public static readonly MessageFault RateMissing = new("rate-missing");
    public static readonly MessageFault VolumeNotAmount = new("volume-not-amount");
    public static readonly MessageFault CreditOfZero = new("credit-of-zero");
    public static readonly MessageFault TotalNotSum = new("total-not-sum");

    /// <summary>It is none of the messages that are taken in where it was sent to.</summary>
    public static readonly MessageFault UnknownMessage = new("unknown-message");

    /// <summary>It says more than we take in at once. Detail is how much that is.</summary>
    public static readonly MessageFault TooManyParts = new("too-many-parts");

    /// <summary>Decided by the caller, who knows for which municipality it works; Detail is our own code.</summary>
    public static readonly MessageFault OtherMunicipality = new("other-municipality");
    /// <summary>As <see cref="OtherMunicipality"/>, for a provider, who may send to each that lives here; Detail is the code in the file.</summary>
    public static readonly MessageFault MunicipalityUnknown = new("municipality-unknown");
    /// <summary>A provider sends what is its own only. Detail is the AGB code of the provider that somebody works for.</summary>
    public static readonly MessageFault OtherSender = new("other-sender");
    /// <summary>9056, decided by the caller: the sender used this identification for other content. Detail is the identification.</summary>
    public static readonly MessageFault IdentificationReused = new("identification-reused");
    /// <summary>9333, decided by the caller: the sender used this declaration number before. Detail is the number.</summary>
    public static readonly MessageFault NumberReused = new("number-reused");
    /// <summary>9319 for the whole: help cannot be declared before its month has begun. Detail is the first day of the month.</summary>
    public static readonly MessageFault PeriodNotBegun = new("period-not-begun");
    /// <summary>8848, decided by the caller, who knows the day. Detail is the date.</summary>
    public static readonly MessageFault DatedInFuture = new("dated-in-future");

    public static IReadOnlyList<MessageFault> All { get; } =
    [
        Empty, TooLarge, EncodingUnknown, NotXml, TooDeep, TooManyNames, OtherMessage, OtherVersion, ElementUnexpected, FieldInvalid,
        DateOutOfRange, PeriodReversed, PeriodNotAMonth, ProductPeriodOverMonths, BsnInvalid, PreviousReferenceMissing,
        RateMissing, VolumeNotAmount, CreditOfZero, TotalNotSum, OtherMunicipality, MunicipalityUnknown, OtherSender, IdentificationReused, NumberReused, DatedInFuture, PeriodNotBegun,
        UnknownMessage, TooManyParts,
    ];

    public MessageFault At(int xmlLine, string? detail = null) => this with { XmlLine = xmlLine, Detail = detail };

    public MessageFault Of(MessageHeader header, string? detail = null) => this with { Header = header, Detail = detail };

    public bool Is(MessageFault other) => Code == other.Code;
}

/// <summary>The sentence for a fault, in the language of the reader.</summary>
public static class MessageFaultText
{
    internal static readonly ResourceManager Sentences = new("Budget.Core.Iwmo.MessageFaults", typeof(MessageFaultText).Assembly);

    public static string For(MessageFault fault, CultureInfo culture)
    {
        var sentence = Sentences.GetString(fault.Code, culture) ?? fault.Code;
        object? place = fault.Is(MessageFault.OtherMunicipality) ? fault.Header?.MunicipalityCode : fault.XmlLine;
        return string.Format(culture, sentence, place, fault.Detail, fault.Kind is { } kind ? MessageKindText.For(kind, culture) : "");
    }
}
