using System.Globalization;
using System.Resources;
using Budget.Core.Iwmo;

namespace Budget.Core.Invoices;

/// <summary>
/// Why a file as a whole is no declaration we can judge. The catalogue is closed: every code has a sentence in each language
/// (DeclarationFaults.resx beside this file), and a test holds the two together.
/// </summary>
/// <param name="XmlLine">Where in the file, counted from 1; the {0} of the sentence.</param>
/// <param name="Detail">The {1} of the sentence: the name of an element, a number, a date or an amount; never something a person is known by.</param>
/// <param name="Header">The header, when it had been read: an answer can then be sent to its sender.</param>
public sealed record DeclarationFault(string Code, int? XmlLine = null, string? Detail = null, MessageHeader? Header = null)
{
    public static readonly DeclarationFault Empty = new("empty");
    public static readonly DeclarationFault TooLarge = new("too-large");
    public static readonly DeclarationFault EncodingUnknown = new("encoding-unknown");
    public static readonly DeclarationFault NotXml = new("not-xml");
    public static readonly DeclarationFault TooDeep = new("too-deep");
    public static readonly DeclarationFault TooManyNames = new("too-many-names");
    public static readonly DeclarationFault NotADeclaration = new("not-a-declaration");
    public static readonly DeclarationFault OtherVersion = new("other-version");
    public static readonly DeclarationFault ElementUnexpected = new("element-unexpected");
    public static readonly DeclarationFault FieldInvalid = new("field-invalid");
    public static readonly DeclarationFault DateOutOfRange = new("date-out-of-range");
    public static readonly DeclarationFault PeriodReversed = new("period-reversed");
    public static readonly DeclarationFault PeriodNotAMonth = new("period-not-a-month");
    public static readonly DeclarationFault ProductPeriodOverMonths = new("product-period-over-months");
    public static readonly DeclarationFault BsnInvalid = new("bsn-invalid");
    public static readonly DeclarationFault PreviousReferenceMissing = new("previous-reference-missing");
    public static readonly DeclarationFault RateMissing = new("rate-missing");
    public static readonly DeclarationFault VolumeNotAmount = new("volume-not-amount");
    public static readonly DeclarationFault CreditOfZero = new("credit-of-zero");
    public static readonly DeclarationFault TotalNotSum = new("total-not-sum");

    /// <summary>Decided by the caller, who knows for which municipality it works; Detail is our own code.</summary>
    public static readonly DeclarationFault OtherMunicipality = new("other-municipality");
    /// <summary>9056, decided by the caller: the sender used this identification for other content. Detail is the identification.</summary>
    public static readonly DeclarationFault IdentificationReused = new("identification-reused");
    /// <summary>9333, decided by the caller: the sender used this declaration number before. Detail is the number.</summary>
    public static readonly DeclarationFault NumberReused = new("number-reused");
    /// <summary>9319 for the whole: help cannot be declared before its month has begun. Detail is the first day of the month.</summary>
    public static readonly DeclarationFault PeriodNotBegun = new("period-not-begun");
    /// <summary>8848, decided by the caller, who knows the day. Detail is the date.</summary>
    public static readonly DeclarationFault DatedInFuture = new("dated-in-future");

    public static IReadOnlyList<DeclarationFault> All { get; } =
    [
        Empty, TooLarge, EncodingUnknown, NotXml, TooDeep, TooManyNames, NotADeclaration, OtherVersion, ElementUnexpected, FieldInvalid,
        DateOutOfRange, PeriodReversed, PeriodNotAMonth, ProductPeriodOverMonths, BsnInvalid, PreviousReferenceMissing,
        RateMissing, VolumeNotAmount, CreditOfZero, TotalNotSum, OtherMunicipality, IdentificationReused, NumberReused, DatedInFuture, PeriodNotBegun,
    ];

    /// <summary>What the header-only WMO325 says about it.</summary>
    public ReturnCode Answer => Code switch
    {
        "identification-reused" => ReturnCode.IdentificationReused,
        "number-reused" => ReturnCode.DeclarationNumberReused,
        "dated-in-future" => ReturnCode.DatedInFuture,
        _ => ReturnCode.TechnicallyRejected,
    };

    public DeclarationFault At(int xmlLine, string? detail = null) => this with { XmlLine = xmlLine, Detail = detail };

    public DeclarationFault Of(MessageHeader header, string? detail = null) => this with { Header = header, Detail = detail };

    public bool Is(DeclarationFault other) => Code == other.Code;
}

/// <summary>The sentence for a fault, in the language of the reader.</summary>
public static class DeclarationFaultText
{
    internal static readonly ResourceManager Sentences = new("Budget.Core.Invoices.DeclarationFaults", typeof(DeclarationFaultText).Assembly);

    public static string For(DeclarationFault fault, CultureInfo culture)
    {
        var sentence = Sentences.GetString(fault.Code, culture) ?? fault.Code;
        object? place = fault.Is(DeclarationFault.OtherMunicipality) ? fault.Header?.MunicipalityCode : fault.XmlLine;
        return string.Format(culture, sentence, place, fault.Detail);
    }
}
