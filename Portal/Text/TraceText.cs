namespace Portal.Text;

/// <summary>A trace in words, so that they follow on a name: "bekeek budget 2026-000012". The words stand in Pages/Traces/Index.resx.</summary>
internal static class TraceText
{
    public static string Of(string action, string what, string subject) => action == "refused" ? Say(subject.Length == 0 ? "refused-unnamed" : "refused", subject) : Say($"what-{what}", subject);

    private static string Say(string key, string subject) => PageText.For("/Pages/Traces/Index.cshtml", key, subject);
}
