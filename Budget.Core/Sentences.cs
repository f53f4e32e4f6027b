using System.Globalization;
using System.Resources;

namespace Budget.Core;

/// <summary>
/// The sentences of one subject: Dutch in NAME.resx (neutral), English in NAME.en.resx beside it. A key without a sentence is a fault,
/// not an empty line on somebody's letter.
/// </summary>
internal sealed class Sentences(string name)
{
    private readonly ResourceManager resources = new($"Budget.Core.{name}", typeof(Sentences).Assembly);

    public string For(CultureInfo culture, string key, params object?[] parts)
    {
        var sentence = resources.GetString(key, culture) ?? throw new MissingManifestResourceException($"{name} has no sentence '{key}'.");
        return parts.Length == 0 ? sentence : string.Format(culture, sentence, parts);
    }
}
