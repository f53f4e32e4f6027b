namespace Portal.Text;

/// <summary>A form as it was sent, for a page that gives it back: its fields, and what somebody wrote in them.</summary>
internal static class SentForm
{
    /// <summary>Each value with its name; the same name may come more than once. Without files.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FieldsOf(IFormCollection form) =>
        [.. from field in form from value in field.Value select KeyValuePair.Create(field.Key, value ?? "")];

    /// <summary>What is in words, to be seen and copied; ticks, figures and what the form carries along unseen are not.</summary>
    public static IReadOnlyList<string> Written(IReadOnlyList<KeyValuePair<string, string>> fields) =>
        [.. fields.Select(field => field.Value.Trim()).Where(value => value.Contains(' ', StringComparison.Ordinal))];
}
