using System.Globalization;
using System.Resources;

namespace Budget.Core.Payments;

/// <summary>
/// Why a file as a whole is no message of the bank that we can read. The catalogue is closed: every code has a sentence in each language
/// (PaymentFileFaults.resx beside this file).
/// </summary>
/// <param name="XmlLine">Where in the file, counted from 1; the {0} of the sentence.</param>
/// <param name="Detail">The {1} of the sentence: the name of an element or of a message; never something that stands in the file.</param>
public sealed record PaymentFileFault(string Code, int? XmlLine = null, string? Detail = null)
{
    public static readonly PaymentFileFault Empty = new("empty");
    public static readonly PaymentFileFault TooLarge = new("too-large");
    public static readonly PaymentFileFault EncodingUnknown = new("encoding-unknown");
    public static readonly PaymentFileFault NotXml = new("not-xml");
    public static readonly PaymentFileFault TooDeep = new("too-deep");
    public static readonly PaymentFileFault TooManyNames = new("too-many-names");
    /// <summary>Detail is the message that was asked for: pain.002 or camt.054.</summary>
    public static readonly PaymentFileFault OtherMessage = new("other-message");
    /// <summary>Detail is the versions that are read.</summary>
    public static readonly PaymentFileFault OtherVersion = new("other-version");
    public static readonly PaymentFileFault ElementMissing = new("element-missing");
    public static readonly PaymentFileFault ElementTwice = new("element-twice");
    public static readonly PaymentFileFault FieldInvalid = new("field-invalid");
    /// <summary>Two verdicts on one payment: the file does not say which counts.</summary>
    public static readonly PaymentFileFault PaymentTwice = new("payment-twice");

    public static IReadOnlyList<PaymentFileFault> All { get; } =
        [Empty, TooLarge, EncodingUnknown, NotXml, TooDeep, TooManyNames, OtherMessage, OtherVersion, ElementMissing, ElementTwice, FieldInvalid, PaymentTwice];

    public PaymentFileFault At(int xmlLine, string? detail = null) => this with { XmlLine = xmlLine, Detail = detail };

    public bool Is(PaymentFileFault other) => Code == other.Code;
}

/// <summary>The sentence for a fault, for whoever handed in the file.</summary>
public static class PaymentFileFaultText
{
    internal static readonly ResourceManager Sentences = new("Budget.Core.Payments.PaymentFileFaults", typeof(PaymentFileFaultText).Assembly);

    public static string For(PaymentFileFault fault, CultureInfo culture) =>
        string.Format(culture, Sentences.GetString(fault.Code, culture) ?? fault.Code, fault.XmlLine, fault.Detail);
}

/// <summary>A file broke a rule; caught where the reading started, never seen outside this folder.</summary>
internal sealed class PaymentFileFaultException(PaymentFileFault fault) : Exception(fault.Code)
{
    public PaymentFileFault Fault { get; } = fault;
}
