using System.Globalization;
using Budget.Core.Invoices;

namespace Budget.Core.Exchange;

/// <summary>What became of one product of a message: taken in, or refused with why.</summary>
/// <param name="Number">Its place in the message, from 1.</param>
/// <param name="About">The number of the assignment or the code of the product, as it was sent; never something that a person is known by.</param>
/// <param name="Code">Of what was taken in one of the words below; else a return code of iWmo where there is one, or the code of a <see cref="Refusal"/>.</param>
public sealed record MessagePart(long Number, string About, bool IsRefused, string Code, string? Detail)
{
    /// <summary>That the help began was written down.</summary>
    public const string Started = "started";
    /// <summary>That it stopped was written down.</summary>
    public const string Stopped = "stopped";
    /// <summary>The message says that nothing changes.</summary>
    public const string Unchanged = "unchanged";
    /// <summary>The municipality answers.</summary>
    public const string Asked = "asked";
    /// <summary>The resident had chosen this provider: the allocation is there. Detail is its number.</summary>
    public const string Allotted = "allotted";

    internal static MessagePart Taken(int number, string about, string code, string? detail = null) => new(number, about, IsRefused: false, code, detail);

    internal static MessagePart Refused(int number, string about, ReturnCode code) => new(number, about, IsRefused: true, code.Code, Detail: null);

    internal static MessagePart Refused(int number, string about, Refusal refusal) => new(number, about, IsRefused: true, refusal.Code, refusal.Detail);
}

/// <summary>Why a part was refused, in the language of the reader.</summary>
public static class MessagePartText
{
    public static string For(MessagePart part, CultureInfo culture) => char.IsAsciiDigit(part.Code[0])
        ? ReturnCodeText.For(new ReturnCode(part.Code), culture)
        : RefusalText.For(new Refusal(part.Code, part.Detail), culture);
}
