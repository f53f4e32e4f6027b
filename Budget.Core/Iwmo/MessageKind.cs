using System.Globalization;
using System.Resources;

namespace Budget.Core.Iwmo;

/// <summary>A kind of message of iWmo 3.2: its name, and the BerichtCode in its header. Prefix and namespace follow from the name.</summary>
public sealed record MessageKind(string Name, string Code)
{
    public static readonly MessageKind Allocation = new("WMO301", "414");
    public static readonly MessageKind Start = new("WMO305", "418");
    public static readonly MessageKind Stop = new("WMO307", "420");
    public static readonly MessageKind AllocationRequest = new("WMO315", "444");
    public static readonly MessageKind ChangeRequest = new("WMO317", "480");
    public static readonly MessageKind RequestAnswer = new("WMO319", "482");
    public static readonly MessageKind Declaration = new("WMO323", "484");
    public static readonly MessageKind DeclarationAnswer = new("WMO325", "485");

    public static IReadOnlyList<MessageKind> All { get; } =
        [Allocation, Start, Stop, AllocationRequest, ChangeRequest, RequestAnswer, Declaration, DeclarationAnswer];

    internal string Prefix { get; } = Name.ToLowerInvariant();
    internal string Namespace { get; } = $"http://www.istandaarden.nl/iwmo/3_2/{Name.ToLowerInvariant()}/schema";
}

/// <summary>What a person calls a kind of message, inside a sentence.</summary>
public static class MessageKindText
{
    internal static readonly ResourceManager Names = new("Budget.Core.Iwmo.MessageKinds", typeof(MessageKindText).Assembly);

    public static string For(MessageKind kind, CultureInfo culture) => Names.GetString(kind.Name, culture) ?? kind.Name;
}
