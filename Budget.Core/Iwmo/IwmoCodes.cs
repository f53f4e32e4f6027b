using Budget.Core.Providers;

namespace Budget.Core.Iwmo;

/// <summary>The fixed values of iWmo 3.2 that the reader, the rules and the writers share.</summary>
internal static class IwmoCodes
{
    public const string BaseNamespace = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema";

    public const string StandardVersion = "3";
    public const string StandardSubversion = "2";
    public const string SchemaVersion = "1.0.0";

    /// <summary>The unit whose volume is the amount itself, in eurocents.</summary>
    public const string Euro = CareUnit.Euro;

    public static readonly IReadOnlyList<string> Units = [CareUnit.Minute, CareUnit.Hour, CareUnit.Day, CareUnit.DayPart, CareUnit.Output, Euro, CareUnit.Effort];

    public static readonly IReadOnlyList<string> Categories =
        ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18"];

    public const string Debit = "D";
    public const string Credit = "C";
    public static readonly IReadOnlyList<string> Signs = [Debit, Credit];
}
