using System.Globalization;
using System.Resources;
using Budget.Core.Ledger;

namespace Budget.Core.HelperPayments;

/// <summary>Why the SVB did not pay a helper, or why the money came back: the whole catalogue, each with a sentence in each language (SvbReasons.resx beside this file).</summary>
public enum SvbReason
{
    /// <summary>There is no such account.</summary>
    AccountUnknown,
    AccountClosed,
    /// <summary>The account stands in another name.</summary>
    NameDiffers,
    /// <summary>The SVB does not know the care agreement.</summary>
    AgreementUnknown,
    HolderUnknown,
    Other,
}

public static class SvbReasons
{
    internal static readonly ResourceManager Sentences = new("Budget.Core.HelperPayments.SvbReasons", typeof(SvbReasons).Assembly);

    /// <summary>As the file of answers writes it.</summary>
    private static readonly Dictionary<string, SvbReason> ByCode = new(StringComparer.Ordinal)
    {
        ["rekening-onbekend"] = SvbReason.AccountUnknown,
        ["rekening-gesloten"] = SvbReason.AccountClosed,
        ["naam-klopt-niet"] = SvbReason.NameDiffers,
        ["overeenkomst-onbekend"] = SvbReason.AgreementUnknown,
        ["budgethouder-onbekend"] = SvbReason.HolderUnknown,
        ["anders"] = SvbReason.Other,
    };

    /// <summary>The codes, in order, each with what it says.</summary>
    public static IEnumerable<(string Code, SvbReason Reason)> All => ByCode.Select(one => (one.Key, one.Value));

    public static SvbReason? Read(string code) => ByCode.TryGetValue(code, out var reason) ? reason : null;

    /// <summary>It will not go by itself: the account has to be another one, or in another name.</summary>
    public static bool IsOfAccount(this SvbReason reason) => reason is SvbReason.AccountUnknown or SvbReason.AccountClosed or SvbReason.NameDiffers;

    /// <summary>One sentence, for holder, helper and municipality alike.</summary>
    public static string Text(this SvbReason reason, CultureInfo culture) => Sentences.GetString($"{reason}", culture) ?? $"{reason}";

    internal static SvbReason? Stored(string? stored) => stored is null or "" ? null : StoredNames.Parse<SvbReason>(stored);
}
