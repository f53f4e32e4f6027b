using System.Globalization;
using System.Runtime.ExceptionServices;
using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>
/// The statements of a whole town, or of a part of it, into a folder: ended at any moment, it goes on where it stopped. What cannot be made is listed and stops nothing else; memory does not
/// grow with the town.
/// </summary>
public sealed class ExportStatements(Database database)
{
    /// <summary>Read together; as many papers are made twice at most when it is ended in the middle.</summary>
    private const int AtOnce = 40;

    /// <param name="CheckAddress">As of <see cref="StatementDocument"/>.</param>
    public sealed record Wanted(StatementSelection Which, CultureInfo Culture, string? CheckAddress)
    {
        /// <summary>What lies in export.txt: for people, and by it an export that was ended knows its own folder.</summary>
        public string About => $"Overzichten van budgetten, indeling {ExportFolder.Version}\n{Which.InWords()}\nTaal: {(DayText.IsEnglish(Culture) ? "Engels" : "Nederlands")}";
    }

    /// <param name="Made">Now; <paramref name="Before"/>: by an earlier run in this folder.</param>
    public sealed record Answer(int Made, int Before, IReadOnlyDictionary<string, string> Faults);

    /// <param name="actors">One of each municipality, who may see its books.</param>
    /// <param name="progress">How many are done, and of how many.</param>
    /// <exception cref="InvalidOperationException">As of <see cref="ExportFolder.Open"/>.</exception>
    /// <exception cref="IOException">The folder takes nothing more. What has its line stays; begun again when there is room it goes on, and until then there is no index.csv.</exception>
    public async Task<Answer> Into(string folder, IReadOnlyList<Actor> actors, Wanted wanted, Func<int, int, Task> progress, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(actors);
        ArgumentNullException.ThrowIfNull(progress);
        var town = new StatementsOfTown(database);
        using var export = ExportFolder.Open(folder, wanted.About);
        if (export.IsFinished)
        {
            return new Answer(0, export.Count, new Dictionary<string, string>(export.Faults, StringComparer.Ordinal));
        }

        List<(Actor Actor, string Number)> all = [];
        foreach (var actor in actors)
        {
            all.AddRange((await town.Numbers(actor, wanted.Which)).Select(number => (actor, number)));
        }

        var before = all.Count(one => export.Has(one.Number));
        await progress(before, all.Count);
        var done = before;
        foreach (var batch in all.Where(one => !export.Has(one.Number)).Chunk(AtOnce))
        {
            foreach (var own in batch.GroupBy(one => one.Actor))
            {
                export.Keep(Written(export, await town.Of(own.Key, [.. own.Select(one => one.Number)], wanted.Which.Booked), wanted, stop));
            }

            stop.ThrowIfCancellationRequested();
            done += batch.Length;
            await progress(done, all.Count);
        }

        export.Finish();
        return new Answer(export.Count - before, before, new Dictionary<string, string>(export.Faults, StringComparer.Ordinal));
    }

    /// <summary>On all processors, in the order of the numbers.</summary>
    private static IEnumerable<string[]> Written(ExportFolder export, IReadOnlyList<StatementsOfTown.One> batch, Wanted wanted, CancellationToken stop)
    {
        var lines = new string[]?[batch.Count];
        var faults = new string?[batch.Count];
        void Write(int at)
        {
            if (batch[at].Statement is not { } statement)
            {
                faults[at] = batch[at].Fault;
                return;
            }

            if (PaperOf(statement, wanted, out var fault) is { } paper)
            {
                lines[at] = export.Put(statement, paper, FileName(statement, wanted.Culture));
            }

            faults[at] = fault;
        }

        try
        {
            Parallel.For(0, batch.Count, new ParallelOptions { CancellationToken = stop }, Write);
        }
        // A disk that is full is full for each of them at once: one of them says it.
        catch (AggregateException many) when (many.InnerExceptions is [IOException full, ..])
        {
            ExceptionDispatchInfo.Throw(full);
        }

        for (var at = 0; at < batch.Count; at++)
        {
            if (faults[at] is { } why)
            {
                export.Note(batch[at].Number, why);
            }
        }

        return lines.OfType<string[]>();
    }

    private static byte[]? PaperOf(Statement statement, Wanted wanted, out string? fault)
    {
        try
        {
            fault = null;
            return StatementDocument.Write(statement, wanted.Culture, wanted.CheckAddress);
        }
        // A word that is missing for a kind of posting, a picture that turns out to be none: of this paper alone.
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            fault = wrong.Message;
            return null;
        }
    }

    /// <summary>"overzicht-2026-000123-2026.pdf"; never a name of somebody.</summary>
    public static string FileName(Statement statement, CultureInfo culture)
    {
        var booked = statement.Booked;
        var time = booked == Period.Year(booked.StartsOn.Year)
            ? booked.StartsOn.Year.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{booked.StartsOn:yyyyMMdd}-{booked.EndsOn:yyyyMMdd}");
        return $"{(DayText.IsEnglish(culture) ? "statement" : "overzicht")}-{statement.Budget.Number}-{time}.pdf";
    }
}
