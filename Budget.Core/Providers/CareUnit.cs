namespace Budget.Core.Providers;

/// <summary>The iWmo codes for units of support (Eenheid) that the portal speaks of.</summary>
public static class CareUnit
{
    public const string Minute = "01";
    public const string Hour = "04";
    public const string Day = "14";
    public const string DayPart = "16";
    public const string Output = "82";
    public const string Euro = "83";
    public const string Effort = "84";

    public static IReadOnlyList<string> All => [Minute, Hour, Day, DayPart, Output, Euro, Effort];
}
