using System.Globalization;
using System.Resources;
using Budget.Core.Iwmo;

namespace Budget.Core.Invoices;

/// <summary>
/// What a WMO325 says about a message, a declaration or a line: the codes of iWmo 3.2 that apply to a declaration.
/// The catalogue is closed: every code has a sentence in each language (ReturnCodes.resx beside this file).
/// </summary>
public sealed record ReturnCode(string Code)
{
    public static readonly ReturnCode TechnicallyRejected = new("0001");
    public static readonly ReturnCode NoRemark = new("0200");
    public static readonly ReturnCode RateDiffersFromContract = new("0611");
    public static readonly ReturnCode FullyAccepted = new("8001");
    public static readonly ReturnCode CreditWithoutDebit = new("8017");
    public static readonly ReturnCode ReferenceReused = new("8021");
    public static readonly ReturnCode OtherClient = new("8187");
    public static readonly ReturnCode DatedInFuture = new("8848");
    public static readonly ReturnCode IdentificationReused = new("9056");
    public static readonly ReturnCode StartsOutsideAssignment = new("9307");
    public static readonly ReturnCode EndsOutsideAssignment = new("9308");
    public static readonly ReturnCode OutsideDeclarationPeriod = new("9319");
    public static readonly ReturnCode VolumeAbovePeriod = new("9321");
    public static readonly ReturnCode VolumeAboveSum = new("9322");
    public static readonly ReturnCode DeclarationNumberReused = new("9333");
    public static readonly ReturnCode NoSuchAssignment = new("9338");
    public static readonly ReturnCode OtherCategory = new("9339");
    public static readonly ReturnCode OtherProduct = new("9340");
    public static readonly ReturnCode OtherUnit = new("9341");
    public static readonly ReturnCode AmountNotVolumeTimesRate = new("9346");
    public static readonly ReturnCode AboveBudget = new("9369");
    public static readonly ReturnCode AssignmentRemoved = new("9384");
    public static readonly ReturnCode StartsOffEdge = new("9387");
    public static readonly ReturnCode EndsOffEdge = new("9388");
    public static readonly ReturnCode SecondDebit = new("9389");
    public static readonly ReturnCode AlreadyCredited = new("9390");

    public static IReadOnlyList<ReturnCode> All { get; } =
    [
        TechnicallyRejected, NoRemark, RateDiffersFromContract, FullyAccepted, CreditWithoutDebit, ReferenceReused, OtherClient,
        DatedInFuture, IdentificationReused, StartsOutsideAssignment, EndsOutsideAssignment, OutsideDeclarationPeriod,
        VolumeAbovePeriod, VolumeAboveSum, DeclarationNumberReused, NoSuchAssignment, OtherCategory, OtherProduct, OtherUnit,
        AmountNotVolumeTimesRate, AboveBudget, AssignmentRemoved, StartsOffEdge, EndsOffEdge, SecondDebit, AlreadyCredited,
    ];

    /// <summary>Those that can stand at a line; the others are said of a message or of a declaration as a whole.</summary>
    public static IReadOnlyList<ReturnCode> OfALine { get; } = [.. All.Except([TechnicallyRejected, NoRemark, FullyAccepted, DatedInFuture, IdentificationReused, DeclarationNumberReused])];

    /// <summary>What the header-only WMO325 says about a file that was refused whole.</summary>
    public static ReturnCode Of(MessageFault fault) => fault.Code switch
    {
        "identification-reused" => IdentificationReused,
        "number-reused" => DeclarationNumberReused,
        "dated-in-future" => DatedInFuture,
        _ => TechnicallyRejected,
    };

    public override string ToString() => Code;
}

/// <summary>What a return code means and what to do about it, for finance and provider staff.</summary>
public static class ReturnCodeText
{
    internal static readonly ResourceManager Sentences = new("Budget.Core.Invoices.ReturnCodes", typeof(ReturnCodeText).Assembly);

    public static string For(ReturnCode code, CultureInfo culture) => Sentences.GetString(code.Code, culture) ?? code.Code;

    internal static readonly ResourceManager Advice = new("Budget.Core.Invoices.WhatToDo", typeof(ReturnCodeText).Assembly);

    /// <summary>What a provider does about a line with this code, step by step and with the names of the portal's own pages; none for a code that stands at no line.</summary>
    public static string? WhatToDo(ReturnCode code, CultureInfo culture) => Advice.GetString($"do-{code.Code}", culture);
}
