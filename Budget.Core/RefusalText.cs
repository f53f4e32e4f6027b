using System.Globalization;

namespace Budget.Core;

/// <summary>What a refusal says to people.</summary>
public static class RefusalText
{
    private static readonly Sentences Sentences = new("Refusals");

    public static string For(Refusal refusal, CultureInfo culture) => Sentences.For(culture, refusal.Code, refusal.Detail);
}
