using System.Globalization;
using Budget.Core;
using Budget.Core.Sampling;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>A sample as its address says it, on the screen and as a file: the same address draws the same lines.</summary>
public abstract class SamplePage : PortalPage
{
    /// <summary>The first day of booking, as it was typed; <see cref="Tot"/> the last.</summary>
    [BindProperty(SupportsGet = true)] public string? Van { get; set; }

    [BindProperty(SupportsGet = true)] public string? Tot { get; set; }

    /// <summary>"alles", "regels" or "uren".</summary>
    [BindProperty(SupportsGet = true)] public string? Soort { get; set; }

    [BindProperty(SupportsGet = true)] public string? Aantal { get; set; }

    [BindProperty(SupportsGet = true)] public string? Startgetal { get; set; }

    /// <summary>"regel" or "euro".</summary>
    [BindProperty(SupportsGet = true)] public string? Kans { get; set; }

    /// <summary>None as long as the address says no sample.</summary>
    public AuditSample.Asked? Asked { get; private set; }

    /// <summary>What brings one to the same sample again, behind the address of a page.</summary>
    public string Query => Asked is not { } asked ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"?van={asked.Booked.StartsOn:yyyy-MM-dd}&tot={asked.Booked.EndsOn:yyyy-MM-dd}&soort={Soort}&aantal={asked.Count}&startgetal={asked.Seed}&kans={Kans}");

    /// <returns>The fields that cannot be used as they are; none when all can.</returns>
    protected IReadOnlyList<string> Read()
    {
        SampleKind? kind = Soort switch { "alles" => SampleKind.All, "regels" => SampleKind.Declared, "uren" => SampleKind.Claims, _ => null };
        SampleChance? chance = Kans switch { "regel" => SampleChance.Line, "euro" => SampleChance.Euro, _ => null };
        var (isFrom, isUntil) = (DayText.TryParse(Van, out var from), DayText.TryParse(Tot, out var until));
        var isCount = int.TryParse(Aantal?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= AuditSample.MostLines;
        var seed = Startgetal?.Trim() ?? "";
        (string Field, bool IsRight)[] fields =
        [
            (nameof(Van), isFrom),
            (nameof(Tot), isUntil && (!isFrom || from <= until)),
            (nameof(Soort), kind is not null),
            (nameof(Aantal), isCount),
            (nameof(Startgetal), seed.Length is > 0 and <= AuditSample.LongestSeed && seed.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')),
            (nameof(Kans), chance is not null),
        ];
        IReadOnlyList<string> wrong = [.. fields.Where(field => !field.IsRight).Select(field => field.Field)];
        if (wrong.Count == 0)
        {
            Asked = new AuditSample.Asked(new Period(from, until), kind!.Value, count, seed, chance!.Value);
        }

        return wrong;
    }
}
