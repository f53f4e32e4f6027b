using System.Security.Cryptography;
using Budget.Core.Statements;

namespace Budget.Core.HelperPayments;

/// <summary>What the SVB did with a line of ours.</summary>
public enum SvbOutcome
{
    Paid,
    /// <summary>It was never paid.</summary>
    Refused,
    /// <summary>It was paid, and came back.</summary>
    Returned,
}

/// <summary>Reads what comes back from the SVB, version 1 (told at /bestand-voor-de-svb): a CSV with a line for each line of ours, by its reference.</summary>
public static class ReadSvbAnswer
{
    public const string Version = "1";
    public const int MostRows = 20_000;

    public const string VersionColumn = "versie", Reference = "kenmerk", Outcome = "uitkomst", Day = "datum", Reason = "reden";

    public static readonly IReadOnlyList<string> Columns = [VersionColumn, Reference, Outcome, Day, Reason];

    /// <summary>As the file says what became of a line.</summary>
    public static readonly IReadOnlyDictionary<string, SvbOutcome> Outcomes = new Dictionary<string, SvbOutcome>(StringComparer.Ordinal)
    {
        ["betaald"] = SvbOutcome.Paid,
        ["geweigerd"] = SvbOutcome.Refused,
        ["teruggekomen"] = SvbOutcome.Returned,
    };

    /// <param name="On">The day on which it was paid, refused or came back.</param>
    /// <param name="Why">None of what was paid.</param>
    public sealed record Word(string Reference, SvbOutcome Outcome, DateOnly On, SvbReason? Why);

    /// <param name="Hash">By which the same file is known again.</param>
    public sealed record Reading(IReadOnlyList<Word> Words, IReadOnlyList<CsvMistake> Mistakes, string Hash);

    /// <summary>Of a file so long that it need not be read to say so.</summary>
    public static bool IsTooLarge(long bytes) => CsvRows.IsTooLarge(bytes);

    /// <param name="today">Of a later day nothing can be said.</param>
    public static Reading Read(ReadOnlyMemory<byte> file, DateOnly today)
    {
        List<Word> words = [];
        var known = new HashSet<string>(StringComparer.Ordinal);
        var mistakes = CsvRows.Read(file, Columns, MostRows, row =>
        {
            row.Check(row.Cell(VersionColumn) == Version, "version", VersionColumn, Version);
            var reference = row.Cell(Reference);
            row.Check(reference.Length > 0, "reference-missing", Reference);
            row.Check(reference.Length == 0 || known.Add(reference), "reference-twice", Reference);
            var isOutcome = Outcomes.TryGetValue(row.Cell(Outcome), out var outcome);
            row.Check(isOutcome, "outcome", Outcome, string.Join(", ", Outcomes.Keys));
            var isDay = DayText.TryParse(row.Cell(Day), out var day);
            row.Check(isDay, "day", Day);
            row.Check(!isDay || day <= today, "day-ahead", Day);
            var why = SvbReasons.Read(row.Cell(Reason));
            row.Check(!isOutcome || (outcome == SvbOutcome.Paid ? row.Cell(Reason).Length == 0 : why is not null), "reason", Reason, string.Join(", ", SvbReasons.All.Select(one => one.Code)));
            if (row.IsRight)
            {
                words.Add(new Word(reference, outcome, day, why));
            }
        });
        return new Reading(mistakes.Count > 0 ? [] : words, mistakes, Convert.ToHexStringLower(SHA256.HashData(file.Span)));
    }
}
